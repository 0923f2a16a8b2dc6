// The app's voices: clips of the chosen one are fetched when a session is opened, mixed into its track, cached for offline sessions,
// and reported if they are missing. Nothing of another voice is fetched.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { serveDist } from '../../tools/serve.mjs';
import { App, DIST, PHONE } from './support/app.mjs';
import { RATE } from './support/speaker.mjs';
import { inChromium } from './support/suite.mjs';
import { keepTracks, track, trackCount, waitForAnotherTrack } from './support/tracks.mjs';
import { ALL_DOWNLOADED, HIGHER, LOWER, downloadAll } from './support/voices.mjs';

const ROUTINE = 'morning-mobility';
const SESSION = `#/session/${ROUTINE}`;
const MISSING = "Some of this session's speech could not be downloaded";

/** The number of tenths of a second that are as loud as speech. */
function tenthsOfSpeech(track) {
  const step = RATE / 10;
  const isLoud = (_, n) => {
    const tenth = track.subarray(n * step, (n + 1) * step);
    return Math.sqrt(tenth.reduce((sum, sample) => sum + sample ** 2, 0) / step) > 1000;
  };
  return Array.from({ length: Math.floor(track.length / step) }, isLoud).filter(Boolean).length;
}

/** The number of cached clips by voice. Runs in the page. */
const cachedClips = async () => {
  const counts = {};
  for (const name of await caches.keys()) {
    const voice = name.match(/^unknot-voice-([^@]+)@/)?.[1];
    if (!voice) continue;
    const cached = await (await caches.open(name)).keys();
    counts[voice] = cached.filter(({ url }) => url.endsWith('.mp3')).length;
  }
  return counts;
};

/** Keeps every track and the names of the clips that the page asks for. Runs in the page, before the app. */
const keepClips = `(${keepTracks})();
  const { fetch } = globalThis;
  globalThis.askedClips = [];
  globalThis.fetch = (name, options) => {
    if (String(name).endsWith('.mp3')) globalThis.askedClips.push(String(name));
    return fetch(name, options);
  };`;

describe("the app's voice", { timeout: 300_000 }, () => {
  const suite = inChromium();

  const open = (context = suite.context) => App.openToday(context, suite.url, { before: keepTracks, voice: true });
  /** Opens the app in a profile without a service worker. Requests for clips are passed to `handler`. */
  const openWithRoute = async (t, handler) => {
    const context = await suite.browser.newContext({ viewport: PHONE, serviceWorkers: 'block' });
    t.after(() => context.close());
    await context.route('**/voice/**', handler);
    return open(context);
  };
  const speech = async (app) => tenthsOfSpeech(await track(app));
  /** Opens a session, and waits until its track has speech. */
  const openSpoken = async (app) => {
    await app.go(SESSION);
    for (;;) {
      const count = await trackCount(app);
      if (count > 0 && (await speech(app)) > 120) return;
      await waitForAnotherTrack(app, count);
    }
  };

  test('is in the track, and works offline from the second session on', async () => {
    const app = await open();
    await app.page.evaluate(() => navigator.serviceWorker.ready);
    await app.page.waitForFunction(() => navigator.serviceWorker.controller);
    await openSpoken(app);
    const { [HIGHER]: count } = await app.page.evaluate(cachedClips);
    assert.ok(count > 15 && count < 60, `${count} clips`);

    await suite.context.setOffline(true);
    await app.reload();
    await openSpoken(app);
    assert.deepEqual(await app.notices(), []);
    assert.deepEqual(app.errors, []);
  });

  test('is added to a session that has started without it', async (t) => {
    let release;
    const released = new Promise((done) => {
      release = done;
    });
    t.after(() => release());
    const app = await openWithRoute(t, async (route) => {
      await released;
      await route.continue();
    });
    await app.startSession(ROUTINE);
    await app.waitForProgress(1);
    const count = await trackCount(app);
    assert.ok((await speech(app)) < 80);
    release();
    await waitForAnotherTrack(app, count);
    assert.ok((await speech(app)) > 120);
    // The session continues with the new track.
    await app.waitForProgress(2);
    assert.equal((await app.audio()).paused, false);
    assert.deepEqual(app.errors, []);
  });

  test('is replaced by chimes if clips are missing, with a notice', async (t) => {
    const app = await openWithRoute(t, (route) => route.fulfill({ status: 404, body: '' }));
    await app.go(SESSION);
    await app.waitForNotice(MISSING);
    await app.startSession(ROUTINE);
    await app.waitForProgress(1);
    assert.ok((await speech(app)) < 80);
  });

  test('is neither fetched nor spoken if it is turned off', async (t) => {
    const requests = [];
    const app = await openWithRoute(t, (route) => {
      requests.push(route.request().url());
      return route.continue();
    });
    await app.go('#/settings');
    await app.page.getByRole('switch', { name: 'Voice' }).uncheck();
    await app.startSession(ROUTINE);
    await app.waitForProgress(1);
    assert.deepEqual(requests, []);
    assert.ok((await speech(app)) < 80);
    assert.deepEqual(app.errors, []);
  });

  test('can be downloaded as a whole, and the download stopped', async () => {
    const app = await open();
    await app.page.waitForFunction(() => navigator.serviceWorker.controller);
    await app.go('#/settings');
    await app.button(downloadAll(HIGHER)).click();
    await app.button('Stop the download').click();
    await app.button(downloadAll(HIGHER)).click();
    await app.page.getByText(ALL_DOWNLOADED).waitFor({ timeout: 60_000 });
    const counts = await app.page.evaluate(cachedClips);
    assert.ok(counts[HIGHER] > 600 && counts[LOWER] === undefined, JSON.stringify(counts));
    // It is still known at the next visit, and of another voice it isn't said.
    await app.reload();
    await app.page.getByText(ALL_DOWNLOADED).waitFor();
    await app.page.getByRole('radio', { name: 'Lower voice' }).check();
    await app.button(downloadAll(LOWER)).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('is heard when it is chosen, and when its loudness is', async () => {
    const app = await open();
    const { page } = app;
    await app.go('#/settings');
    const loudest = (samples) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const hear = async (act) => {
      let count = await trackCount(app);
      await act();
      // Until the clip has loaded, silence plays in place of it.
      for (;;) {
        await waitForAnotherTrack(app, count);
        count = await trackCount(app);
        if ((await speech(app)) >= 5) break;
      }
      await app.waitForAudio(false);
      return track(app);
    };
    const higher = await hear(() => app.button('Hear this voice').click());
    const lower = await hear(() => page.getByRole('radio', { name: 'Lower voice' }).check());
    assert.notDeepEqual(lower, higher);
    const softer = await hear(() => page.getByLabel('Voice volume').press('ArrowLeft'));
    assert.ok(loudest(softer) < loudest(lower), `${loudest(softer)} and ${loudest(lower)}`);
    assert.deepEqual(app.errors, []);
  });

  test('that is chosen is the only one downloaded, and speaks offline', async (t) => {
    const requests = [];
    const onRequest = (path) => void requests.push(path);
    const server = await serveDist({ dir: DIST, onRequest });
    t.after(server.close);
    const app = await App.openToday(suite.context, server.url, { before: keepClips, voice: true });
    const asked = async () => [...new Set(await app.page.evaluate(() => globalThis.askedClips.splice(0)))].sort();
    await app.page.waitForFunction(() => navigator.serviceWorker.controller);
    await openSpoken(app);
    const higher = await asked();
    await app.go('#/settings');
    await app.button('Hear this voice').click();
    await app.page.waitForFunction(() => globalThis.askedClips.length > 0);
    await app.page.evaluate(() => globalThis.askedClips.splice(0));
    assert.deepEqual(requests.filter((path) => path.includes(LOWER)), []);

    requests.length = 0;
    await app.page.getByRole('radio', { name: 'Lower voice' }).check();
    await app.go(SESSION);
    const lower = higher.map((name) => name.replace(HIGHER, LOWER));
    await app.page.waitForFunction((count) => new Set(globalThis.askedClips).size >= count, lower.length);
    const afterwards = await asked();
    assert.ok(afterwards.every((name) => name.includes(LOWER)), afterwards.join(' '));
    assert.deepEqual(requests.filter((path) => path.includes(HIGHER)), []);

    await app.reload();
    await openSpoken(app);
    await suite.context.setOffline(true);
    await app.reload();
    await openSpoken(app);
    assert.deepEqual(await asked(), lower);
    assert.deepEqual(await app.notices(), []);
    assert.deepEqual(app.errors, []);
  });

  test('changes in a running session without a gap', async () => {
    const app = await App.openToday(suite.context, suite.url, { before: keepClips, voice: true });
    await openSpoken(app);
    await app.startSession(ROUTINE);
    await app.waitForProgress(1);
    const [count, first] = [await trackCount(app), await app.page.evaluate(() => globalThis.appAudio.src)];
    await app.page.evaluate(() => globalThis.askedClips.splice(0));
    await app.go('#/settings');
    await app.page.getByText('You are in a session.').waitFor();
    await app.page.getByRole('radio', { name: 'Lower voice' }).check();
    await waitForAnotherTrack(app, count);
    assert.ok((await speech(app)) > 60);
    await app.page.waitForFunction((last) => globalThis.appAudio.src !== last, first);
    await app.waitForAudio(false);
    await app.waitForPlayback(1);
    const asked = await app.page.evaluate(() => globalThis.askedClips);
    assert.ok(asked.length > 15 && asked.every((name) => name.includes(LOWER)), asked.join(' '));
    assert.deepEqual(app.errors, []);
  });
});
