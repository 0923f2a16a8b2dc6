// The lock-screen test of the app: its result if the sound continues while the page is hidden, if it stops, and if the page stays
// visible. The core's tests cover how times are judged; here the browser really hides and freezes the page. The app compares the
// track with the wall clock in real time, so no other test may run at the same time.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { App, DIST } from '../support/app.mjs';
import { launchTabbedChromium } from '../support/browsers.mjs';
import { serve } from '../support/serve.mjs';

/** How long the page is hidden: longer than the app ignores. */
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
    await app.page.getByRole('link', { name: 'Test it with the phone locked' }).click();
    await app.button('Start').click();
    await app.page.getByText('Lock the phone now').waitFor();
    await app.waitForAudio(false);
  });
  afterEach(() => browser.close());

  const seekTo = (seconds) =>
    app.page.evaluate((time) => {
      globalThis.appAudio.currentTime = time;
    }, seconds);
  const away = () => new Promise((resolve) => setTimeout(resolve, AWAY_MS));

  test('passes if the sound continues while the page is hidden', async () => {
    await other.bringToFront();
    // Advances the wall clock and the track by the same time.
    await app.page.evaluate((seconds) => {
      const { Date: Real } = globalThis;
      globalThis.Date = class extends Real {
        constructor() {
          super(Real.now() + seconds * 1000);
        }
      };
      globalThis.appAudio.currentTime += seconds;
    }, 36);
    await away();
    await app.page.bringToFront();
    await app.page.getByText(/^It works\. The sound went on for [34]\d seconds/).waitFor();
    await app.waitForAudio(true);
    await app.button('Try again').click();
    await app.page.getByText('Lock the phone now').waitFor();
    await app.button('Stop the test').click();
    await app.button('Start').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('reports when the sound stopped, and what may help', async () => {
    const devtools = await browser.context.newCDPSession(app.page);
    await other.bringToFront();
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await away();
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await app.page.bringToFront();
    await app.page.getByText(/^The sound stopped \d+ seconds? after/).waitFor();
    await app.page.getByText('Add Unknot to the home screen').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('does not pass if the track was seeked while hidden', async () => {
    await other.bringToFront();
    await seekTo(40);
    await away();
    await app.page.bringToFront();
    await app.page.getByText(/^1\d seconds left/).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('reports an interruption if the sound stops while the page is visible', async () => {
    await app.page.evaluate(() => globalThis.appAudio.pause());
    await app.page.getByText('Something stopped the sound').waitFor();
    await app.button('Try again').click();
    await app.page.getByText('Lock the phone now').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('gives no result if the screen was on', async () => {
    await seekTo(60);
    await app.page.getByText('The screen was on nearly all the time').waitFor();
    assert.deepEqual(app.errors, []);
  });
});
