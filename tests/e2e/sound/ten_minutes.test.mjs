// Ten minutes as they are: a session in real time, in which no code of the page runs from the first minute to the end, at worst as on a
// locked phone. Every bell and every word has to reach the speaker, at its time.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { App, DIST } from '../support/app.mjs';
import { AUDIBLE, faultsOf, isThere, openSession, playsUntil, summary } from '../support/listening.mjs';
import { skipFor } from '../support/needs.mjs';
import { retried } from '../support/retries.mjs';
import { serve } from '../support/serve.mjs';
import { find, longestSilence, noSpeaker, RATE, soundsIn, Speaker } from '../support/speaker.mjs';

const ROUTINE = 'morning-mobility';
/** The code stands still from here on, in seconds of the track. */
const HALTED_FROM = 20;
/** A session of ten minutes that speaks has more bells and syllables than this. */
const SOUNDS = 200;
/**
 * A browser that gets no processor for a moment plays nothing instead of a stretch of the track, and goes on where it would be:
 * at some other place each time. What is missing at every try is the app's fault.
 */
const TRIES = 3;
/** How long the track goes on after the session, in which the code may run again. */
const TAIL_SECONDS = 20;

/** Counts what a timer of the page does. In the page. */
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

  /** Practises with the code off; resolves to what was found of the track's sounds, what was heard, and what the app made of it. */
  async function practise() {
    const speaker = await Speaker.open();
    let browser;
    try {
      browser = await AUDIBLE.Chromium(speaker.env);
      const context = await browser.newContext();
      const app = await App.openToday(context, server.url, { voice: true });
      const track = await openSession(app.page, ROUTINE);
      const until = track.length / RATE - TAIL_SECONDS;
      await app.button('Start').click();
      await app.page.evaluate(playsUntil, HALTED_FROM);

      // No script of the page runs any more: no timer, and nothing that listens. (A page whose main thread is halted as a
      // whole is another thing: Chromium reads ahead for a minute and a half of it, and no phone does that to a page that
      // plays.)
      const debug = await context.newCDPSession(app.page);
      const runs = (value) => debug.send('Emulation.setScriptExecutionDisabled', { value: !value });
      await app.page.evaluate(countTicks);
      await runs(false);
      await new Promise((done) => setTimeout(done, (until - HALTED_FROM) * 1000));
      await runs(true);
      const ticks = await app.page.evaluate(() => globalThis.ticks);

      // What the page finds is that all of it was played.
      await app.page.waitForSelector('.done');
      const heard = await speaker.heardUntilNow();
      const looked = { from: (HALTED_FROM + 1) * RATE, to: Math.round((until - 1) * RATE) };
      const sounds = soundsIn(track).filter((at) => at > looked.from + RATE && at < looked.to - RATE);
      const found = find(sounds, { track, ...looked, heard });
      const [record] = await app.waitForJournal(1, { overToo: true });
      return { found, heard, ticks, record, errors: app.errors };
    } finally {
      await browser?.close();
      await speaker.close();
    }
  }

  test('every bell and every word is heard at its time', async (t) => {
    const sounds = new Set();
    await retried('ten minutes', TRIES, async (tried) => {
      const { found, heard, ticks, record, errors } = await practise();
      t.diagnostic(`try ${tried}: ${summary(found)}; longest silence ${longestSilence(heard).toFixed(1)} ms`);
      assert.ok(ticks < 20, `the page's code ran: ${ticks} ticks`);
      assert.ok(found.length > SOUNDS, `${found.length} sounds are no session that speaks`);
      assert.equal(record.outcome, 'finished');
      assert.deepEqual(errors, []);
      for (const { strike } of found.filter(isThere)) sounds.add(strike);
      return faultsOf(found, sounds);
    });
  });
});
