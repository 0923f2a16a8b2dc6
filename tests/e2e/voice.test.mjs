// The app's voice: clips are fetched when a session is opened, mixed into its track, cached for offline sessions, and reported if
// they are missing.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, PHONE } from './support/app.mjs';
import { RATE } from './support/speaker.mjs';
import { inChromium } from './support/suite.mjs';
import { keepTracks, track, trackCount, waitForAnotherTrack } from './support/tracks.mjs';

const ROUTINE = 'morning-mobility';
const SESSION = `#/session/${ROUTINE}`;
const MISSING = "Some of this session's speech could not be downloaded";
const FETCH_ALL = 'Download the whole voice (18 MB)';

/** The number of tenths of a second that are as loud as speech. */
function tenthsOfSpeech(track) {
  const step = RATE / 10;
  const isLoud = (_, n) => {
    const tenth = track.subarray(n * step, (n + 1) * step);
    return Math.sqrt(tenth.reduce((sum, sample) => sum + sample ** 2, 0) / step) > 1000;
  };
  return Array.from({ length: Math.floor(track.length / step) }, isLoud).filter(Boolean).length;
}

const cachedClips = async () => {
  const [name] = (await caches.keys()).filter((name) => name.startsWith('unknot-voice-'));
  return name ? (await (await caches.open(name)).keys()).length : 0;
};

describe("the app's voice", { timeout: 120_000 }, () => {
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
    const count = await app.page.evaluate(cachedClips);
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
    await app.page.getByLabel('No voice').check();
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
    await app.button(FETCH_ALL).click();
    await app.button('Stop').click();
    await app.button(FETCH_ALL).click();
    await app.page.getByText('The whole voice is on this phone.').waitFor({ timeout: 60_000 });
    const count = await app.page.evaluate(cachedClips);
    assert.ok(count > 600, `${count} clips`);
    assert.deepEqual(app.errors, []);
  });
});
