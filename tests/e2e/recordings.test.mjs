// Lines in one's own voice: recorded with a microphone that a test speaks into, listened to, deleted and brought back, kept, and
// said in the track in place of the app's voice.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { RATE } from './support/speaker.mjs';
import { inChromium } from './support/suite.mjs';
import { keepTracks, track, tracksMade, waitForAnotherTrack } from './support/tracks.mjs';

const ROUTINE = 'morning-mobility';
/** What the microphone hears: syllables at this pitch, which nothing in a track has for so long. */
const PITCH = 1370;
const SPOKEN_SECONDS = 1.6;
const MICROPHONE_RATE = 48_000;

/** Four syllables of a quarter of a second in two seconds, as a WAV file. */
function syllables() {
  const samples = Int16Array.from({ length: 2 * MICROPHONE_RATE }, (_, n) => {
    const [at, second] = [(n / MICROPHONE_RATE) % 0.4, n / MICROPHONE_RATE];
    const level = second < SPOKEN_SECONDS && at < 0.25 ? Math.sin((Math.PI * at) / 0.25) : 0;
    return 9000 * level * Math.sin(2 * Math.PI * PITCH * second);
  });
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(MICROPHONE_RATE, 24);
  header.writeUInt32LE(MICROPHONE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

/** In how many tenths of a second of a track the pitch is what is heard most (the Goertzel algorithm). */
function tenthsAtPitch(samples) {
  const step = RATE / 10;
  const turn = 2 * Math.cos((2 * Math.PI * PITCH) / RATE);
  let count = 0;
  for (let from = 0; from + step <= samples.length; from += step) {
    let [last, before, power] = [0, 0, 0];
    for (const sample of samples.subarray(from, from + step)) {
      [last, before] = [sample + turn * last - before, last];
      power += sample ** 2;
    }
    const atPitch = (2 * (last ** 2 + before ** 2 - turn * last * before)) / step;
    if (power / step > 500 ** 2 && atPitch > 0.5 * power) count += 1;
  }
  return count;
}

describe('lines in one’s own voice', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'unknot-microphone-'));
  const file = join(folder, 'syllables.wav');
  writeFileSync(file, syllables());
  after(() => rmSync(folder, { recursive: true }));
  const suite = inChromium({
    args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file}`],
  });

  const open = async (context = suite.context) => {
    const app = await App.openToday(context, suite.url, { before: keepTracks, voice: true });
    await app.go(`#/recordings/${ROUTINE}`);
    await app.page.getByText('lines recorded').waitFor();
    return app;
  };
  const row = (app, place) => app.page.locator('.list > .card').nth(place);
  const told = (app, words) => app.page.locator('[role=status]').getByText(words).waitFor();
  const progress = (app, kept) => app.page.getByText(new RegExp(`^${kept} of \\d+ lines recorded$`)).waitFor();
  const record = async (app, place, button = 'Record') => {
    await row(app, place).getByRole('button', { name: button, exact: true }).click();
    await told(app, 'Speak now, then press Stop.');
    // What is spoken takes its time.
    await app.page.waitForTimeout(SPOKEN_SECONDS * 1000);
    await row(app, place).getByRole('button', { name: 'Stop' }).click();
  };
  /** The part of a session's track that is in the pitch of who spoke, once the track speaks. */
  const spoken = async (app, wanted) => {
    await app.go(`#/session/${ROUTINE}`);
    for (;;) {
      const made = await tracksMade(app);
      const tenths = made > 0 ? tenthsAtPitch(await track(app)) : 0;
      if (wanted(tenths)) return tenths;
      await waitForAnotherTrack(app, made);
    }
  };

  test('are recorded, kept, and said in place of the app’s voice', async (t) => {
    const app = await open();
    await progress(app, 0);
    await record(app, 0);
    await told(app, 'Kept.');
    await progress(app, 1);
    const made = await tracksMade(app);
    await row(app, 0).getByRole('button', { name: 'Listen' }).click();
    await waitForAnotherTrack(app, made);
    const alone = tenthsAtPitch(await track(app));
    assert.ok(alone >= 4, `${alone} tenths of a second`);

    await app.page.reload();
    await app.isDrawn();
    await progress(app, 1);
    const tenths = await spoken(app, (count) => count > 0);
    t.diagnostic(`${alone} tenths of a second alone, ${tenths} in the session`);
    assert.ok(tenths >= 4 && tenths <= 20, `${tenths} tenths of a second`);
    assert.deepEqual(app.errors, []);
  });

  test('come back when they are deleted or replaced by a slip', async () => {
    const app = await open();
    await record(app, 1);
    await told(app, 'Kept.');
    await record(app, 1, 'Record again');
    await told(app, 'The new recording is kept.');
    await app.button('Bring the old one back').click();
    await told(app, 'Kept.');
    await row(app, 1).getByRole('button', { name: 'Delete' }).click();
    await told(app, 'Recording deleted.');
    await progress(app, 0);
    await app.button('Undo').click();
    await progress(app, 1);
    await row(app, 1).getByRole('button', { name: 'Delete' }).click();
    await progress(app, 0);
    await app.reload();
    await progress(app, 0);
    assert.deepEqual(app.errors, []);
  });

  test('are the microphone’s for no longer than they take', async () => {
    const app = await open();
    const live = () =>
      app.page.evaluate(() => globalThis.streamsOfTheTest.flatMap((stream) => stream.getTracks()).filter((one) => one.readyState === 'live').length);
    await app.page.evaluate(() => {
      globalThis.streamsOfTheTest = [];
      const { getUserMedia } = navigator.mediaDevices;
      navigator.mediaDevices.getUserMedia = async function keep(...wishes) {
        const stream = await getUserMedia.apply(this, wishes);
        globalThis.streamsOfTheTest.push(stream);
        return stream;
      };
    });
    await record(app, 0);
    await told(app, 'Kept.');
    assert.equal(await live(), 0);
    await row(app, 1).getByRole('button', { name: 'Record', exact: true }).click();
    await told(app, 'Speak now');
    assert.equal(await live(), 1);
    await app.goToday();
    assert.equal(await live(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('are refused in words that say what to do', async () => {
    const app = await open();
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await row(app, 0).getByRole('button', { name: 'Record', exact: true }).click();
    await told(app, 'Allow the microphone');
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    });
    await row(app, 0).getByRole('button', { name: 'Record', exact: true }).click();
    await told(app, 'There is no microphone');
    await progress(app, 0);
    assert.deepEqual(app.errors, []);
  });
});
