// “This hurts”, as it is heard: the track is made anew while it plays, and nobody hears that.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, DIST, PHONE } from '../support/app.mjs';
import { launchChromium } from '../support/browsers.mjs';
import { skipFor } from '../support/needs.mjs';
import { retried } from '../support/retries.mjs';
import { serve } from '../support/serve.mjs';
import { longestSilence, noSpeaker, Speaker } from '../support/speaker.mjs';

const SILENCE_MILLIS = 50;
/**
 * By three swaps, and by what it takes to look at the page. An element takes most of it to begin with buffers as large as
 * these; with the browser's own it was a tenth of a second.
 */
const LOST_SECONDS = 2;
/** A machine short of time leaves gaps, now and then. Those of a track that is loaded anew would be there at every try. */
const TRIES = 3;

describe('the sound of what is swapped', { timeout: 900_000, skip: skipFor(noSpeaker()) }, () => {
  test('in three steps of a session, the sound goes on and so does the time', async (t) => {
    const server = await serve(DIST);
    const speaker = await Speaker.open();
    const browser = await launchChromium({
      // Large buffers, as on phones: without them, a machine that is short of time leaves gaps.
      args: ['--audio-buffer-size=8192'],
      env: speaker.env,
      ignoreDefaultArgs: ['--mute-audio'],
    });
    t.after(async () => {
      await browser.close();
      await speaker.close();
      await server.close();
    });
    await retried('three swaps', TRIES, async (tried) => {
      const context = await browser.newContext({ viewport: PHONE });
      const app = await App.openToday(context, server.url);
      await app.startSession('desk-break-3');
      await app.waitForProgress(12);
      const start = speaker.heard().length;
      // From where the screen shows another second to where it does so again.
      await app.waitForProgress(1);
      const [wall, left] = [Date.now(), await app.left()];
      for (let swapped = 0; swapped < 3; swapped += 1) {
        await app.button('This hurts').click();
        await app.button('Go on like this').click();
        const step = await app.page.locator('.player__next').textContent();
        await app.page.waitForFunction((last) => document.querySelector('.player__next')?.textContent !== last, step, {
          timeout: 60_000,
        });
        await app.waitForProgress(3);
      }
      const gone = (Date.now() - wall) / 1000 - (left - (await app.left()));
      await app.skipToEnd();
      const silence = longestSilence((await speaker.heardUntilNow()).subarray(start));
      const [record] = await app.waitForJournal(1, { overToo: true });
      t.diagnostic(`try ${tried}: longest silence ${silence.toFixed(1)} ms, ${gone.toFixed(2)} s behind the wall, ${JSON.stringify(record.hurts)}`);
      await context.close();
      const faults = [
        silence > SILENCE_MILLIS && `${silence} ms of silence`,
        Math.abs(gone) >= LOST_SECONDS && `${gone} s of the session are lost`,
      ].filter(Boolean);
      if (faults.length > 0) return faults;
      assert.equal(record.hurts.filter((hurt) => hurt.swap === 'easier').length, 3);
      assert.deepEqual([record.outcome, record.planned], ['finished', 180_000]);
      return [];
    });
  });
});
