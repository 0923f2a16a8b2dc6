// The lock-screen test: what it tells of a phone that plays on while nobody looks, of one that stops, and of somebody who
// looked all the time. It compares the track with the wall clock in real time, so it runs by itself. How times are judged is tested
// in the core; here the browser really hides and freezes.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { App, DIST } from '../support/app.mjs';
import { launchTabbedChromium } from '../support/browsers.mjs';
import { serve } from '../support/serve.mjs';

/** Longer than a glance away. */
const AWAY_MS = 4_000;

describe('the lock-screen test', { timeout: 120_000 }, () => {
  let server;
  let browser;
  let other;
  let app;

  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());
  beforeEach(async () => {
    browser = await launchTabbedChromium();
    other = await browser.context.newPage();
    app = await App.openToday(browser.context, server.url);
    await app.go('#/settings');
    await app.page.getByRole('link', { name: 'Does it work with the phone locked?' }).click();
    await app.button('Start').click();
    await app.page.getByText('Lock the phone now').waitFor();
    await app.waitForAudio(false);
  });
  afterEach(() => browser.close());

  const goOnTo = (seconds) =>
    app.page.evaluate((time) => {
      globalThis.audioOfTheApp.currentTime = time;
    }, seconds);
  const away = () => new Promise((resolve) => setTimeout(resolve, AWAY_MS));

  test('is passed by what goes on while nobody looks', async () => {
    await other.bringToFront();
    // As if both clocks had gone on by so much.
    await app.page.evaluate((seconds) => {
      const { Date: Real } = globalThis;
      globalThis.Date = class extends Real {
        constructor() {
          super(Real.now() + seconds * 1000);
        }
      };
      globalThis.audioOfTheApp.currentTime += seconds;
    }, 36);
    await away();
    await app.page.bringToFront();
    await app.page.getByText(/^Passed\. The sound went on for 0:[34]\d/).waitFor();
    await app.waitForAudio(true);
    await app.button('Try again').click();
    await app.page.getByText('Lock the phone now').waitFor();
    await app.button('Stop the test').click();
    await app.button('Start').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('tells when it stopped, and what may help', async () => {
    const devtools = await browser.context.newCDPSession(app.page);
    await other.bringToFront();
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await away();
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await app.page.bringToFront();
    await app.page.getByText(/^The sound stopped \d:\d\d after/).waitFor();
    await app.page.getByText('Put Unknot on the home screen').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('is not passed by a track that somebody sent on', async () => {
    await other.bringToFront();
    await goOnTo(40);
    await away();
    await app.page.bringToFront();
    await app.page.getByText(/^0:1\d left/).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('says that it was interrupted where the sound stops in sight', async () => {
    await app.page.evaluate(() => globalThis.audioOfTheApp.pause());
    await app.page.getByText('Something stopped the sound').waitFor();
    await app.button('Try again').click();
    await app.page.getByText('Lock the phone now').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('says nothing of a phone whose screen was on', async () => {
    await goOnTo(60);
    await app.page.getByText('The screen was on nearly all the time').waitFor();
    assert.deepEqual(app.errors, []);
  });
});
