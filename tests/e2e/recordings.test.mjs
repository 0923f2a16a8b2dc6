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

/** Gives all recordings other words; answers which they had. In the page. */
const renameRecordings = async (words) => {
  const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
  const database = await done(indexedDB.open('unknot-recordings'));
  const lines = database.transaction('lines', 'readwrite').objectStore('lines');
  const keys = await done(lines.getAllKeys());
  for (const key of keys) {
    const kept = await done(lines.get(key));
    await done(lines.delete(key));
    await done(lines.put(kept, words));
  }
  database.close();
  return keys;
};

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
  const told = (app, words) => app.page.locator('[role=status]').getByText(words, { exact: true }).waitFor();
  const SPEAK = 'Speak now, then press Stop.';
  const progress = (app, kept) => app.page.getByText(new RegExp(`^${kept} of \\d+ lines recorded$`)).waitFor();
  const press = (app, place, name) => row(app, place).getByRole('button', { name, exact: true }).click();
  const begin = async (app, place, button = 'Record') => {
    await press(app, place, button);
    await row(app, place).getByText(SPEAK).waitFor();
  };
  const record = async (app, place, { button, times = 1 } = {}) => {
    await begin(app, place, button);
    // What is spoken takes its time.
    await app.page.waitForTimeout(times * SPOKEN_SECONDS * 1000);
    await press(app, place, 'Stop');
  };
  /** For how long somebody speaks in what is kept of a line, in tenths of a second. */
  const listen = async (app, place) => {
    const made = await tracksMade(app);
    await press(app, place, 'Listen');
    await waitForAnotherTrack(app, made);
    return tenthsAtPitch(await track(app));
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
    const alone = await listen(app, 0);
    assert.ok(alone >= 4, `${alone} tenths of a second`);

    await app.reload();
    await progress(app, 1);
    assert.equal(await listen(app, 0), alone);
    const tenths = await spoken(app, (count) => count > 0);
    t.diagnostic(`${alone} tenths of a second alone, ${tenths} in the session`);
    assert.ok(tenths >= 4 && tenths <= 20, `${tenths} tenths of a second`);
    assert.deepEqual(app.errors, []);
  });

  test('of words that no session says any more are heard, deleted and brought back', async () => {
    const app = await open();
    await record(app, 0);
    await told(app, 'Kept.');
    // As if an update had changed the words.
    await app.page.evaluate(renameRecordings, 'Words of an older version.');
    await app.go('#/recordings');
    await app.page.getByText('Words of an older version.').waitFor();
    assert.equal(await app.page.locator('.list > .card').count(), 1);
    assert.ok((await listen(app, 0)) >= 4);
    await press(app, 0, 'Delete');
    await told(app, 'Recording deleted.');
    await press(app, 0, 'Undo');
    await told(app, 'The old recording is back.');
    await press(app, 0, 'Delete');
    await told(app, 'Recording deleted.');
    await app.reload();
    await app.page.getByText('For which session?').waitFor();
    assert.deepEqual(await app.page.evaluate(renameRecordings, 'nothing'), []);
    assert.equal(await app.page.getByText('No session says these any more').count(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('come back when they are deleted or replaced by a slip', async () => {
    const app = await open();
    await record(app, 1);
    await told(app, 'Kept.');
    const first = await listen(app, 1);
    await record(app, 1, { button: 'Record again', times: 3 });
    await told(app, 'The new recording is kept.');
    // Who listens before they decide can still decide.
    const second = await listen(app, 1);
    assert.ok(second > 1.5 * first, `${first} and ${second} tenths of a second`);
    await app.button('Bring the old one back').click();
    await told(app, 'The old recording is back.');
    assert.equal(await listen(app, 1), first);
    await press(app, 1, 'Delete');
    await told(app, 'Recording deleted.');
    await progress(app, 0);
    await app.button('Undo').click();
    await told(app, 'The old recording is back.');
    await progress(app, 1);
    assert.equal(await listen(app, 1), first);
    await press(app, 1, 'Delete');
    await told(app, 'Recording deleted.');
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
    await begin(app, 1);
    assert.equal(await live(), 1);
    await app.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      delete document.visibilityState;
    });
    await told(app, 'The recording was broken off, and is not kept.');
    assert.equal(await live(), 0);

    // Who leaves has spoken, and that is kept where nothing was before.
    await begin(app, 1);
    await app.page.waitForTimeout(SPOKEN_SECONDS * 1000);
    await app.goToday();
    await app.page.waitForFunction(() => globalThis.streamsOfTheTest.at(-1).getTracks()[0].readyState === 'ended');
    assert.equal(await live(), 0);
    await app.go(`#/recordings/${ROUTINE}`);
    await progress(app, 2);
    assert.deepEqual(app.errors, []);
  });

  test('have the microphone where a page that plays has none', async () => {
    // As WebKit does it.
    const before = () => {
      navigator.audioSession = { type: 'auto' };
      const { getUserMedia } = navigator.mediaDevices;
      navigator.mediaDevices.getUserMedia = function refuse(...wishes) {
        if (navigator.audioSession.type === 'play-and-record') return getUserMedia.apply(this, wishes);
        return Promise.reject(new DOMException('AudioSession category is not compatible', 'InvalidStateError'));
      };
    };
    const app = await App.openToday(suite.context, suite.url, { before });
    await app.go(`#/recordings/${ROUTINE}`);
    const kind = () => app.page.evaluate(() => navigator.audioSession.type);
    assert.equal(await kind(), 'playback');
    await record(app, 0);
    await told(app, 'Kept.');
    assert.equal(await kind(), 'playback');
    assert.deepEqual(app.errors, []);
  });

  test('are given up where nobody answers for the microphone', async () => {
    const app = await open();
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
    });
    await press(app, 0, 'Record');
    await told(app, 'One moment.');
    await press(app, 0, 'Stop');
    await row(app, 1).getByRole('button', { name: 'Record', exact: true, disabled: false }).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('are refused in words that say what to do', async () => {
    const app = await open();
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await row(app, 0).getByRole('button', { name: 'Record', exact: true }).click();
    await row(app, 0).getByText('Allow the microphone').waitFor();
    await app.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    });
    await row(app, 0).getByRole('button', { name: 'Record', exact: true }).click();
    await row(app, 0).getByText('There is no microphone').waitFor();
    await progress(app, 0);
    assert.deepEqual(app.errors, []);
  });
});
