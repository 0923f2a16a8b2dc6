// Browsers whose sound is recorded, scripts for their pages, and the evaluation of recordings.

import { launchChromium, PATIENCE_MILLIS, waitUntil } from './browsers.mjs';
import { retried } from './retries.mjs';
import { RATE, samplesOfTrack, Speaker } from './speaker.mjs';
import { launchFirefox, launchWebKit, noWebKit } from './webdriver.mjs';

/** The longest output latency of a browser: how far ahead of playback it hands over samples. */
export const LATENCY_SECONDS = 1;

/** The least correlation of a sound that is present. Measured: 0.99 and more for the sound, up to 0.82 for others, 0.1 for the carrier. */
const MIN_MATCH = 0.95;
const ONE_DECIBEL = 10 ** (1 / 20);
/** The largest error in the spacing of sounds. */
const MAX_SPREAD_MILLIS = 5;

export const AUDIBLE_BROWSERS = {
  Chromium: (env) =>
    launchChromium({
      // Large buffers, as on phones. With smaller ones a busy machine leaves gaps of milliseconds.
      args: ['--audio-buffer-size=8192'],
      env: { ...env, PULSE_LATENCY_MSEC: `${LATENCY_SECONDS * 1000}` },
      // Playwright mutes browsers by default.
      ignoreDefaultArgs: ['--mute-audio'],
    }),
  // Its default buffers are large enough, and larger ones cause gaps.
  Firefox: (env) => launchFirefox({ env }),
  WebKit: (env) => launchWebKit({ env }),
};

/** The reason why an engine can't be tested on this machine, or false. */
export const missing = (engine) => engine === 'WebKit' && noWebKit();

/** Launches an engine that plays into a recorded speaker. Both are closed after the test. */
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
  browser = await AUDIBLE_BROWSERS[engine](speaker.env);
  const page = await browser.newPage();
  const tap = async (button) => {
    await page.waitForSelector(button);
    await page.click(button);
  };
  return { speaker, page, tap };
}

// ---------------------------------------------------------------- run in the page

/** Exposes the app's tracks, and the elements that load and play them, to the test. */
const reveal = () => {
  const { createObjectURL, revokeObjectURL } = URL;
  // The loaded tracks by URL. The app revokes a URL when it unloads the track.
  globalThis.appTracks = new Map();
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob);
    globalThis.appTracks.set(url, blob);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    globalThis.appTracks.delete(url);
    revokeObjectURL.call(URL, url);
  };
  const { load, play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.load = function reveal() {
    globalThis.loadedAudio = this;
    // A capturing listener runs before the app unloads the track.
    const note = () => this.error && (globalThis.loadFailure = `media error ${this.error.code} ${this.error.message}`);
    this.addEventListener('error', note, { capture: true });
    return load.call(this);
  };
  HTMLMediaElement.prototype.play = function reveal() {
    globalThis.appAudio = this;
    return play.call(this);
  };
};

const open = (hash) => {
  location.hash = hash;
};

/**
 * The result of loading a track: `{ ready: true }` once an element can play it and more than `wanted` tenths of a second of its
 * first 90 seconds are as loud as speech; `{ failure }` if loading failed; false before that.
 */
const loadResult = async (wanted) => {
  if (globalThis.loadFailure) return { failure: globalThis.loadFailure };
  const [[url, track] = [], ...others] = globalThis.appTracks;
  const element = globalThis.loadedAudio;
  // During a crossfade two tracks are loaded.
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
  const [track] = globalThis.appTracks.values();
  const reader = new FileReader();
  await new Promise((done) => {
    reader.onload = done;
    reader.readAsDataURL(track);
  });
  return reader.result.slice(reader.result.indexOf(',') + 1);
};

/** Waits until the element has played up to `second`. Fails if that takes over a minute longer than it should. */
export const playsUntil = (second) =>
  new Promise((done, failed) => {
    const audio = globalThis.appAudio;
    const start = audio.currentTime;
    const patience = (Math.max(second - start, 0) + 60) * 1000;
    const state = () => `${audio.currentTime} of ${audio.duration} s, ${audio.paused ? 'paused' : 'playing'}, readyState ${audio.readyState}`;
    const timeout = setTimeout(() => failed(`did not play from ${start} to ${second} s: ${state()}`), patience);
    audio.addEventListener('timeupdate', function check() {
      if (audio.currentTime <= second) return;
      clearTimeout(timeout);
      audio.removeEventListener('timeupdate', check);
      done();
    });
  });

// ---------------------------------------------------------------- the track

/** The largest number of attempts to load a track. */
const LOADS = 6;
/** The least number of loud tenths of a second in a track with speech. Bells alone have less than 80. */
const SPOKEN_TENTHS = 120;

/**
 * Opens a session in an app whose safety page has been accepted. Waits until the track contains speech and the element can play
 * it, and returns the track's samples. Waiting matters: speech may arrive seconds later than the bells, and a session that has
 * already started gets it in a second track with another time zero, so the element's time is no longer the session's.
 *
 * Retries if the element fails. On a busy machine WebKitGTK reads the file from a wrong offset and rejects it (`wavparse: Stream
 * is no RIFF stream`) or takes it for an MP3.
 */
export async function openSession(page, routine) {
  let samples;
  await retried(`the track of ${routine}`, LOADS, async () => {
    // Today may render a track before it can be exposed. The settings page renders none.
    await page.evaluate(open, '#/settings');
    await page.reload();
    await page.waitForSelector('#title');
    await page.evaluate(reveal);
    await page.evaluate(open, `#/session/${routine}`);
    await page.waitForSelector('.player');
    const { failure } = await waitUntil(page, loadResult, SPOKEN_TENTHS, { within: 2 * PATIENCE_MILLIS });
    if (failure) return [failure];
    samples = samplesOfTrack(Buffer.from(await page.evaluate(readTrack), 'base64'));
    return [];
  });
  return samples;
}

// ---------------------------------------------------------------- recordings

/** The error in the spacing of sounds, in milliseconds: the difference between the latest and the earliest. */
function spread(found) {
  const late = found.map((sound) => sound.late);
  return Math.max(...late) - Math.min(...late);
}

export function summary(found) {
  const match = Math.min(...found.map((sound) => sound.match));
  return `${found.length} sounds, spacing within ${spread(found).toFixed(2)} ms, correlation at least ${match.toFixed(4)}`;
}

/** Whether a sound is in the recording, at the right loudness. */
export const isPresent = ({ match, gain }) => match > MIN_MATCH && gain < ONE_DECIBEL && gain > 1 / ONE_DECIBEL;

const describe = ({ strike, match, gain, late }) =>
  `at ${(strike / RATE).toFixed(2)} s (correlation ${match.toFixed(3)}, gain ${gain.toFixed(2)}, ${late.toFixed(2)} ms late)`;

/** The faults of a recording. `known` are the strikes of sounds that an earlier recording has shown to be present. */
export function faultsOf(found, known = new Set()) {
  const missing = found.filter((sound) => !isPresent(sound) && !known.has(sound.strike));
  const error = spread(found.filter(isPresent));
  return [
    found.length < 5 && `only ${found.length} sounds expected`,
    missing.length > 0 && `${missing.length} of ${found.length} sounds missing, such as ${missing.slice(0, 3).map(describe).join(', ')}`,
    error >= MAX_SPREAD_MILLIS && `spacing wrong by ${error} ms`,
  ].filter(Boolean);
}
