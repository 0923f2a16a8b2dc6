// Browsers that can be heard, what a test has their page do, and what it makes of what was heard.

import { launchChromium, launchFirefox } from './browsers.mjs';
import { RATE, Speaker } from './speaker.mjs';
import { launchWebKit, noWebKit } from './webkit.mjs';

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

/** What skips the test of an engine that is not on this machine, or false. */
export const isMissing = (engine) => engine === 'WebKit' && noWebKit();

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

/** Keeps the track and the element that plays it within reach. */
export const reveal = () => {
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    globalThis.trackOfTheApp = blob;
    globalThis.trackMadeAt = performance.now();
    return createObjectURL.call(URL, blob);
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function reveal() {
    globalThis.audioOfTheApp = this;
    return play.call(this);
  };
};

export const open = (hash) => {
  location.hash = hash;
};

/** Whether the voice has had time to come, so that the track will be no other. */
export const isTrackWhole = () => performance.now() - globalThis.trackMadeAt > 2000;

export const readTrack = async () => {
  const reader = new FileReader();
  await new Promise((done) => {
    reader.onload = done;
    reader.readAsDataURL(globalThis.trackOfTheApp);
  });
  return reader.result.slice(reader.result.indexOf(',') + 1);
};

export const playsUntil = (second) =>
  new Promise((done) => {
    const audio = globalThis.audioOfTheApp;
    audio.addEventListener('timeupdate', () => audio.currentTime > second && done());
  });

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
    missing.length > 0 && `${missing.length} of ${found.length} sounds missing: ${missing.map(place).join(', ')}`,
    off >= APART_MILLIS && `spacing off by ${off} ms`,
  ].filter(Boolean);
}
