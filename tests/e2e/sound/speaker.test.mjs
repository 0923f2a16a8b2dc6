// The promise that the whole design rests on: every bell comes at its time while the page's code stands still. What the
// speaker gets is recorded while the page is blocked for 20 seconds, and compared with the track that the app made.

import { after, before, describe, test } from 'node:test';

import { DIST } from '../support/app.mjs';
import { until } from '../support/browsers.mjs';
import { AHEAD_SECONDS, AUDIBLE, faultsOf, listenTo, missing, openSession, playsUntil, summary } from '../support/listening.mjs';
import { skipFor } from '../support/needs.mjs';
import { retried } from '../support/retries.mjs';
import { serve } from '../support/serve.mjs';
import { find, noSpeaker, RATE, soundsIn } from '../support/speaker.mjs';

const BLOCKED_SECONDS = 20;
/** Only what was both handed over and heard while the page was blocked is looked at. */
const MARGIN_SECONDS = AHEAD_SECONDS + 0.5;
const LOOKED_AT_SECONDS = BLOCKED_SECONDS - 2 * MARGIN_SECONDS;

/** A machine short of time leaves gaps, now and then. Sounds that needed the page would be wrong at every try. */
const TRIES = 3;

/** Where blocking the page is worst: at the samples that these answer, something is heard first. */
const PLACES = {
  'where most is heard': (sounds) => {
    const heardFrom = (first) => sounds.filter((at) => at >= first && at < first + LOOKED_AT_SECONDS * RATE).length;
    return sounds.reduce((best, first) => (heardFrom(first) > heardFrom(best) ? first : best));
  },
  'over the end': (sounds) => sounds.find((at) => at > sounds.at(-1) - LOOKED_AT_SECONDS * RATE),
};

// ---------------------------------------------------------------- run in the page

const seek = (second) => {
  globalThis.audioOfTheApp.currentTime = second;
};

const isPlaying = () => globalThis.audioOfTheApp?.currentTime > 0 && !globalThis.audioOfTheApp.paused;

const isOver = () => document.querySelector('.done') !== null;

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
  const heard = (await speaker.heardUntilNow()).subarray(earlier);
  const isLookedAt = (at) => at >= from + MARGIN_SECONDS * RATE && at <= to - MARGIN_SECONDS * RATE;
  return find(sounds.filter(isLookedAt), { track, from, to, heard });
}

// ----------------------------------------------------------------

describe("the speaker's signal", { timeout: 900_000, skip: skipFor(noSpeaker()) }, () => {
  let server;
  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());

  for (const name of Object.keys(AUDIBLE)) {
    test(`every sound is there at its time while the page stands still, in ${name}`, { skip: skipFor(missing(name)) }, async (t) => {
      const { speaker, page, tap } = await listenTo(t, name);
      await page.goto(server.url);
      await tap('#main .bottom-action .button');
      await page.waitForSelector('.offer');
      let track;
      const begin = async () => {
        track = await openSession(page, 'morning-mobility');
        await tap('.round-button--main');
        await until(page, isPlaying);
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
