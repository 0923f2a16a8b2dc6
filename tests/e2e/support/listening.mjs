// Browsers that can be heard, what a test has their page do, and what it makes of what was heard.

import { launchChromium, PATIENCE_MILLIS, until } from './browsers.mjs';
import { retried } from './retries.mjs';
import { RATE, samplesOfTrack, Speaker } from './speaker.mjs';
import { launchFirefox, launchWebKit, noWebKit } from './webdriver.mjs';

/** How long before it is heard a browser hands over a sound, at most. */
export const AHEAD_SECONDS = 1;

/** Parts of a sound that is there were 0.99 alike and more; other sounds were 0.82 and less, the carrier 0.1. */
const ALIKE = 0.95;
const ONE_DECIBEL = 10 ** (1 / 20);
const APART_MILLIS = 5;

export const AUDIBLE = {
  Chromium: (env) =>
    launchChromium({
      // Large buffers, as on phones: without them, a machine that is short of time leaves gaps of milliseconds.
      args: ['--audio-buffer-size=8192'],
      env: { ...env, PULSE_LATENCY_MSEC: `${AHEAD_SECONDS * 1000}` },
      // Playwright mutes what it starts.
      ignoreDefaultArgs: ['--mute-audio'],
    }),
  // Its buffers are large enough, and larger ones make gaps.
  Firefox: (env) => launchFirefox({ env }),
  WebKit: (env) => launchWebKit({ env }),
};

/** Why an engine can't be tested on this machine, or false. */
export const missing = (engine) => engine === 'WebKit' && noWebKit();

/** An engine whose page is heard by a speaker, until the test is over. */
export async function listenTo(t, engine) {
  const speaker = await Speaker.open();
  let browser;
  t.after(async () => {
    try {
      await browser?.close();
    } finally {
      await speaker.close();
    }
  });
  browser = await AUDIBLE[engine](speaker.env);
  const page = await browser.newPage();
  const tap = async (button) => {
    await page.waitForSelector(button);
    await page.click(button);
  };
  return { speaker, page, tap };
}

// ---------------------------------------------------------------- run in the page

/** Makes the app's tracks, and the elements that load and play them, known to the test. */
const reveal = () => {
  const { createObjectURL, revokeObjectURL } = URL;
  // The tracks that are loaded, by their addresses: one is revoked when its track is unloaded.
  globalThis.tracksOfTheApp = new Map();
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob);
    globalThis.tracksOfTheApp.set(url, blob);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    globalThis.tracksOfTheApp.delete(url);
    revokeObjectURL.call(URL, url);
  };
  const { load, play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.load = function reveal() {
    globalThis.loadedOfTheApp = this;
    // Captured, to come before the app lets go of the track.
    const note = () => this.error && (globalThis.failureOfTheApp = `media error ${this.error.code} ${this.error.message}`);
    this.addEventListener('error', note, { capture: true });
    return load.call(this);
  };
  HTMLMediaElement.prototype.play = function reveal() {
    globalThis.audioOfTheApp = this;
    return play.call(this);
  };
};

const open = (hash) => {
  location.hash = hash;
};

/**
 * What has become of the track: `{ ready: true }` once one is loaded, by an element that can play it, and more than so many
 * tenths of a second of its first minute and a half are as loud as speech; `{ failure }` if it can't be loaded.
 */
const outcome = async (wanted) => {
  if (globalThis.failureOfTheApp) return { failure: globalThis.failureOfTheApp };
  const [[url, track] = [], ...others] = globalThis.tracksOfTheApp;
  const element = globalThis.loadedOfTheApp;
  // While one takes over from another, two are loaded.
  if (!track || others.length > 0 || element.src !== url || element.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) return false;
  const samples = new Int16Array(await track.slice(44, 44 + 90 * 48_000).arrayBuffer());
  const tenth = 2400;
  let count = 0;
  for (let from = 0; from + tenth <= samples.length; from += tenth) {
    let power = 0;
    for (let at = from; at < from + tenth; at += 1) power += samples[at] ** 2;
    if (Math.sqrt(power / tenth) > 1000) count += 1;
  }
  return count > wanted && { ready: true };
};

const readTrack = async () => {
  const [track] = globalThis.tracksOfTheApp.values();
  const reader = new FileReader();
  await new Promise((done) => {
    reader.onload = done;
    reader.readAsDataURL(track);
  });
  return reader.result.slice(reader.result.indexOf(',') + 1);
};

/** Waits until the element has played up to a second of its track. Fails if that takes much longer than it should. */
export const playsUntil = (second) =>
  new Promise((done, failed) => {
    const audio = globalThis.audioOfTheApp;
    const begun = audio.currentTime;
    const patience = (Math.max(second - begun, 0) + 60) * 1000;
    const state = () => `${audio.currentTime} of ${audio.duration} s, ${audio.paused ? 'paused' : 'playing'}, ready ${audio.readyState}`;
    const late = setTimeout(() => failed(`${second} s not reached from ${begun}: ${state()}`), patience);
    audio.addEventListener('timeupdate', function look() {
      if (audio.currentTime <= second) return;
      clearTimeout(late);
      audio.removeEventListener('timeupdate', look);
      done();
    });
  });

// ---------------------------------------------------------------- the track

/** How often the track is loaded, at most. */
const LOADS = 6;
/** Bells alone are as loud as speech for less than 80 tenths of a second. */
const SPOKEN_TENTHS = 120;

/**
 * Opens a session, in an app whose safety page has been read; resolves to the samples of its track, once the app's voice is in it and the element can play it.
 * The voice may come seconds later than the bells, and a session that has been started by then gets it in a second track,
 * which begins where the first one was at that moment: the time of the element is no longer that of the session.
 *
 * It is tried again where the element fails: WebKitGTK that gets too little time reads the file from a wrong place, and finds
 * that it is none (`wavparse: Stream is no RIFF stream`, or it takes it for an MP3).
 */
export async function openSession(page, routine) {
  let samples;
  await retried(`the track of ${routine}`, LOADS, async () => {
    // Today may have made a track before the test can see it. Settings make none.
    await page.evaluate(open, '#/settings');
    await page.reload();
    await page.waitForSelector('#title');
    await page.evaluate(reveal);
    await page.evaluate(open, `#/session/${routine}`);
    await page.waitForSelector('.player');
    const { failure } = await until(page, outcome, SPOKEN_TENTHS, { within: 2 * PATIENCE_MILLIS });
    if (failure) return [failure];
    samples = samplesOfTrack(Buffer.from(await page.evaluate(readTrack), 'base64'));
    return [];
  });
  return samples;
}

// ---------------------------------------------------------------- what was heard

/** By how much the spacing of the sounds is off, in milliseconds. */
export function apart(found) {
  const late = found.map((sound) => sound.late);
  return Math.max(...late) - Math.min(...late);
}

export function summary(found) {
  const match = Math.min(...found.map((sound) => sound.match));
  return `${found.length} sounds, spacing off by ${apart(found).toFixed(2)} ms, ${match.toFixed(4)} alike and more`;
}

/** Whether a sound that was looked for is there, as loud as it should be. */
export const isThere = ({ match, gain }) => match > ALIKE && gain < ONE_DECIBEL && gain > 1 / ONE_DECIBEL;

const place = ({ strike, match, gain, late }) =>
  `at ${(strike / RATE).toFixed(2)} s (${match.toFixed(3)} alike, ${gain.toFixed(2)} as loud, ${late.toFixed(2)} ms late)`;

/** What is wrong with sounds that were looked for; those `elsewhere`, by their strikes, are known to be there. */
export function faultsOf(found, elsewhere = new Set()) {
  const missing = found.filter((sound) => !isThere(sound) && !elsewhere.has(sound.strike));
  const off = apart(found.filter(isThere));
  return [
    found.length < 5 && `only ${found.length} sounds to hear`,
    missing.length > 0 && `${missing.length} of ${found.length} sounds missing, such as ${missing.slice(0, 3).map(place).join(', ')}`,
    off >= APART_MILLIS && `spacing off by ${off} ms`,
  ].filter(Boolean);
}
