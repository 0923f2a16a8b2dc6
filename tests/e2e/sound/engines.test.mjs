// A session from its start to its end in each of the three engines that phones have: the same taps, and the same sound at
// the loudspeaker. Which of the things that the app asks for an engine lacks is in docs/engines.md, and looked at here.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { DIST, LOG_PREFIX, unseal } from '../support/app.mjs';
import { until } from '../support/browsers.mjs';
import { AUDIBLE, faultsOf, listenTo, missing, openSession, playsUntil, summary } from '../support/listening.mjs';
import { skipFor } from '../support/needs.mjs';
import { Plan } from '../support/plan.mjs';
import { retried } from '../support/retries.mjs';
import { serve } from '../support/serve.mjs';
import { find, noSpeaker, RATE, soundsIn } from '../support/speaker.mjs';

const ROUTINE = 'morning-mobility';
/**
 * How far what is shown may be from the time of the element, in seconds. With buffers as large as are needed to record all
 * of it, an element that is paused goes back to what was heard; what a device's buffers come to is in lifecycle.test.mjs.
 */
const TOLERANCE = 0.25;
/** With them it also stands for a second or two after a seek, which lands just before a step: so long is waited. */
const SETTLED_WITHIN_MILLIS = 10_000;
/** How long is listened after a seek, in seconds. */
const LISTENED_SECONDS = 14;
/** A machine short of time leaves gaps, now and then. */
const TRIES = 3;

// ---------------------------------------------------------------- run in the page

const moment = () => ({
  time: globalThis.audioOfTheApp.currentTime,
  paused: globalThis.audioOfTheApp.paused,
  countdown: document.querySelector('.countdown')?.textContent,
  left: document.querySelector('.player__left')?.textContent,
  pose: document.querySelector('.player__pose')?.textContent,
  next: document.querySelector('.player__next')?.textContent,
});

const isPaused = (wanted) => globalThis.audioOfTheApp?.paused === wanted;
const isPast = (second) => globalThis.audioOfTheApp.currentTime >= second;
const endOfTrack = () => {
  const audio = globalThis.audioOfTheApp;
  audio.currentTime = audio.duration - 1;
};
const isDone = () => document.querySelector('.done') !== null;
/** The lines of the log, once there are any: they are written under a lock, which is granted after the last screen is shown. */
const linesOf = (prefix) => {
  const texts = Object.entries(localStorage).filter(([key]) => key.startsWith(prefix));
  const lines = texts.flatMap(([, text]) => text.split('\n')).filter(Boolean);
  return lines.length > 0 && lines;
};

/** What the app asks a browser for, by its name in the table. */
const capabilities = () => ({
  'Wake lock': 'wakeLock' in navigator,
  Vibration: 'vibrate' in navigator,
  'Kind of sound': 'audioSession' in navigator,
  'Media controls': 'mediaSession' in navigator,
  'Locks between tabs': 'locks' in navigator,
  'Asking to keep data': navigator.storage?.persist !== undefined,
  Speech: 'speechSynthesis' in globalThis,
  'Service worker': 'serviceWorker' in navigator,
  Recording: 'MediaRecorder' in globalThis && navigator.mediaDevices?.getUserMedia !== undefined,
});

// ----------------------------------------------------------------

/** The table of docs/engines.md: what it says of each engine, by the name of the thing. */
function table() {
  const rows = readFileSync('docs/engines.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  const [[, ...columns]] = rows;
  const column = (place) => Object.fromEntries(rows.slice(2).map(([what, ...cells]) => [what, cells[place] === 'yes']));
  return Object.fromEntries(columns.map((engine, place) => [engine, column(place)]));
}

describe('a session from start to end', { timeout: 900_000, skip: skipFor(noSpeaker()) }, () => {
  const plan = new Plan(ROUTINE);
  let server;
  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());

  for (const name of Object.keys(AUDIBLE)) {
    test(`starts, plays, seeks, stands, goes on and finishes, in ${name}`, { skip: skipFor(missing(name)) }, async (t) => {
      const { speaker, page, tap } = await listenTo(t, name);
      const shown = async (when) => {
        const deadline = Date.now() + SETTLED_WITHIN_MILLIS;
        for (;;) {
          const now = await page.evaluate(moment);
          const off = plan.disagreement(now);
          if (off <= TOLERANCE) {
            t.diagnostic(`${when}: ${off.toFixed(3)} s between the screen and the element`);
            return now;
          }
          assert.ok(Date.now() < deadline, `${when} the screen is ${off} s off: ${JSON.stringify(now)}`);
        }
      };

      await page.goto(server.url);
      assert.deepEqual(await page.evaluate(capabilities), table()[name], 'docs/engines.md says otherwise');
      await tap('#main .bottom-action .button');
      await page.waitForSelector('.offer');
      const track = await openSession(page, ROUTINE);
      const sounds = soundsIn(track);

      // Starts.
      await tap('.round-button--main');
      await until(page, isPaused, false);
      await page.evaluate(playsUntil, 5);
      await shown('begun');

      // Seeks, to the step after the next, and what is heard is what belongs there.
      await retried(`${name}, after a seek`, TRIES, async (tried) => {
        const earlier = speaker.heard().length;
        const before = await page.evaluate(moment);
        await tap('[aria-label="Skip this step"]');
        const { time, pose } = await shown('skipped');
        assert.ok(time > before.time + 5 && pose !== before.pose, `from ${before.pose} at ${before.time} to ${pose} at ${time}`);
        const to = time + LISTENED_SECONDS;
        await page.evaluate(playsUntil, to + 1.5);
        const [from, end] = [Math.round((time + 0.5) * RATE), Math.round(to * RATE)];
        const there = sounds.filter((at) => at > from + RATE / 2 && at < end - RATE / 2);
        const heard = (await speaker.heardUntilNow()).subarray(earlier);
        const found = find(there, { track, from, to: end, heard });
        t.diagnostic(`after a seek, try ${tried}: ${summary(found)}`);
        return faultsOf(found);
      });

      // Stands, and goes on.
      await tap('.round-button--main');
      await until(page, isPaused, true);
      const stood = await shown('paused');
      await tap('.round-button--main');
      await until(page, isPaused, false);
      await until(page, isPast, stood.time + 2);
      await shown('gone on');

      // Finishes by itself.
      await page.evaluate(endOfTrack);
      await until(page, isDone);
      const [line, ...more] = await until(page, linesOf, LOG_PREFIX);
      assert.deepEqual(more, []);
      assert.equal(unseal(line).outcome, 'finished');
    });
  }
});
