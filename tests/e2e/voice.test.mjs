// The app's own voice: what a session says is in its track, fetched when the session is opened, kept for sessions without a
// network, and told where it can't be had.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, PHONE } from './support/app.mjs';
import { RATE } from './support/speaker.mjs';
import { inChromium } from './support/suite.mjs';
import { keepTracks, track, tracksMade, waitForAnotherTrack } from './support/tracks.mjs';

const ROUTINE = 'morning-mobility';
const SESSION = `#/session/${ROUTINE}`;
const MISSING = 'Some of what this session says could not be fetched';
const FETCH_ALL = 'Fetch all it can say (11 MB)';

/** For how many tenths of a second of a minute and a half something is as loud as speech. */
function tenthsOfSpeech(track) {
  const step = RATE / 10;
  const isLoud = (_, n) => {
    const tenth = track.subarray(n * step, (n + 1) * step);
    return Math.sqrt(tenth.reduce((sum, sample) => sum + sample ** 2, 0) / step) > 1000;
  };
  return Array.from({ length: Math.floor(track.length / step) }, isLoud).filter(Boolean).length;
}

const clipsKept = async () => {
  const [name] = (await caches.keys()).filter((name) => name.startsWith('unknot-voice-'));
  return name ? (await (await caches.open(name)).keys()).length : 0;
};

describe("the app's voice", { timeout: 120_000 }, () => {
  const suite = inChromium();

  const open = (context = suite.context) => App.openToday(context, suite.url, { before: keepTracks, voice: true });
  /** A profile without a worker, in which what clips are asked of is the test's to answer. */
  const answering = async (t, answer) => {
    const context = await suite.browser.newContext({ viewport: PHONE, serviceWorkers: 'block' });
    t.after(() => context.close());
    await context.route('**/voice/**', answer);
    return open(context);
  };
  const speech = async (app, place) => tenthsOfSpeech(await track(app, place));
  /** Opens a session, and waits until its track speaks. */
  const openSpoken = async (app) => {
    await app.go(SESSION);
    for (;;) {
      const made = await tracksMade(app);
      if (made > 0 && (await speech(app, -1)) > 120) return;
      await waitForAnotherTrack(app, made);
    }
  };

  test('speaks in the track, and without a network from the second time on', async () => {
    const app = await open();
    await app.page.evaluate(() => navigator.serviceWorker.ready);
    await app.page.waitForFunction(() => navigator.serviceWorker.controller);
    await openSpoken(app);
    const kept = await app.page.evaluate(clipsKept);
    assert.ok(kept > 15 && kept < 60, `${kept} clips`);

    await suite.context.setOffline(true);
    await app.reload();
    await openSpoken(app);
    assert.deepEqual(await app.notices(), []);
    assert.deepEqual(app.errors, []);
  });

  test('comes into a session that has begun without it', async (t) => {
    let answer;
    const held = new Promise((done) => {
      answer = done;
    });
    t.after(() => answer());
    const app = await answering(t, async (route) => {
      await held;
      await route.continue();
    });
    await app.startSession(ROUTINE);
    await app.waitForProgress(1);
    const made = await tracksMade(app);
    assert.ok((await speech(app, -1)) < 80);
    answer();
    await waitForAnotherTrack(app, made);
    assert.ok((await speech(app, -1)) > 120);
    // It plays on, in the track that speaks.
    await app.waitForProgress(2);
    assert.equal((await app.audio()).paused, false);
    assert.deepEqual(app.errors, []);
  });

  test('leaves a chime where it can not be had, and says so', async (t) => {
    const app = await answering(t, (route) => route.fulfill({ status: 404, body: '' }));
    await app.go(SESSION);
    await app.waitForNotice(MISSING);
    await app.startSession(ROUTINE);
    await app.waitForProgress(1);
    assert.ok((await speech(app, -1)) < 80);
  });

  test('is silent, and fetches nothing, where nobody is to speak', async (t) => {
    const asked = [];
    const app = await answering(t, (route) => {
      asked.push(route.request().url());
      return route.continue();
    });
    await app.go('#/settings');
    await app.page.getByLabel('Nobody').check();
    await app.startSession(ROUTINE);
    await app.waitForProgress(1);
    assert.deepEqual(asked, []);
    assert.ok((await speech(app, -1)) < 80);
    assert.deepEqual(app.errors, []);
  });

  test('can be fetched as a whole, and stopped', async () => {
    const app = await open();
    await app.page.waitForFunction(() => navigator.serviceWorker.controller);
    await app.go('#/settings');
    await app.button(FETCH_ALL).click();
    await app.button('Stop').click();
    await app.button(FETCH_ALL).click();
    await app.page.getByText('All it can say is on this phone.').waitFor({ timeout: 60_000 });
    const kept = await app.page.evaluate(clipsKept);
    assert.ok(kept > 600, `${kept} clips`);
    assert.deepEqual(app.errors, []);
  });
});
