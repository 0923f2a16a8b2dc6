// A session of ten minutes in real time. The page's code is halted from the first minute to the end, which is the worst case of a
// locked phone. Every bell and every word has to reach the speaker in time.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { App, DIST } from '../support/app.mjs';
import { AUDIBLE_BROWSERS, faultsOf, isPresent, openSession, playsUntil, summary } from '../support/listening.mjs';
import { skipFor } from '../support/needs.mjs';
import { retried } from '../support/retries.mjs';
import { serve } from '../support/serve.mjs';
import { find, longestSilence, noSpeaker, RATE, soundsIn, Speaker } from '../support/speaker.mjs';

const ROUTINE = 'morning-mobility';
/** When the code is halted, in seconds of the track. */
const HALTED_FROM = 20;
/** The least number of bells and syllables in ten minutes with speech. */
const MIN_SOUNDS = 200;
/**
 * On a busy machine a browser drops a stretch of the track now and then, each time a different one. A sound that is missing in
 * every try is the app's fault.
 */
const TRIES = 3;
/** Length of the track's tail after the session, in which the code may run again. */
const TAIL_SECONDS = 20;

/** Counts the calls of a timer. Runs in the page. */
const countTicks = () => {
  globalThis.ticks = 0;
  setInterval(() => {
    globalThis.ticks += 1;
  }, 100);
};

describe('ten minutes with the code halted', { timeout: 2_200_000, skip: skipFor(noSpeaker()) }, () => {
  let server;
  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());

  /** Runs the session with halted code. Resolves to the sounds found in the recording, the recording, and the app's record. */
  async function practise() {
    const speaker = await Speaker.open();
    let browser;
    try {
      browser = await AUDIBLE_BROWSERS.Chromium(speaker.env);
      const context = await browser.newContext();
      const app = await App.openToday(context, server.url, { voice: true });
      const track = await openSession(app.page, ROUTINE);
      const until = track.length / RATE - TAIL_SECONDS;
      await app.button('Start').click();
      await app.page.evaluate(playsUntil, HALTED_FROM);

      // No script of the page runs: no timer and no listener. (Halting the whole main thread would be a different test: Chromium
      // buffers only 90 seconds then, and no phone halts the main thread of a page that plays.)
      const debug = await context.newCDPSession(app.page);
      const setHalted = (value) => debug.send('Emulation.setScriptExecutionDisabled', { value });
      await app.page.evaluate(countTicks);
      await setHalted(true);
      await new Promise((done) => setTimeout(done, (until - HALTED_FROM) * 1000));
      await setHalted(false);
      const ticks = await app.page.evaluate(() => globalThis.ticks);

      // The app recognises that the whole session was played.
      await app.page.waitForSelector('.done');
      const heard = await speaker.recordedUntilNow();
      const checked = { from: (HALTED_FROM + 1) * RATE, to: Math.round((until - 1) * RATE) };
      const sounds = soundsIn(track).filter((at) => at > checked.from + RATE && at < checked.to - RATE);
      const found = find(sounds, { track, ...checked, heard });
      const [record] = await app.waitForJournal(1, { sessionOver: true });
      return { found, heard, ticks, record, errors: app.errors };
    } finally {
      await browser?.close();
      await speaker.close();
    }
  }

  test('every bell and every word reaches the speaker in time', async (t) => {
    /** The strikes of sounds that were present in any try. */
    const known = new Set();
    await retried('ten minutes', TRIES, async (tried) => {
      const { found, heard, ticks, record, errors } = await practise();
      t.diagnostic(`try ${tried}: ${summary(found)}; longest silence ${longestSilence(heard).toFixed(1)} ms`);
      assert.ok(ticks < 20, `the page's code ran: ${ticks} ticks`);
      assert.ok(found.length > MIN_SOUNDS, `only ${found.length} sounds, so speech is missing`);
      assert.equal(record.outcome, 'finished');
      assert.deepEqual(errors, []);
      for (const { strike } of found.filter(isPresent)) known.add(strike);
      return faultsOf(found, known);
    });
  });
});
