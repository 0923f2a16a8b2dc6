// A whole session in each of the three engines that phones have: the same taps, and the same sound at the loudspeaker. Also checks
// the table of capabilities in docs/engines.md.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { DIST, LOG_PREFIX, unseal } from '../support/app.mjs';
import { waitUntil } from '../support/browsers.mjs';
import { AUDIBLE_BROWSERS, faultsOf, listenTo, missing, openSession, playsUntil, summary } from '../support/listening.mjs';
import { skipFor } from '../support/needs.mjs';
import { Plan } from '../support/plan.mjs';
import { retried } from '../support/retries.mjs';
import { serve } from '../support/serve.mjs';
import { find, noSpeaker, RATE, soundsIn } from '../support/speaker.mjs';

const ROUTINE = 'morning-mobility';
/**
 * The largest difference between what the page shows and the element's time, in seconds. With the large buffers that recording
 * needs, a paused element jumps back to what was heard. lifecycle.test.mjs measures with the default buffers.
 */
const TOLERANCE = 0.25;
/** The timeout for the page to agree with the element. With large buffers the element stalls for a second or two after a seek. */
const SETTLED_WITHIN_MILLIS = 10_000;
/** How much is recorded after a seek, in seconds. */
const RECORDED_SECONDS = 14;
/** A busy machine causes occasional gaps. */
const TRIES = 3;

// ---------------------------------------------------------------- run in the page

const moment = () => ({
  time: globalThis.appAudio.currentTime,
  paused: globalThis.appAudio.paused,
  countdown: document.querySelector('.countdown')?.textContent,
  left: document.querySelector('.player__left')?.textContent,
  pose: document.querySelector('.player__pose')?.textContent,
  next: document.querySelector('.player__next')?.textContent,
});

const isPaused = (wanted) => globalThis.appAudio?.paused === wanted;
const isPast = (second) => globalThis.appAudio.currentTime >= second;
const endOfTrack = () => {
  const audio = globalThis.appAudio;
  audio.currentTime = audio.duration - 1;
};
const isDone = () => document.querySelector('.done') !== null;
/** The lines of the log, or false if there are none yet: they are written under a lock, after the last page is shown. */
const linesOf = (prefix) => {
  const texts = Object.entries(localStorage).filter(([key]) => key.startsWith(prefix));
  const lines = texts.flatMap(([, text]) => text.split('\n')).filter(Boolean);
  return lines.length > 0 && lines;
};

/** The capabilities that the app uses, by their names in docs/engines.md. */
const capabilities = () => ({
  'Wake lock': 'wakeLock' in navigator,
  Vibration: 'vibrate' in navigator,
  'Audio session': 'audioSession' in navigator,
  'Media controls': 'mediaSession' in navigator,
  'Web Locks': 'locks' in navigator,
  'Persistent storage': navigator.storage?.persist !== undefined,
  'Speech synthesis': 'speechSynthesis' in globalThis,
  'Service worker': 'serviceWorker' in navigator,
  Recording: 'MediaRecorder' in globalThis && navigator.mediaDevices?.getUserMedia !== undefined,
});

// ----------------------------------------------------------------

/** The table in docs/engines.md: for each engine, whether it has each capability. */
function table() {
  const rows = readFileSync('docs/engines.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  const [[, ...columns]] = rows;
  const column = (index) => Object.fromEntries(rows.slice(2).map(([name, ...cells]) => [name, cells[index] === 'yes']));
  return Object.fromEntries(columns.map((engine, index) => [engine, column(index)]));
}

describe('a session from start to end', { timeout: 900_000, skip: skipFor(noSpeaker()) }, () => {
  const plan = new Plan(ROUTINE);
  let server;
  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());

  for (const name of Object.keys(AUDIBLE_BROWSERS)) {
    test(`starts, seeks, pauses, resumes and finishes in ${name}`, { skip: skipFor(missing(name)) }, async (t) => {
      const { speaker, page, tap } = await listenTo(t, name);
      /** Waits until the page agrees with the element, and returns the moment. */
      const settled = async (when) => {
        const deadline = Date.now() + SETTLED_WITHIN_MILLIS;
        for (;;) {
          const now = await page.evaluate(moment);
          const difference = plan.disagreement(now);
          if (difference <= TOLERANCE) {
            t.diagnostic(`${when}: ${difference.toFixed(3)} s between the page and the element`);
            return now;
          }
          assert.ok(Date.now() < deadline, `${when}: ${difference} s between the page and the element: ${JSON.stringify(now)}`);
        }
      };

      await page.goto(server.url);
      assert.deepEqual(await page.evaluate(capabilities), table()[name], 'docs/engines.md is out of date');
      await tap('#main .bottom-action .button');
      await page.waitForSelector('.offer');
      const track = await openSession(page, ROUTINE);
      const sounds = soundsIn(track);

      // Start.
      await tap('.round-button--main');
      await waitUntil(page, isPaused, false);
      await page.evaluate(playsUntil, 5);
      await settled('started');

      // Skip to the next step, and compare the recording with the track there.
      await retried(`${name}, after a seek`, TRIES, async (tried) => {
        const earlier = speaker.recorded().length;
        const before = await page.evaluate(moment);
        await tap('[aria-label="Skip this step"]');
        const { time, pose } = await settled('skipped');
        assert.ok(time > before.time + 5 && pose !== before.pose, `from ${before.pose} at ${before.time} to ${pose} at ${time}`);
        const to = time + RECORDED_SECONDS;
        await page.evaluate(playsUntil, to + 1.5);
        const [from, end] = [Math.round((time + 0.5) * RATE), Math.round(to * RATE)];
        const expected = sounds.filter((at) => at > from + RATE / 2 && at < end - RATE / 2);
        const heard = (await speaker.recordedUntilNow()).subarray(earlier);
        const found = find(expected, { track, from, to: end, heard });
        t.diagnostic(`after a seek, try ${tried}: ${summary(found)}`);
        return faultsOf(found);
      });

      // Pause and resume.
      await tap('.round-button--main');
      await waitUntil(page, isPaused, true);
      const paused = await settled('paused');
      await tap('.round-button--main');
      await waitUntil(page, isPaused, false);
      await waitUntil(page, isPast, paused.time + 2);
      await settled('resumed');

      // Play to the end.
      await page.evaluate(endOfTrack);
      await waitUntil(page, isDone);
      const [line, ...more] = await waitUntil(page, linesOf, LOG_PREFIX);
      assert.deepEqual(more, []);
      assert.equal(unseal(line).outcome, 'finished');
    });
  }
});
