// Every bell rings in time while the page's code is blocked, which the whole design relies on. Records the speaker while the page
// is blocked for 20 seconds, and compares the recording with the track that the app rendered.

import { after, before, describe, test } from 'node:test';

import { DIST } from '../support/app.mjs';
import { waitUntil } from '../support/browsers.mjs';
import { LATENCY_SECONDS, AUDIBLE_BROWSERS, faultsOf, listenTo, missing, openSession, playsUntil, summary } from '../support/listening.mjs';
import { skipFor } from '../support/needs.mjs';
import { retried } from '../support/retries.mjs';
import { serve } from '../support/serve.mjs';
import { find, noSpeaker, RATE, soundsIn } from '../support/speaker.mjs';

const BLOCKED_SECONDS = 20;
/** Excludes sounds that were handed over before the page was blocked, or heard after it. */
const MARGIN_SECONDS = LATENCY_SECONDS + 0.5;
const CHECKED_SECONDS = BLOCKED_SECONDS - 2 * MARGIN_SECONDS;

/** A busy machine causes occasional gaps. Sounds that needed the page's code would be wrong in every try. */
const TRIES = 3;

/** The track plays for so long before the page is blocked: an engine may need the page's code until a seek is over. */
const RUN_UP_SECONDS = 2;

/** Where the page is blocked. Each function returns the sample of the first sound to check. */
const PLACES = {
  'where most sounds are': (sounds) => {
    const countFrom = (first) => sounds.filter((at) => at >= first && at < first + CHECKED_SECONDS * RATE).length;
    const hasRunUp = (first) => first >= (RUN_UP_SECONDS + MARGIN_SECONDS) * RATE;
    return sounds.filter(hasRunUp).reduce((best, first) => (countFrom(first) > countFrom(best) ? first : best));
  },
  'at the end': (sounds) => sounds.find((at) => at > sounds.at(-1) - CHECKED_SECONDS * RATE),
};

// ---------------------------------------------------------------- run in the page

const seek = (second) => {
  globalThis.appAudio.currentTime = second;
};

const isPlaying = () => globalThis.appAudio?.currentTime > 0 && !globalThis.appAudio.paused;

const isOver = () => document.querySelector('.done') !== null;

/** Blocks the page's main thread. Returns the track's time at the start. */
const block = (seconds) => {
  const { currentTime } = globalThis.appAudio;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end);
  return currentTime;
};

// ---------------------------------------------------------------- run in the test

/** Blocks the page shortly before the second `start` of the track, and finds the sounds of that time in the recording. */
async function listen(page, speaker, { track, sounds, start }) {
  const earlier = speaker.recorded().length;
  await page.evaluate(seek, start - RUN_UP_SECONDS);
  await page.evaluate(playsUntil, start - 0.5);
  const from = Math.round((await page.evaluate(block, BLOCKED_SECONDS)) * RATE);
  const to = from + BLOCKED_SECONDS * RATE;
  await page.evaluate(playsUntil, to / RATE + MARGIN_SECONDS);
  const heard = (await speaker.recordedUntilNow()).subarray(earlier);
  const isChecked = (at) => at >= from + MARGIN_SECONDS * RATE && at <= to - MARGIN_SECONDS * RATE;
  return find(sounds.filter(isChecked), { track, from, to, heard });
}

// ----------------------------------------------------------------

describe("the speaker's signal", { timeout: 900_000, skip: skipFor(noSpeaker()) }, () => {
  let server;
  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());

  for (const name of Object.keys(AUDIBLE_BROWSERS)) {
    test(`every sound plays in time while the page is blocked in ${name}`, { skip: skipFor(missing(name)) }, async (t) => {
      const { speaker, page, tap } = await listenTo(t, name);
      await page.goto(server.url);
      await tap('#main .bottom-action .button');
      await page.waitForSelector('.offer');
      let track;
      const begin = async () => {
        track = await openSession(page, 'morning-mobility');
        await tap('.round-button--main');
        await waitUntil(page, isPlaying);
      };
      await begin();
      const sounds = soundsIn(track);

      for (const [place, firstOf] of Object.entries(PLACES)) {
        const start = firstOf(sounds) / RATE - MARGIN_SECONDS;
        await retried(`${name}, ${place}`, TRIES, async (tried) => {
          if (await page.evaluate(isOver)) await begin();
          const found = await listen(page, speaker, { track, sounds, start });
          t.diagnostic(`${place}, try ${tried}: ${summary(found)}`);
          return faultsOf(found);
        });
      }
    });
  }
});
