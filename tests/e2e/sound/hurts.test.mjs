// The sound of “This hurts”: it stops for the question and for nothing else, and the answer brings it back at once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, DIST, PHONE } from '../support/app.mjs';
import { launchChromium } from '../support/browsers.mjs';
import { skipFor } from '../support/needs.mjs';
import { retried } from '../support/retries.mjs';
import { serve } from '../support/serve.mjs';
import { noSpeaker, silences, Speaker } from '../support/speaker.mjs';

/** How long the person reads the question. */
const READING_MILLIS = 2_000;
/** The time from the answer to the sound, with these large buffers. */
const MAX_RETURN_MILLIS = 1_000;
/** The longest permitted gap at any other place. */
const MAX_SILENCE_MILLIS = 50;
/**
 * The longest permitted delay of the session in three swaps, without the questions. Most of it is start-up latency with these large
 * buffers.
 */
const MAX_DELAY_SECONDS = 2;
/** A busy machine causes occasional gaps. A gap from replacing the track would occur in every try. */
const TRIES = 3;

describe('“This hurts”', { timeout: 900_000, skip: skipFor(noSpeaker()) }, () => {
  test('three questions are three silences, and each answer brings the sound back at once', async (t) => {
    const server = await serve(DIST);
    const speaker = await Speaker.open();
    const browser = await launchChromium({
      // Large buffers, as on phones. With smaller ones a busy machine leaves gaps.
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
      const start = speaker.recorded().length;
      // Measures from one change of the countdown to another.
      await app.waitForProgress(1);
      const [wall, left] = [Date.now(), await app.left()];
      const asked = [];
      for (let swapped = 0; swapped < 3; swapped += 1) {
        const opened = Date.now();
        await app.button('This hurts').click();
        const easier = app.page.locator('#hurt').getByRole('button').filter({ hasText: 'Make it easier' });
        await easier.waitFor();
        await app.page.waitForTimeout(READING_MILLIS);
        await easier.click();
        asked.push(Date.now() - opened);
        const step = await app.page.locator('.player__next').textContent();
        await app.page.waitForFunction((last) => document.querySelector('.player__next')?.textContent !== last, step, {
          timeout: 60_000,
        });
        await app.waitForProgress(3);
      }
      const delay = (Date.now() - wall - asked.reduce((sum, time) => sum + time, 0)) / 1000 - (left - (await app.left()));
      await app.finish();
      const found = silences((await speaker.recordedUntilNow()).subarray(start)).filter((silence) => silence > MAX_SILENCE_MILLIS);
      const [record] = await app.waitForJournal(1, { sessionOver: true });
      const listed = found.map((silence) => `${silence.toFixed(0)} ms`).join(', ');
      t.diagnostic(`try ${tried}: silences ${listed}; questions ${asked.join(', ')} ms; ${delay.toFixed(2)} s behind the wall clock`);
      await context.close();
      const faults = [
        found.length !== asked.length && `silences: ${listed}`,
        ...found.map((silence, n) => silence > asked[n] + MAX_RETURN_MILLIS && `${silence} ms of silence for ${asked[n]} ms of question`),
        Math.abs(delay) >= MAX_DELAY_SECONDS && `the session is ${delay} s behind`,
      ].filter(Boolean);
      if (faults.length > 0) return faults;
      assert.equal(record.hurts.filter((hurt) => hurt.swap === 'easier').length, 3);
      assert.deepEqual([record.outcome, record.planned], ['finished', 180_000]);
      return [];
    });
  });
});
