// Today, the library and the search know the person: what is offered and why, what doesn't suit, and what people call their trouble.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, PHONE, SETTINGS, replaceClock, seal } from './support/app.mjs';
import { inChromium } from './support/suite.mjs';

const LIBRARY = /\/unknot-library-[0-9a-f]{16}\.wasm$/;
const TIMES = ['2026-11-24T08:30:00', '2026-11-24T13:00:00', '2026-11-24T20:30:00'];

describe('what suits the person', { timeout: 240_000 }, () => {
  const suite = inChromium();

  const openAs = async (cautions, time = TIMES[0]) => {
    await suite.context.addInitScript(replaceClock, time);
    const before = ([key, text]) => {
      if (!localStorage.getItem(key)) localStorage.setItem(key, text);
    };
    const data = { voice: false, safety_read: true, asked: true, cautions };
    const argument = [SETTINGS, seal({ v: 2, data })];
    // With `voice`, nothing else stores settings before.
    const app = await App.open(suite.context, suite.url, { before, argument, voice: true });
    await app.page.waitForSelector('.offer');
    return app;
  };
  const offered = (app) => app.page.locator('.offer h2').textContent();

  for (const time of TIMES) {
    test(`who can't reach the floor is offered movement at ${time.slice(11, 16)}, and told why`, async () => {
      const app = await openAs(['floor'], time);
      assert.match(await app.page.locator('.offer p').first().textContent(), /^Movement · \d+ min · (on a chair|standing|in bed)/);
      assert.match(await app.page.locator('.offer__reason').textContent(), /can't get down to the floor/);
      assert.deepEqual(app.errors, []);
    });

    test(`who begins is offered a short movement at ${time.slice(11, 16)}`, async () => {
      const app = await openAs([], time);
      const [, minutes] = (await app.page.locator('.offer p').first().textContent()).match(/^Movement · (\d+) min/);
      assert.ok(Number(minutes) <= 7, minutes);
      assert.equal(await app.title(), `${minutes} minutes to loosen up`);
      assert.equal(await app.page.locator('.offer__reason').textContent(), 'A short, easy way to begin.');
    });
  }

  test('what is adapted is told on Today, and each of the others starts with one tap', async () => {
    const app = await openAs(['floor', 'osteoporosis'], TIMES[1]);
    // The whole library is offered when Today is opened again.
    await app.go('#/library');
    await app.page.waitForSelector('.library-section');
    await app.goToday();
    await app.page.locator('.offer__more p').getByText(/^Adapted for .*: \d+ of \d+ moves\./).waitFor();
    const others = app.page.locator('.other-offer:not([hidden])');
    assert.ok((await others.count()) >= 2);
    const name = await others.last().locator('strong').textContent();
    await others.last().click();
    await app.page.waitForSelector('.player');
    await app.waitForAudio(false);
    assert.equal(await app.title(), name);
    assert.deepEqual(app.errors, []);
  });

  for (const height of [560, 740]) {
    test(`others are shorter, longer and elsewhere, and leave Start on the first screen at 360x${height}`, async () => {
      const app = await openAs([], TIMES[1]);
      await app.page.setViewportSize({ width: 360, height });
      await app.go('#/library');
      await app.page.waitForSelector('.library-section');
      await app.goToday();
      const others = app.page.locator('.other-offer:not([hidden])');
      await others.nth(3).waitFor();
      const hows = await others.locator('.other-offer__how').allTextContents();
      assert.deepEqual(hows.filter((how) => !/^(Sitting|Lying down)$/.test(how)), ['Shorter', 'Longer', 'Quiet']);
      assert.equal(hows.length, 4);
      await app.page.evaluate(() => scrollTo(0, 0));
      const start = await app.page.locator('.offer .button--main').boundingBox();
      const bar = await app.page.locator('nav').last().boundingBox();
      assert.ok(start.y >= 0 && start.y + start.height <= bar.y, `${start.y} + ${start.height} > ${bar.y}`);
      const minutes = async (place) => Number((await others.nth(place).textContent()).match(/(\d+) min/)[1]);
      const [, main] = (await app.page.locator('.offer p').first().textContent()).match(/(\d+) min/);
      assert.ok((await minutes(0)) < Number(main) && (await minutes(1)) > Number(main));
      assert.deepEqual(app.errors, []);
    });
  }

  test('Today names a page to read, every second day one that fits what was ticked', async () => {
    const app = await openAs(['floor'], '2026-11-25T13:00:00');
    const link = app.page.locator('main a[href^="#/learn/"]');
    await link.getByText('Worth reading today').waitFor();
    assert.equal(await link.locator('strong').textContent(), 'Down to the floor and up again');
    await link.click();
    await app.page.getByRole('heading', { name: 'Down to the floor and up again', level: 1 }).waitFor();
    await app.page.getByRole('heading', { name: 'In short' }).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('an offer that can have been read stays when the library comes', async () => {
    // Without a service worker there is no notice, which would move everything.
    await suite.context.close();
    suite.context = await suite.browser.newContext({ viewport: PHONE, serviceWorkers: 'block' });
    let release;
    const released = new Promise((done) => (release = done));
    await suite.context.route(LIBRARY, async (route) => {
      await released;
      await route.continue();
    });
    const app = await openAs([], TIMES[2]);
    await app.page.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
    const before = await offered(app);
    const start = await app.page.locator('.offer .button--main').boundingBox();
    release();
    await app.page.waitForSelector('.week__days');
    assert.equal(await offered(app), before);
    assert.deepEqual(await app.page.locator('.offer .button--main').boundingBox(), start);
    assert.deepEqual(app.errors, []);
  });

  test('a bad moment begins sitting', async () => {
    const app = await openAs(['floor']);
    await app.page.getByRole('button', { name: /Having a bad moment/ }).click();
    await app.page.waitForSelector('.player');
    await app.waitForAudio(false);
    assert.equal(await app.page.locator('.player__pose').textContent(), 'Easy seat');
  });

  test('the library has what suits first, and folds the rest with the reason', async () => {
    const app = await openAs(['floor']);
    await app.go('#/library');
    await app.page.waitForSelector('.library-section');
    assert.deepEqual(await app.page.locator('.library-section > h2').allTextContents(), ['Movement', 'Breathing', 'Meditation']);
    const first = app.page.locator('.library-section').first();
    const shelves = await first.locator('.shelf > h3').allTextContents();
    assert.deepEqual(shelves.slice(0, 2), ['Short breaks', 'In bed or on a chair']);
    const names = await first.locator('h4').allTextContents();
    assert.ok(names.includes('Chair only') && !names.includes('Morning mobility'), names.join());
    const rest = app.page.locator('details', { hasText: 'Not for you now' });
    assert.equal(await rest.getAttribute('open'), null);
    await rest.locator('summary').click();
    await rest.getByRole('link', { name: /Morning mobility.*because of staying off the floor/ }).click();

    // Its page names two that do.
    await app.page.getByRole('heading', { name: 'These suit you better' }).waitFor();
    const better = app.page.locator('main ul.list').first().locator('h3');
    assert.equal(await better.count(), 2);
    await app.button('Start it all the same').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('chips show one kind', async () => {
    const app = await openAs([]);
    await app.go('#/library');
    await app.button('Meditation').click();
    await app.page.waitForFunction(() => document.querySelectorAll('.library-section:not([hidden])').length === 1);
    assert.equal(await app.page.locator('.library-section:not([hidden]) > h2').textContent(), 'Meditation');
  });

  test('the search leads to the signs, to what suits a trouble, and to Learn', async () => {
    const app = await openAs([]);
    await app.go('#/library');
    const search = app.page.getByRole('searchbox');
    const names = () => app.page.locator('.library-section li:not([hidden]) :is(h3, h4)').allTextContents();
    await search.fill('numb');
    await app.page.getByRole('status').getByRole('link', { name: 'See the signs' }).waitFor();
    await search.fill('osteoporosis');
    await app.page.getByRole('status').getByRole('link', { name: 'About you' }).waitFor();
    assert.equal(await app.page.getByRole('link', { name: 'See the signs' }).count(), 0);
    const suit = await names();
    assert.ok(suit.length >= 3 && !suit.includes('Upper and mid back'), suit.join());
    await search.fill('sciatica');
    assert.ok(!(await names()).includes('Hips and hamstrings'));
    await search.fill('epidural');
    await app.page.getByRole('heading', { name: 'Read about it' }).waitFor();
    await app.page.getByRole('link', { name: /Injections/ }).click();
    await app.page.waitForFunction(() => /Injections/.test(document.querySelector('#title')?.textContent));
    assert.deepEqual(app.errors, []);
  });
});
