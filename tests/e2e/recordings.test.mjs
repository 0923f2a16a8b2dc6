// Recordings of lines: recorded from a fake microphone, played, replaced, deleted and restored, stored, and spoken in the track in
// place of the app's voice.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { RATE } from './support/speaker.mjs';
import { inChromium } from './support/suite.mjs';
import { keepTracks, track, trackCount, waitForAnotherTrack } from './support/tracks.mjs';

const ROUTINE = 'morning-mobility';
/** The pitch of the microphone's syllables, in Hz. No sound of a track has this pitch for as long. */
const PITCH = 1370;
const SPOKEN_SECONDS = 1.6;
const MICROPHONE_RATE = 48_000;

/** A WAV file of two seconds with four syllables of a quarter of a second. */
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

/** The number of tenths of a second in which the pitch has more than half of the power (Goertzel algorithm). */
function tenthsAtPitch(samples) {
  const step = RATE / 10;
  const coefficient = 2 * Math.cos((2 * Math.PI * PITCH) / RATE);
  let count = 0;
  for (let from = 0; from + step <= samples.length; from += step) {
    let [last, before, power] = [0, 0, 0];
    for (const sample of samples.subarray(from, from + step)) {
      [last, before] = [sample + coefficient * last - before, last];
      power += sample ** 2;
    }
    const atPitch = (2 * (last ** 2 + before ** 2 - coefficient * last * before)) / step;
    if (power / step > 500 ** 2 && atPitch > 0.5 * power) count += 1;
  }
  return count;
}

/** Stores all recordings under another text. Resolves to their previous texts. Runs in the page. */
const renameRecordings = async (text) => {
  const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
  const database = await done(indexedDB.open('unknot-recordings'));
  const lines = database.transaction('lines', 'readwrite').objectStore('lines');
  const keys = await done(lines.getAllKeys());
  for (const key of keys) {
    const recording = await done(lines.get(key));
    await done(lines.delete(key));
    await done(lines.put(recording, text));
  }
  database.close();
  return keys;
};

describe('recordings', { timeout: 120_000 }, () => {
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
  const SPEAK = 'Speak now, then press Stop.';
  const row = (app, line) => app.page.locator('.list > .card').nth(line);
  const waitForStatus = (app, text) => app.page.locator('[role=status]').getByText(text, { exact: true }).waitFor();
  const waitForCount = (app, count) => app.page.getByText(new RegExp(`^${count} of \\d+ lines recorded$`)).waitFor();
  const press = (app, line, name) => row(app, line).getByRole('button', { name, exact: true }).click();
  const startRecording = async (app, line, button = 'Record') => {
    await press(app, line, button);
    await row(app, line).getByText(SPEAK).waitFor();
  };
  const record = async (app, line, { button, times = 1 } = {}) => {
    await startRecording(app, line, button);
    // The fake microphone plays in real time.
    await app.page.waitForTimeout(times * SPOKEN_SECONDS * 1000);
    await press(app, line, 'Stop');
  };
  /** Plays a recording. Resolves to the length of its speech in tenths of a second. */
  const listen = async (app, line) => {
    const count = await trackCount(app);
    await press(app, line, 'Listen');
    await waitForAnotherTrack(app, count);
    return tenthsAtPitch(await track(app));
  };
  /** Opens a session, and waits until the length of recorded speech in its track satisfies `wanted`. Resolves to it, in tenths of a second. */
  const waitForSpeech = async (app, wanted) => {
    await app.go(`#/session/${ROUTINE}`);
    for (;;) {
      const count = await trackCount(app);
      const tenths = count > 0 ? tenthsAtPitch(await track(app)) : 0;
      if (wanted(tenths)) return tenths;
      await waitForAnotherTrack(app, count);
    }
  };

  test('are stored, and spoken in place of the app’s voice', async (t) => {
    const app = await open();
    await waitForCount(app, 0);
    await record(app, 0);
    await waitForStatus(app, 'Saved.');
    await waitForCount(app, 1);
    const alone = await listen(app, 0);
    assert.ok(alone >= 4, `${alone} tenths of a second`);

    await app.reload();
    await waitForCount(app, 1);
    assert.equal(await listen(app, 0), alone);
    const tenths = await waitForSpeech(app, (count) => count > 0);
    t.diagnostic(`${alone} tenths of a second alone, ${tenths} in the session`);
    assert.ok(tenths >= 4 && tenths <= 20, `${tenths} tenths of a second`);
    assert.deepEqual(app.errors, []);
  });

  test('are made from Settings, which finds the session; its own page does not ask for them', async () => {
    const app = await App.openToday(suite.context, suite.url, { voice: true });
    const { page } = app;
    await app.go('#/settings');
    await page.getByRole('link', { name: 'Record your own voice' }).click();
    await page.getByRole('searchbox').fill('body scan');
    await page.getByText(/^\d session/).waitFor();
    await page.getByRole('link', { name: 'Body scan', exact: true }).click();
    await page.getByRole('heading', { name: 'Body scan, in your voice' }).waitFor();
    await page.getByText('lines recorded').waitFor();
    await app.go(`#/routine/${ROUTINE}`);
    await app.button('Start').waitFor();
    assert.equal(await page.locator('main').getByText('your own voice').count(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('of texts that no session uses any more can be played, deleted and restored', async () => {
    const app = await open();
    await record(app, 0);
    await waitForStatus(app, 'Saved.');
    // Simulates an update that changed the text of the line.
    await app.page.evaluate(renameRecordings, 'Words of an older version.');
    await app.go('#/recordings');
    await app.page.getByText('Words of an older version.').waitFor();
    assert.equal(await app.page.locator('.list > .card').count(), 1);
    assert.ok((await listen(app, 0)) >= 4);
    await press(app, 0, 'Delete');
    await waitForStatus(app, 'Recording deleted.');
    await press(app, 0, 'Undo');
    await waitForStatus(app, 'The old recording is back.');
    await press(app, 0, 'Delete');
    await waitForStatus(app, 'Recording deleted.');
    await app.reload();
    await app.page.getByText('Which session?').waitFor();
    assert.deepEqual(await app.page.evaluate(renameRecordings, 'nothing'), []);
    assert.equal(await app.page.getByText('No longer used in any session').count(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('can be restored after they were replaced or deleted', async () => {
    const app = await open();
    await record(app, 1);
    await waitForStatus(app, 'Saved.');
    const first = await listen(app, 1);
    await record(app, 1, { button: 'Record again', times: 3 });
    await waitForStatus(app, 'The new recording is saved.');
    // Playing the new recording doesn't discard the old one.
    const second = await listen(app, 1);
    assert.ok(second > 1.5 * first, `${first} and ${second} tenths of a second`);
    await app.button('Bring the old one back').click();
    await waitForStatus(app, 'The old recording is back.');
    assert.equal(await listen(app, 1), first);
    await press(app, 1, 'Delete');
    await waitForStatus(app, 'Recording deleted.');
    await waitForCount(app, 0);
    await app.button('Undo').click();
    await waitForStatus(app, 'The old recording is back.');
    await waitForCount(app, 1);
    assert.equal(await listen(app, 1), first);
    await press(app, 1, 'Delete');
    await waitForStatus(app, 'Recording deleted.');
    await app.reload();
    await waitForCount(app, 0);
    assert.deepEqual(app.errors, []);
  });

  test('release the microphone when they end', async () => {
    const app = await open();
    const liveTracks = () =>
      app.page.evaluate(() => globalThis.testStreams.flatMap((stream) => stream.getTracks()).filter((one) => one.readyState === 'live').length);
    await app.page.evaluate(() => {
      globalThis.testStreams = [];
      const { getUserMedia } = navigator.mediaDevices;
      navigator.mediaDevices.getUserMedia = async function keep(...constraints) {
        const stream = await getUserMedia.apply(this, constraints);
        globalThis.testStreams.push(stream);
        return stream;
      };
    });
    await record(app, 0);
    await waitForStatus(app, 'Saved.');
    assert.equal(await liveTracks(), 0);
    await startRecording(app, 1);
    assert.equal(await liveTracks(), 1);
    await app.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      delete document.visibilityState;
    });
    await waitForStatus(app, 'The recording was cut short, and is not saved.');
    assert.equal(await liveTracks(), 0);

    // Leaving the page ends the recording and stores it, if the line had none.
    await startRecording(app, 1);
    await app.page.waitForTimeout(SPOKEN_SECONDS * 1000);
    await app.goToday();
    await app.page.waitForFunction(() => globalThis.testStreams.at(-1).getTracks()[0].readyState === 'ended');
    assert.equal(await liveTracks(), 0);
    await app.go(`#/recordings/${ROUTINE}`);
    await waitForCount(app, 2);
    assert.deepEqual(app.errors, []);
  });

  test('set the audio session to recording and back', async () => {
    // Simulates WebKit, which denies the microphone to an audio session of another type.
    const before = () => {
      navigator.audioSession = { type: 'auto' };
      const { getUserMedia } = navigator.mediaDevices;
      navigator.mediaDevices.getUserMedia = function refuse(...constraints) {
        if (navigator.audioSession.type === 'play-and-record') return getUserMedia.apply(this, constraints);
        return Promise.reject(new DOMException('AudioSession category is not compatible', 'InvalidStateError'));
      };
    };
    const app = await App.openToday(suite.context, suite.url, { before });
    await app.go(`#/recordings/${ROUTINE}`);
    const kind = () => app.page.evaluate(() => navigator.audioSession.type);
    assert.equal(await kind(), 'playback');
    await record(app, 0);
    await waitForStatus(app, 'Saved.');
    assert.equal(await kind(), 'playback');
    assert.deepEqual(app.errors, []);
  });

  test('can be cancelled while the browser asks for permission', async () => {
    const app = await open();
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
    });
    await press(app, 0, 'Record');
    await waitForStatus(app, 'One moment.');
    await press(app, 0, 'Stop');
    await row(app, 1).getByRole('button', { name: 'Record', exact: true, disabled: false }).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('that fail show what to do about the microphone', async () => {
    const app = await open();
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await row(app, 0).getByRole('button', { name: 'Record', exact: true }).click();
    await row(app, 0).getByText('Unknot is not allowed to use the microphone').waitFor();
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    });
    await row(app, 0).getByRole('button', { name: 'Record', exact: true }).click();
    await row(app, 0).getByText('There is no microphone').waitFor();
    await waitForCount(app, 0);
    assert.deepEqual(app.errors, []);
  });
});
