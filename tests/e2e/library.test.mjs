// The library: a file that is fetched after the first page, search and filters, routines and poses, and the keyboard.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { App, DIST, PHONE, SETTINGS, seal } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { serve } from './support/serve.mjs';

const LIBRARY = /\/unknot-library-[0-9a-f]{16}\.wasm$/;

describe('the library', () => {
  let browser;
  let context;
  let server;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());
  beforeEach(async () => {
    server = await serve(DIST);
    context = await browser.newContext({ viewport: PHONE, serviceWorkers: 'block' });
  });
  afterEach(async () => {
    await context.close();
    await server.close();
  });

  // Includes cards outside the viewport, which are laid out when they come into view but aren't hidden.
  const names = (app) => app.page.locator('main ul.list li:not([hidden]) :is(h3, h4)').allTextContents();
  const open = async () => {
    const app = await App.openToday(context, server.url);
    await app.go('#/library');
    await app.page.getByRole('searchbox').waitFor();
    return app;
  };

  test('is not needed for the first session', async () => {
    await context.route(LIBRARY, () => {});
    const app = await App.openToday(context, server.url);
    await app.startOffered();
    await app.finish();
    await app.goToday();
    assert.deepEqual(app.errors, []);
  });

  test('a failed fetch is reported and can be retried', async () => {
    await context.route(LIBRARY, (route) => route.fulfill({ status: 200, body: '<html>Log in to this network</html>' }));
    const app = await App.openToday(context, server.url);
    await app.go('#/routine/desk-break-3');
    await app.button('Try again').waitFor();
    assert.equal(await app.title(), 'The rest of the app could not be loaded');
    await context.unroute(LIBRARY);
    await app.button('Try again').click();
    await app.button('Start').waitFor();
    assert.equal(await app.title(), 'Desk break');
  });

  test('the offer to resume waits for it, and the log shows its names', async () => {
    const app = await App.openToday(context, server.url);
    await app.startSession('three-minute-reset');
    await app.playAt(8);
    await app.waitForHeartbeat((beat) => beat.practised > 2_000);
    await app.goToday();
    let release;
    const released = new Promise((done) => (release = done));
    await context.route(LIBRARY, async (route) => {
      await released;
      await route.continue();
    });
    await app.reload();
    assert.equal(await app.resumeOffer().count(), 0);
    release();
    await app.resumeOffer().waitFor();
    await app.resume();
    assert.equal(await app.page.locator('.player__pose').textContent(), 'Mountain');
    await app.practiseEnough();
    await app.end();
    await app.goProgress();
    assert.match(await app.page.locator('.session-row').textContent(), /^Stand-up reset/);
    assert.deepEqual(app.errors, []);
  });

  test('search tolerates typos, filters narrow it down, and an empty result offers to remove a filter', async () => {
    const app = await open();
    const all = (await names(app)).length;
    await app.page.getByRole('searchbox').fill('hamstirngs');
    assert.equal((await names(app))[0], 'Hips and hamstrings');
    await app.page.getByRole('searchbox').fill('');
    assert.equal((await names(app)).length, all);

    await app.page.locator('summary').click();
    await app.page.getByLabel('in bed').check();
    const inBed = await names(app);
    assert.ok(inBed.includes('In bed, before getting up') && inBed.length < all);
    await app.page.getByLabel('longer').check();
    assert.deepEqual(await names(app), []);
    await app.page.getByRole('button', { name: 'Without “longer”' }).click();
    assert.deepEqual(await names(app), inBed);
    assert.equal(await app.page.evaluate(() => document.activeElement.id), 'title');
    await app.goToday();
    await app.go('#/library');
    await app.page.locator('details[open]').waitFor();
    assert.deepEqual(await names(app), inBed);
    assert.equal(await app.page.getByLabel('longer').isChecked(), false);

    // A search without results is restored as well.
    await app.page.getByRole('searchbox').fill('xylophone');
    await app.goToday();
    await app.go('#/library');
    await app.button('Show all sessions').waitFor();
    assert.deepEqual(await names(app), []);
    assert.deepEqual(app.errors, []);
  });

  test('favourites survive a reload', async () => {
    const app = await open();
    await app.go('#/routine/desk-reset-5');
    await app.button('Favourite').click();
    await app.reload();
    await app.page.waitForSelector('[aria-pressed="true"]');
    await app.go('#/library');
    await app.page.locator('summary').click();
    await app.page.getByLabel('favourites').check();
    assert.deepEqual(await names(app), ['Desk reset']);
  });

  test('choices in two tabs are merged and shown in both', async () => {
    const pressed = (app, name) => app.page.getByRole('button', { name, pressed: true }).waitFor();
    const one = await open();
    await one.go('#/routine/desk-reset-5');
    const other = await App.open(context, server.url);
    await other.go('#/pose/cat-cow');
    await other.button('Skip in every session').waitFor();
    await one.button('Favourite').click();
    await pressed(one, 'Favourite');
    await other.button('Skip in every session').click();
    await pressed(other, 'Skip in every session');
    await one.go('#/pose/cat-cow');
    await pressed(one, 'Skip in every session');
    await other.reload();
    await pressed(other, 'Skip in every session');
    await other.go('#/routine/desk-reset-5');
    await pressed(other, 'Favourite');

    // Settings that a newer version stores in one tab are neither read nor overwritten in the other.
    const newer = seal({ v: 99, data: {} });
    await other.page.evaluate(([key, text]) => localStorage.setItem(key, text), [SETTINGS, newer]);
    await one.page.getByText('newer version of Unknot').waitFor();
    await pressed(one, 'Skip in every session');
    assert.equal(await one.page.evaluate((key) => localStorage.getItem(key), SETTINGS), newer);
    assert.deepEqual([one.errors, other.errors], [[], []]);
  });

  test('a variation has its own instructions and shares the sore list entry of its pose', async () => {
    const app = await open();
    await app.go('#/routine/chair-only');
    await app.page.getByRole('link', { name: /^Marching, sitting/ }).click();
    await app.button('Skip in every session').click();
    assert.equal(await app.title(), 'Marching, sitting');
    assert.match(await app.page.locator('ol.steps').textContent(), /^Sit tall/);
    await app.go('#/pose/marching');
    await app.page.getByRole('button', { name: 'Skip in every session', pressed: true }).waitFor();
  });

  test('a filter leaves out routines with a sore pose', async () => {
    const app = await open();
    await app.go('#/pose/cat-cow');
    await app.button('Skip in every session').click();
    await app.page.waitForSelector('[aria-pressed="true"]');
    await app.go('#/library');
    await app.page.locator('summary').click();
    await app.page.getByLabel('no moves that I skip').check();
    const left = await names(app);
    assert.ok(left.includes('Desk break') && !left.includes('Morning mobility'));
  });

  test('going back restores the search and the scroll position', async () => {
    const app = await open();
    await app.page.getByRole('searchbox').fill('yoga');
    await app.page.getByRole('searchbox').fill('back');
    const before = await names(app);
    const last = app.page.locator('.library-section li:not([hidden]) a').last();
    await last.scrollIntoViewIfNeeded();
    const scrolled = await app.page.evaluate(() => scrollY);
    assert.ok(scrolled > 0);
    await last.click();
    await app.button('Start').waitFor();
    await app.page.goBack();
    await app.page.getByRole('searchbox').waitFor();
    await app.page.waitForFunction((y) => Math.abs(scrollY - y) < 2, scrolled);
    assert.deepEqual(await names(app), before);
  });

  test('amounts are those of the chosen length, also during another session', async () => {
    const app = await open();
    const amount = () => app.page.locator('.card--step .soft').first().textContent();
    await app.go('#/routine/walk-in-place');
    await app.button('Start').waitFor();
    const own = await amount();
    await app.page.getByLabel('5 min', { exact: true }).check();
    const shorter = await amount();
    assert.notEqual(shorter, own);
    await app.startSession('three-minute-reset');
    await app.go('#/routine/walk-in-place');
    await app.page.getByLabel('5 min', { exact: true }).check();
    assert.equal(await amount(), shorter);
    const names = await app.page.locator('.card--step h3').allTextContents();
    assert.deepEqual(
      names.filter((name) => name.startsWith('Walking')),
      ['Walking', 'Walking', 'Walking, brisk', 'Walking, slowing down'],
    );
    assert.deepEqual(app.errors, []);
  });

  test('routines are adapted to cautions, with the reason', async () => {
    const app = await open();
    const change = (pose) => app.page.locator('.card--step', { hasText: pose }).first().locator('.card__note').textContent();
    await app.go('#/routine/morning-mobility');
    await app.button('Start').waitFor();
    assert.equal(await app.page.getByText('Adapted to what').count(), 0);
    await app.go('#/about-you');
    await app.page.getByLabel('wrist').check();
    await app.page.getByRole('link', { name: 'Done' }).click();
    await app.reload();
    await app.go('#/routine/morning-mobility');
    await app.page.getByText('Changed to suit what you told the app').waitFor();
    assert.equal(await change('Easier than Cat and cow'), 'Easier than Cat and cow, for your wrist.');
    await app.go('#/about-you');
    await app.page.getByLabel('pregnancy').check();
    await app.go('#/routine/morning-mobility');
    await app.page.getByText('Changed to suit what you told the app').waitFor();
    // What is done is named, and what it is done instead of is small.
    assert.equal(await change('Instead of Cat and cow'), 'Instead of Cat and cow, for your wrist.');
    assert.equal(await change('Instead of Constructive rest'), 'Instead of Constructive rest, for pregnancy.');
    assert.equal(await app.page.locator('.card--step h3').first().textContent(), 'Rest on your side');
    await app.startSession('morning-mobility');
    // On the way down to it.
    assert.equal(await app.page.locator('.player__pose').textContent(), 'Get down to the floor');
    assert.match(await app.page.locator('.player__next').textContent(), /Rest on your side/);

    await app.go('#/about-you');
    await app.button('Clear all answers').click();
    assert.equal(await app.page.getByLabel('wrist').isChecked(), false);
    await app.page.getByLabel('an operation on my back').check();
    await app.page.getByText('Ask your surgeon').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('meditations have a choice of posture and guidance', async () => {
    const app = await open();
    await app.go('#/routine/body-scan');
    await app.page.getByLabel('on my side').check();
    await app.page.getByLabel('bells only').check();
    await app.button('Start').click();
    await app.page.waitForSelector('.player');
    assert.equal(await app.page.locator('.player__pose').textContent(), 'Rest on your side');
    const lines = await app.page.locator('.player__line').textContent();
    assert.equal(lines, 'Knees bent, head on a pillow.');
    assert.deepEqual(app.errors, []);
  });

  test('a session can be found and started by keyboard alone', async () => {
    const app = await open();
    const focusOn = async (name) => {
      for (let n = 0; n < 80; n += 1) {
        const text = await app.page.evaluate(() => document.activeElement?.textContent);
        if (text?.startsWith(name)) return;
        await app.page.keyboard.press('Tab');
      }
      assert.fail(`“${name}” can't be reached with Tab`);
    };
    await app.page.getByRole('searchbox').focus();
    await app.page.keyboard.type('stand-up');
    await focusOn('Stand-up reset');
    await app.page.keyboard.press('Enter');
    await app.page.waitForFunction(() => document.querySelector('#title')?.textContent === 'Stand-up reset');
    await focusOn('Hip hinge');
    await app.page.keyboard.press('Enter');
    await app.page.waitForFunction(() => document.querySelector('#title')?.textContent === 'Hip hinge');
    await focusOn('Stand-up reset');
    await app.page.keyboard.press('Enter');
    await focusOn('Start');
    await app.page.keyboard.press('Enter');
    await app.page.waitForSelector('.player');
    await app.waitForAudio(false);
    assert.deepEqual(app.errors, []);
  });
});
