// The promise that the whole design rests on: every bell comes at its time while the page's code stands still. What the
// speaker gets is recorded while the page is blocked for 20 seconds, and compared with the track that the app made.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { DIST } from './support/app.mjs';
import { launchChromium, launchFirefox } from './support/browsers.mjs';
import { serve } from './support/serve.mjs';
import { find, noSpeaker, RATE, samplesOfTrack, soundsIn, Speaker } from './support/speaker.mjs';

const BLOCKED_SECONDS = 20;
/** How long before it is heard a browser hands over a sound, at most. */
const AHEAD_SECONDS = 1;
/** Only what was both handed over and heard while the page was blocked is looked at. */
const MARGIN_SECONDS = AHEAD_SECONDS + 0.5;
const LOOKED_AT_SECONDS = BLOCKED_SECONDS - 2 * MARGIN_SECONDS;

/** Parts of a sound that is there were 0.99 alike and more; other sounds were 0.82 and less, the carrier 0.1. */
const ALIKE = 0.95;
const ONE_DECIBEL = 10 ** (1 / 20);
const APART_MILLIS = 5;
/** A machine short of time leaves gaps, now and then. Sounds that needed the page would be wrong at every try. */
const TRIES = 3;

const BROWSERS = {
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
};

/** Where blocking the page is worst: at the samples that these answer, something is heard first. */
const PLACES = {
  'where most is heard': (sounds) => {
    const heardFrom = (first) => sounds.filter((at) => at >= first && at < first + LOOKED_AT_SECONDS * RATE).length;
    return sounds.reduce((best, first) => (heardFrom(first) > heardFrom(best) ? first : best));
  },
  'over the end': (sounds) => sounds.find((at) => at > sounds.at(-1) - LOOKED_AT_SECONDS * RATE),
};

// ---------------------------------------------------------------- run in the page

/** Keeps the track and the element that plays it within reach. */
const reveal = () => {
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    globalThis.trackOfTheApp = blob;
    return createObjectURL.call(URL, blob);
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function reveal() {
    globalThis.audioOfTheApp = this;
    return play.call(this);
  };
};

const open = (hash) => {
  location.hash = hash;
};

const readTrack = async () => {
  const reader = new FileReader();
  await new Promise((done) => {
    reader.onload = done;
    reader.readAsDataURL(globalThis.trackOfTheApp);
  });
  return reader.result.slice(reader.result.indexOf(',') + 1);
};

const seek = (second) => {
  globalThis.audioOfTheApp.currentTime = second;
};

const playsUntil = (second) =>
  new Promise((done) => {
    const audio = globalThis.audioOfTheApp;
    audio.addEventListener('timeupdate', () => audio.currentTime > second && done());
  });

/** Lets nothing else run on the page, and tells where the track was when that began. */
const block = (seconds) => {
  const { currentTime } = globalThis.audioOfTheApp;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end);
  return currentTime;
};

// ---------------------------------------------------------------- what was heard

/** Blocks the page from shortly before the second `start` of the track, and finds the sounds of that time. */
async function listen(page, speaker, { track, sounds, start }) {
  const earlier = speaker.heard().length;
  await page.evaluate(seek, start - 2);
  await page.evaluate(playsUntil, start - 0.5);
  const from = Math.round((await page.evaluate(block, BLOCKED_SECONDS)) * RATE);
  const to = from + BLOCKED_SECONDS * RATE;
  await page.evaluate(playsUntil, to / RATE + MARGIN_SECONDS);
  const isLookedAt = (at) => at >= from + MARGIN_SECONDS * RATE && at <= to - MARGIN_SECONDS * RATE;
  return find(sounds.filter(isLookedAt), { track, from, to, heard: speaker.heard().subarray(earlier) });
}

/** By how much the spacing of the sounds is off, in milliseconds. */
function apart(found) {
  const late = found.map((sound) => sound.late);
  return Math.max(...late) - Math.min(...late);
}

function summary(found) {
  const match = Math.min(...found.map((sound) => sound.match));
  return `${found.length} sounds, spacing off by ${apart(found).toFixed(2)} ms, ${match.toFixed(4)} alike and more`;
}

function faultsOf(found) {
  const isThere = ({ match, gain }) => match > ALIKE && gain < ONE_DECIBEL && gain > 1 / ONE_DECIBEL;
  const missing = found.filter((sound) => !isThere(sound)).length;
  return [
    found.length < 5 && `only ${found.length} sounds to hear`,
    missing > 0 && `${missing} of ${found.length} sounds missing`,
    apart(found) >= APART_MILLIS && `spacing off by ${apart(found)} ms`,
  ].filter(Boolean);
}

// ----------------------------------------------------------------

describe("the speaker's signal", { timeout: 600_000, skip: noSpeaker() }, () => {
  let server;
  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());

  for (const [name, launch] of Object.entries(BROWSERS)) {
    test(`every sound is there at its time while the page stands still, in ${name}`, async (t) => {
      const speaker = await Speaker.open();
      let browser;
      t.after(async () => {
        await browser?.close();
        await speaker.close();
      });
      browser = await launch(speaker.env);
      const page = await browser.newPage();
      const click = async (button) => {
        await page.waitForSelector(button);
        await page.click(button);
      };
      await page.goto(server.url);
      await click('.bottom-action .button');
      await page.waitForSelector('.offer');
      await page.evaluate(reveal);
      await page.evaluate(open, '#/routine/morning-mobility');
      await click('.screen > .button--main');
      await page.waitForSelector('.player');
      const track = samplesOfTrack(Buffer.from(await page.evaluate(readTrack), 'base64'));
      const sounds = soundsIn(track);

      for (const [place, firstOf] of Object.entries(PLACES)) {
        const start = firstOf(sounds) / RATE - MARGIN_SECONDS;
        for (let tried = 1; ; tried += 1) {
          const found = await listen(page, speaker, { track, sounds, start });
          const faults = faultsOf(found);
          t.diagnostic(`${place}, try ${tried}: ${summary(found)}`);
          if (faults.length === 0) break;
          assert.ok(tried < TRIES, `${place}: ${faults.join(', ')}`);
        }
      }
    });
  }
});
