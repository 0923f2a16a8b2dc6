// A page object for the app with Playwright: its buttons, its pages and the data it stores. Tests describe actions; the
// selectors are here.

import { crc32 } from 'node:zlib';

import { PATIENCE_MILLIS } from './browsers.mjs';

export const DIST = 'dist';
export const PHONE = { width: 360, height: 740 };

export const SETTINGS = 'unknot.settings.v2';
export const SETTINGS_V1 = 'unknot.settings';
const HEARTBEAT = 'unknot.heartbeat';
export const LOG_PREFIX = 'unknot.log.v1.';
export const QUARANTINE_PREFIX = 'unknot.quarantine.';
export const ENTRY_PREFIX = 'entry.';
export const TOLD_OFFLINE = 'unknot.told.offline';
/** The work from which on a session counts, and is recorded. */
export const ENOUGH_MILLIS = 15_000;

// ---------------------------------------------------------------- run in the page

/** Reads all entries of the journal. Resolves to an empty object if the app hasn't created it. */
const readJournal = () =>
  new Promise((done, failed) => {
    const opening = indexedDB.open('unknot');
    opening.onerror = () => done({});
    // The database doesn't exist. Aborting leaves its creation to the app.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => {
      const database = opening.result;
      const store = database.transaction('journal').objectStore('journal');
      const keys = store.getAllKeys();
      const texts = store.getAll();
      texts.onerror = () => failed(texts.error);
      texts.onsuccess = () => {
        database.close();
        done(Object.fromEntries(keys.result.map((key, place) => [key, texts.result[place]])));
      };
    };
  });

/**
 * Exposes the app's `<audio>` element, which isn't in the document, as `appAudio`. `readAppMoment` reads the element's time
 * and what the page shows in one task, so that both belong to the same instant.
 */
const revealAudio = () => {
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function reveal() {
    globalThis.appAudio = this;
    return play.call(this);
  };
  globalThis.readAppMoment = () => {
    const text = (part) => document.querySelector(part)?.textContent;
    return {
      time: globalThis.appAudio.currentTime,
      countdown: text('.countdown'),
      left: text('.player__left'),
      pose: text('.player__pose'),
      next: text('.player__next'),
    };
  };
};

/**
 * Sets the clock on the wall to a time, from which it runs on. `setClock` sets it again. Timers are the browser's own. Runs before the
 * app.
 */
export const replaceClock = (time) => {
  const Own = Date;
  let ahead = 0;
  globalThis.setClock = (to) => {
    ahead = new Own(to).getTime() - Own.now();
  };
  globalThis.setClock(time);
  globalThis.Date = class extends Own {
    constructor(...parts) {
      if (parts.length > 0) super(...parts);
      else super(Own.now() + ahead);
    }
    static now() {
      return Own.now() + ahead;
    }
  };
};

/** Stores settings without speech, unless settings are stored already. Runs before the app. */
const turnVoiceOff = ({ key, text }) => {
  if (globalThis === top && !localStorage.getItem(key)) localStorage.setItem(key, text);
};

/** Reads moments of a running session: one at each of the next `count` changes of the countdown, and many in between. */
const watchCountdown = (count) =>
  new Promise((done) => {
    const changes = [];
    const between = [];
    // An interval that isn't synchronous with any of the app's.
    const timer = setInterval(() => between.push(globalThis.readAppMoment()), 23);
    const observer = new MutationObserver(() => {
      changes.push(globalThis.readAppMoment());
      if (changes.length < count) return;
      observer.disconnect();
      clearInterval(timer);
      done({ changes, between });
    });
    observer.observe(document.querySelector('.countdown'), { characterData: true, childList: true, subtree: true });
  });

// ----------------------------------------------------------------

/** Appends the checksum that every stored text has. */
export function seal(json) {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return `${text}\t${crc32(text).toString(16).padStart(8, '0')}`;
}

/** Parses a stored text. The checksum isn't verified here; the app's own tests do that. */
export function unseal(line) {
  return JSON.parse(line.slice(0, line.lastIndexOf('\t')));
}

export class App {
  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.errors = [];
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  /**
   * Opens the app on a new page of `context`. `before` runs in the page before the app, with `argument`. Speech is off in new
   * profiles unless `voice` is set, because it arrives in a second track that replaces the first.
   */
  static async open(context, url, { before, argument, voice = false } = {}) {
    const app = new App(await context.newPage(), url);
    if (!voice) await app.page.addInitScript(turnVoiceOff, { key: SETTINGS, text: seal({ v: 1, data: { voice: false } }) });
    await app.page.addInitScript(revealAudio);
    if (before) await app.page.addInitScript(before, argument);
    await app.page.goto(url);
    await app.waitUntilRendered();
    return app;
  }

  /** Opens the app and accepts the safety page, which leads to Today. */
  static async openToday(context, url, options) {
    const app = await App.open(context, url, options);
    await app.acceptSafety();
    return app;
  }

  // ---------------------------------------------------------------- pages

  async waitUntilRendered() {
    await this.page.waitForSelector('#title');
    await this.page.waitForSelector('#splash', { state: 'detached' });
  }

  async acceptSafety() {
    await this.button("I've read this").click();
    await this.page.waitForSelector('.offer');
  }

  /** Opens the page of a route, as a link does. */
  async go(route) {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, route);
  }

  async goToday() {
    await this.go('#/');
    await this.page.waitForSelector('.offer');
  }

  /** Opens Progress, and waits until its sessions are there, which come after its top, or the way to a first one. */
  async goProgress() {
    await this.go('#/progress');
    await this.page.waitForFunction(() => document.querySelector('#title')?.textContent === 'Progress');
    await this.page.waitForSelector('.day-sessions .session-row, #main a.button--main', { state: 'attached' });
  }

  async reload() {
    await this.page.reload();
    await this.waitUntilRendered();
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The title of the page. */
  title() {
    return this.page.locator('#title').textContent();
  }

  async notices() {
    return this.page.locator('.notices .notice p').allTextContents();
  }

  async waitForNotice(part) {
    await this.page.waitForFunction(
      (text) => [...document.querySelectorAll('.notices .notice p')].some((p) => p.textContent.includes(text)),
      part,
    );
  }

  async streak() {
    return this.page.locator('[data-streak]').first().getAttribute('data-streak');
  }

  /** The heading of the offer to resume an interrupted session. */
  resumeOffer() {
    return this.page.getByRole('heading', { name: 'Carry on where you left off?' });
  }

  /** The remaining time of the interrupted session according to the offer, in seconds. */
  async leftToResume() {
    return seconds(await this.page.locator('.resume p').first().textContent());
  }

  // ---------------------------------------------------------------- the session

  /** Starts what Today offers, which depends on the day and its time, and waits for the sound. */
  async startOffered() {
    await this.page.locator('.offer .button--main').click();
    await this.page.waitForSelector('.player');
    await this.waitForAudio(false);
  }

  /** Starts a session of ten minutes that a first visit has, and waits for the sound. */
  async start() {
    await this.startSession('morning-mobility');
  }

  /** Starts a session of a routine (`slug`, or `slug?min=15`) at its own address, and waits for the sound. */
  async startSession(routine) {
    await this.go(`#/session/${routine}`);
    await this.page.waitForSelector('.player');
    await this.button('Start').click();
    await this.waitForAudio(false);
  }

  /** Resumes an interrupted session, and waits for the sound. */
  async resume() {
    await this.button('Carry on').click();
    await this.page.waitForSelector('.player');
    await this.waitForAudio(false);
  }

  /** Practises fast until the session counts. */
  async practiseEnough() {
    await this.playAt(8);
    await this.waitForHeartbeat((beat) => beat.worked >= ENOUGH_MILLIS);
    await this.playAt(1);
  }

  /** Ends the session early, and confirms that. */
  async end() {
    await this.button('End').click();
    await this.button('End session').click();
    await this.page.waitForSelector('.done');
  }

  /** Waits until the session has advanced by `seconds`. */
  async waitForProgress(seconds) {
    await this.waitForLeft((await this.left()) - seconds);
  }

  /** Waits until at most `most` seconds of the session remain, or until it has ended. */
  waitForLeft(most) {
    const isReached = (wanted) => {
      if (document.querySelector('.done')) return true;
      const parts = document.querySelector('.player__left')?.textContent.match(/(?:(\d+):)?(\d+):(\d+)/);
      return parts && Number(parts[1] ?? 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3]) <= wanted;
    };
    // At a high playback rate a whole session takes about a minute.
    return this.page.waitForFunction(isReached, most, { timeout: 120_000 });
  }

  /** The remaining time of the session, in seconds. */
  async left() {
    return seconds(await this.page.locator('.player__left').textContent());
  }

  /** The remaining time of the step, in seconds. */
  async countdown() {
    return seconds(await this.page.locator('.countdown').textContent());
  }

  /** What identifies the current step: its pose and the announcement of the next step. */
  async step() {
    const pose = await this.page.locator('.player__pose').textContent();
    const next = await this.page.locator('.player__next').textContent();
    return `${pose} | ${next}`;
  }

  async waitForOtherStep(step) {
    await this.page.waitForFunction((last) => {
      const text = (selector) => document.querySelector(selector)?.textContent;
      return document.querySelector('.done') || `${text('.player__pose')} | ${text('.player__next')}` !== last;
    }, step);
  }

  /** Plays the session to its end in a moment, as if it had been practised, and waits for its result. */
  async finish() {
    if (await this.button('Resume').isVisible()) await this.button('Resume').click();
    await this.seekToEnd();
    await this.page.waitForSelector('.done');
  }

  /** Skips every step. A session that was skipped is over, but not finished. */
  async skipToEnd() {
    const done = this.page.locator('.done');
    const deadline = Date.now() + PATIENCE_MILLIS;
    while (!(await done.isVisible())) {
      if (Date.now() > deadline) throw new Error('Skipping steps does not end the session');
      await this.page.evaluate(() => document.querySelector('[aria-label="Skip this step"]')?.click());
    }
  }

  /** Presses a key on the page itself: a focused button would handle Space. */
  async press(key) {
    await this.page.evaluate(() => document.activeElement?.blur());
    await this.page.keyboard.press(key);
  }

  /** The state of the `<audio>` element, which is the app's clock. */
  audio() {
    return this.page.evaluate(() => {
      const { currentTime, paused } = globalThis.appAudio;
      return { currentTime, paused };
    });
  }

  waitForAudio(paused) {
    return this.page.waitForFunction((wanted) => globalThis.appAudio?.paused === wanted, paused);
  }

  /** Sets the playback rate, to run the app's clock faster than the wall clock. */
  playAt(rate) {
    return this.page.evaluate((times) => {
      globalThis.appAudio.playbackRate = times;
    }, rate);
  }

  /** Seeks to the last second of the track. */
  seekToEnd() {
    return this.page.evaluate(() => {
      const audio = globalThis.appAudio;
      audio.currentTime = audio.duration - 1;
    });
  }

  /** The time of the app's clock and what the page shows. `Plan` has what it should show. */
  moment() {
    return this.page.evaluate(() => globalThis.readAppMoment());
  }

  watchCountdown(changes) {
    return this.page.evaluate(watchCountdown, changes);
  }

  /** How many seconds of the track the element has played. */
  played() {
    return this.page.evaluate(() => {
      const { played } = globalThis.appAudio;
      return Array.from(played, (_, range) => played.end(range) - played.start(range)).reduce((sum, part) => sum + part, 0);
    });
  }

  /** Waits until the element has played `seconds` more. Listens to its events, because a hidden page has no frames. */
  waitForPlayback(seconds) {
    return this.page.evaluate(
      (more) =>
        new Promise((done) => {
          const audio = globalThis.appAudio;
          const until = audio.currentTime + more;
          const look = () => {
            if (audio.currentTime < until) return;
            audio.removeEventListener('timeupdate', look);
            done();
          };
          audio.addEventListener('timeupdate', look);
        }),
      seconds,
    );
  }

  /** Waits for this many animation frames. */
  frames(count) {
    return this.page.evaluate(
      (frames) =>
        new Promise((done) => {
          const next = (left) => (left === 0 ? done() : requestAnimationFrame(() => next(left - 1)));
          next(frames);
        }),
      count,
    );
  }

  // ---------------------------------------------------------------- stored data

  localStorage() {
    return this.page.evaluate(() => ({ ...localStorage }));
  }

  /** The log's entries in localStorage. */
  async entries() {
    const stored = Object.entries(await this.localStorage()).filter(([key]) => key.startsWith(LOG_PREFIX));
    return stored.flatMap(([, text]) => text.split('\n').filter((line) => line !== '')).map(unseal);
  }

  /**
   * Waits until the log in localStorage has `count` entries, and returns them. Entries are appended asynchronously, under a lock
   * between tabs, so the session's last page and the journal may be ahead of the log.
   */
  async waitForEntries(count) {
    const deadline = Date.now() + PATIENCE_MILLIS;
    for (;;) {
      const entries = await this.entries();
      if (entries.length === count) return entries;
      if (Date.now() > deadline) throw new Error(`The log has ${entries.length} entries instead of ${count}: ${JSON.stringify(entries)}`);
      await this.frames(2);
    }
  }

  /** The texts in quarantine. */
  async quarantined() {
    const stored = Object.entries(await this.localStorage()).filter(([key]) => key.startsWith(QUARANTINE_PREFIX));
    return stored.map(([, text]) => text);
  }

  journal() {
    return this.page.evaluate(readJournal);
  }

  /**
   * Waits until the journal has `count` entries, and returns them. With `sessionOver` it also waits until the journal has no
   * heartbeat.
   */
  async waitForJournal(count, { sessionOver = false } = {}) {
    const holds = (journal) => {
      const keys = Object.keys(journal);
      return keys.filter((key) => key.startsWith(ENTRY_PREFIX)).length === count && !(sessionOver && heartbeatIn(journal));
    };
    return (await this.#journalWhen(holds)).filter(([key]) => key.startsWith(ENTRY_PREFIX)).map(([, text]) => unseal(text));
  }

  /** Waits until the journal has a heartbeat for which `wanted` is true, and returns it. */
  async waitForHeartbeat(wanted = () => true) {
    const heartbeat = (journal) => unseal(heartbeatIn(journal)).data;
    const found = await this.#journalWhen((journal) => heartbeatIn(journal) && wanted(heartbeat(journal)));
    return heartbeat(Object.fromEntries(found));
  }

  async #journalWhen(holds) {
    const deadline = Date.now() + PATIENCE_MILLIS;
    for (;;) {
      const journal = await this.journal();
      if (holds(journal)) return Object.entries(journal);
      if (Date.now() > deadline) throw new Error(`The journal did not reach the expected state: ${JSON.stringify(journal)}`);
      await this.frames(2);
    }
  }
}

/** The stored heartbeat of a session in the contents of the journal or of localStorage, or undefined. */
export function heartbeatIn(stored) {
  return Object.entries(stored).find(([key]) => key.startsWith(HEARTBEAT))?.[1];
}

/** The first time in a text, such as `1:05`, `12` or `1 minute 5 seconds`, in seconds. */
export function seconds(text) {
  const inWords = text.match(/(?:(\d+) minutes?)? ?(?:(\d+) seconds?)?(?= left)/);
  if (inWords?.[1] || inWords?.[2]) return Number(inWords[1] ?? 0) * 60 + Number(inWords[2] ?? 0);
  const parts = text.match(/\d+(?::\d+)*/)[0].split(':').map(Number);
  return parts.reduce((sum, part) => sum * 60 + part, 0);
}
