// The app as a person meets it, for Playwright: the words on its buttons, the places of its screens, and what it
// keeps on the device. Tests say what is done; where that is found on the page is said here, once.

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

/** Where a session was when the page last wrote it down, and all else in the journal: run in the page. */
const readJournal = () =>
  new Promise((done, failed) => {
    const opening = indexedDB.open('unknot');
    opening.onerror = () => done({});
    // Not there yet: it is the app's to make.
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
 * Makes the app's `<audio>` element, which is in no document, known to the test; and with it a moment: the time of
 * the element and what the screen shows of it, read in one task, so that nothing can happen in between.
 */
const revealAudio = () => {
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function reveal() {
    globalThis.audioOfTheApp = this;
    return play.call(this);
  };
  globalThis.momentOfTheApp = () => {
    const text = (part) => document.querySelector(part)?.textContent;
    return {
      time: globalThis.audioOfTheApp.currentTime,
      countdown: text('.countdown'),
      left: text('.player__left'),
      pose: text('.player__pose'),
      next: text('.player__next'),
    };
  };
};

/** Stores the wish that nobody speak, where nothing is stored. In the page, ahead of the app. */
const sayNothing = ({ key, text }) => {
  if (globalThis === top && !localStorage.getItem(key)) localStorage.setItem(key, text);
};

/** Moments of a running session: one at each of the next `count` changes of its countdown, and many in between. In the page. */
const watchCountdown = (count) =>
  new Promise((done) => {
    const changes = [];
    const between = [];
    // In step with nothing of the app.
    const timer = setInterval(() => between.push(globalThis.momentOfTheApp()), 23);
    const observer = new MutationObserver(() => {
      changes.push(globalThis.momentOfTheApp());
      if (changes.length < count) return;
      observer.disconnect();
      clearInterval(timer);
      done({ changes, between });
    });
    observer.observe(document.querySelector('.countdown'), { characterData: true, childList: true, subtree: true });
  });

/** A text in the frame of everything stored. */
export function seal(json) {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return `${text}\t${crc32(text).toString(16).padStart(8, '0')}`;
}

/** What is in the frame; the app's tests of its own say that the check sum is right. */
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
   * The app on a page of `context`, at its start. `before` runs in the page ahead of the app. Nobody speaks where it has no
   * settings yet, unless `voice` is asked for: what is said comes in a second track, which takes over from the first.
   */
  static async open(context, url, { before, argument, voice = false } = {}) {
    const app = new App(await context.newPage(), url);
    if (!voice) await app.page.addInitScript(sayNothing, { key: SETTINGS, text: seal({ v: 1, data: { voice: false } }) });
    await app.page.addInitScript(revealAudio);
    if (before) await app.page.addInitScript(before, argument);
    await app.page.goto(url);
    await app.isDrawn();
    return app;
  }

  /** Past the safety screen as well. */
  static async openToday(context, url, options) {
    const app = await App.open(context, url, options);
    await app.acceptSafety();
    return app;
  }

  // ---------------------------------------------------------------- screens

  async isDrawn() {
    await this.page.waitForSelector('#title');
    await this.page.waitForSelector('#splash', { state: 'detached' });
  }

  async acceptSafety() {
    await this.button("I've read this").click();
    await this.page.waitForSelector('.offer');
  }

  /** To the screen of a route, as a link would lead there. */
  async go(route) {
    await this.page.evaluate((hash) => {
      location.hash = hash;
    }, route);
  }

  async goToday() {
    await this.go('#/');
    await this.page.waitForSelector('.offer');
  }

  async goProgress() {
    await this.go('#/progress');
    await this.page.waitForFunction(() => document.querySelector('#title')?.textContent === 'Progress');
  }

  async reload() {
    await this.page.reload();
    await this.isDrawn();
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The title of the screen. */
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

  /** The offer to go on with an interrupted session. */
  resumeOffer() {
    return this.page.getByRole('heading', { name: 'Pick up where you were?' });
  }

  /** What is left of the interrupted session, as its offer says, in seconds. */
  async leftToResume() {
    return seconds(await this.page.locator('.resume p').first().textContent());
  }

  // ---------------------------------------------------------------- the session

  /** Starts the session of the day; resolves when it sounds. */
  async start() {
    await this.page.locator('.offer .button--main').click();
    await this.page.waitForSelector('.player');
    await this.waitForAudio(false);
  }

  /** Starts a session of a routine (`slug`, or `slug?min=15`) at its own address; resolves when it sounds. */
  async startSession(routine) {
    await this.go(`#/session/${routine}`);
    await this.page.waitForSelector('.player');
    await this.button('Start').click();
    await this.waitForAudio(false);
  }

  /** Goes on with a session that was interrupted; resolves when it sounds. */
  async goOn() {
    await this.button('Go on').click();
    await this.page.waitForSelector('.player');
    await this.waitForAudio(false);
  }

  /** Ends the session early, for good. */
  async end() {
    await this.button('End').click();
    await this.button('End session').click();
    await this.page.waitForSelector('.done');
  }

  /** Waits until the session has gone on by `seconds` from where it is. */
  async waitForProgress(seconds) {
    await this.waitForLeft((await this.left()) - seconds);
  }

  /** Waits until no more than `most` seconds of the session are left, or it is over. */
  waitForLeft(most) {
    const isReached = (wanted) => {
      if (document.querySelector('.done')) return true;
      const parts = document.querySelector('.player__left')?.textContent.match(/(?:(\d+):)?(\d+):(\d+)/);
      return parts && Number(parts[1] ?? 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3]) <= wanted;
    };
    // Played fast, a whole session takes about a minute.
    return this.page.waitForFunction(isReached, most, { timeout: 120_000 });
  }

  /** What is left of the whole session, in seconds. */
  async left() {
    return seconds(await this.page.locator('.player__left').textContent());
  }

  /** What is left of the step, in seconds. */
  async countdown() {
    return seconds(await this.page.locator('.countdown').textContent());
  }

  /** The pose and its side: what the step is. */
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

  async skipToEnd() {
    const done = this.page.locator('.done');
    const deadline = Date.now() + PATIENCE_MILLIS;
    while (!(await done.isVisible())) {
      if (Date.now() > deadline) throw new Error('Skipping does not come to an end');
      await this.page.evaluate(() => document.querySelector('[aria-label="Skip this step"]')?.click());
    }
  }

  /** Keys go to the page itself, not to a focused button, which takes Space for its own. */
  async press(key) {
    await this.page.evaluate(() => document.activeElement?.blur());
    await this.page.keyboard.press(key);
  }

  /** The app's clock: where its `<audio>` element is, and whether it stands. */
  audio() {
    return this.page.evaluate(() => {
      const { currentTime, paused } = globalThis.audioOfTheApp;
      return { currentTime, paused };
    });
  }

  waitForAudio(paused) {
    return this.page.waitForFunction((wanted) => globalThis.audioOfTheApp?.paused === wanted, paused);
  }

  /** Lets the app's clock run faster than the wall's. */
  playAt(rate) {
    return this.page.evaluate((times) => {
      globalThis.audioOfTheApp.playbackRate = times;
    }, rate);
  }

  /** Lets the element play the last second of its track, whatever was before it. */
  endOfTrack() {
    return this.page.evaluate(() => {
      const audio = globalThis.audioOfTheApp;
      audio.currentTime = audio.duration - 1;
    });
  }

  /** The time of the app's clock and what the screen shows of it; see `Plan` for what it should. */
  moment() {
    return this.page.evaluate(() => globalThis.momentOfTheApp());
  }

  watchCountdown(changes) {
    return this.page.evaluate(watchCountdown, changes);
  }

  /** How many seconds of its track the element has really played. */
  played() {
    return this.page.evaluate(() => {
      const { played } = globalThis.audioOfTheApp;
      return Array.from(played, (_, range) => played.end(range) - played.start(range)).reduce((sum, part) => sum + part, 0);
    });
  }

  /** Waits until the element has gone on by `seconds`, told by its own events: a hidden page has no frames. */
  waitForSound(seconds) {
    return this.page.evaluate(
      (more) =>
        new Promise((done) => {
          const audio = globalThis.audioOfTheApp;
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

  /** So many pictures later. */
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

  // ---------------------------------------------------------------- what is kept

  localStorage() {
    return this.page.evaluate(() => ({ ...localStorage }));
  }

  /** The entries of the log's segments. */
  async entries() {
    const kept = Object.entries(await this.localStorage()).filter(([key]) => key.startsWith(LOG_PREFIX));
    return kept.flatMap(([, text]) => text.split('\n').filter((line) => line !== '')).map(unseal);
  }

  /**
   * The entries of the log's segments, once there are `count`. They are written under a lock between tabs, by themselves: the
   * screen of the end may stand, and the journal may have them, before the log does.
   */
  async waitForEntries(count) {
    const deadline = Date.now() + PATIENCE_MILLIS;
    for (;;) {
      const entries = await this.entries();
      if (entries.length === count) return entries;
      if (Date.now() > deadline) throw new Error(`The log has ${entries.length} entries and not ${count}: ${JSON.stringify(entries)}`);
      await this.frames(2);
    }
  }

  async quarantined() {
    const kept = Object.entries(await this.localStorage()).filter(([key]) => key.startsWith(QUARANTINE_PREFIX));
    return kept.map(([, text]) => text);
  }

  journal() {
    return this.page.evaluate(readJournal);
  }

  /** The journal's entries, once there are `count` and none of a session under way. */
  async waitForJournal(count, { overToo = false } = {}) {
    const holds = (journal) => {
      const keys = Object.keys(journal);
      return keys.filter((key) => key.startsWith(ENTRY_PREFIX)).length === count && !(overToo && heartbeatOf(journal));
    };
    return (await this.#journalWhen(holds)).filter(([key]) => key.startsWith(ENTRY_PREFIX)).map(([, text]) => unseal(text));
  }

  /** The place of the running session in the journal, once `wanted` holds for it. */
  async waitForHeartbeat(wanted = () => true) {
    const place = (journal) => unseal(heartbeatOf(journal)).data;
    const found = await this.#journalWhen((journal) => heartbeatOf(journal) && wanted(place(journal)));
    return place(Object.fromEntries(found));
  }

  async #journalWhen(holds) {
    const deadline = Date.now() + PATIENCE_MILLIS;
    for (;;) {
      const journal = await this.journal();
      if (holds(journal)) return Object.entries(journal);
      if (Date.now() > deadline) throw new Error(`The journal never got there: ${JSON.stringify(journal)}`);
      await this.frames(2);
    }
  }
}

/** The sign of life of a session, in what a place holds; nothing where there is none. */
export function heartbeatOf(place) {
  return Object.entries(place).find(([key]) => key.startsWith(HEARTBEAT))?.[1];
}

/** `1:05` or `12` in a text, in seconds. */
export function seconds(text) {
  const parts = text.match(/\d+(?::\d+)*/)[0].split(':').map(Number);
  return parts.reduce((sum, part) => sum * 60 + part, 0);
}
