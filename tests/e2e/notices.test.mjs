// Notices that only inform: they are over the page, so that Start keeps its place, leave by themselves, and come once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, DIST } from './support/app.mjs';
import { waitUntil } from './support/browsers.mjs';
import { allLayouts, FONT_PERCENTS, inEachLayout } from './support/layout.mjs';
import { serve } from './support/serve.mjs';
import { inChromium } from './support/suite.mjs';
import { launchFirefox } from './support/webdriver.mjs';

const OFFLINE = 'Unknot now works without internet.';
/** How long such a notice stays, and a bit. */
const STAY_MILLIS = 16_000;
const SMALL = { width: 360, height: 560 };
const LAYOUTS = [...allLayouts(), ...FONT_PERCENTS.map((percent) => ({ size: SMALL, percent }))];

// ---------------------------------------------------------------- run in the page

/** Where Start is, and what of Start and of the navigation the notice covers. */
const lookAtStart = () => {
  const boxOf = (selector) => document.querySelector(selector)?.getBoundingClientRect();
  const [start, notice, nav] = ['.offer .button--main', '.notices__passing .notice', '.nav'].map(boxOf);
  const overlaps = (box) => notice && notice.right > box.left && notice.left < box.right && notice.bottom > box.top && notice.top < box.bottom;
  const covered = [overlaps(start) && 'Start is covered', overlaps(nav) && 'the navigation is covered'].filter(Boolean);
  return { place: [start.left, start.top, start.width, start.height].map(Math.round).join(' '), covered, isThere: notice !== undefined };
};

const isReady = (text) => {
  const notice = document.querySelector('.notices__passing .notice p');
  return notice?.textContent === text && document.querySelector('.week__days') !== null;
};

const isGone = () => document.querySelector('.notice') === null;

// ----------------------------------------------------------------

describe('a notice that only informs', { timeout: 180_000 }, () => {
  const suite = inChromium();

  test('never moves or covers Start, leaves by itself, and comes once', async () => {
    await suite.context.clock.install();
    const app = await App.openToday(suite.context, suite.url);
    await waitUntil(app.page, isReady, OFFLINE);
    // It stays while it has the focus.
    await app.page.locator('.notice button').focus();
    await app.page.clock.fastForward(STAY_MILLIS);
    const places = {};
    const during = await inEachLayout(
      app.page,
      async (page) => {
        await page.evaluate(() => scrollTo(0, 0));
        const { place, covered, isThere } = await page.evaluate(lookAtStart);
        assert.ok(isThere, 'it leaves while it has the focus');
        places[await layoutOf(page)] = place;
        return covered;
      },
      LAYOUTS,
    );
    assert.deepEqual(during, {});

    await app.page.evaluate(() => document.activeElement.blur());
    await app.frames(2);
    await app.page.clock.fastForward(STAY_MILLIS);
    await waitUntil(app.page, isGone);
    const after = await inEachLayout(
      app.page,
      async (page) => {
        await page.evaluate(() => scrollTo(0, 0));
        const [layout, { place }] = [await layoutOf(page), await page.evaluate(lookAtStart)];
        return place === places[layout] ? [] : [`Start was at ${places[layout]} and is at ${place}`];
      },
      LAYOUTS,
    );
    assert.deepEqual(after, {});

    // The browser evicts the worker, so that it is installed for the first time once more.
    await app.page.evaluate(async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
      for (const name of await caches.keys()) await caches.delete(name);
    });
    await app.reload();
    await waitUntil(app.page, async () => (await navigator.serviceWorker.ready).active.state === 'activated');
    await app.page.waitForSelector('.week__days');
    await app.frames(10);
    assert.deepEqual(await app.notices(), [], 'it comes again');
    assert.deepEqual(app.errors, []);
  });

  const layoutOf = (page) =>
    page.evaluate(() => `${innerWidth}x${innerHeight}, ${getComputedStyle(document.documentElement).fontSize}`);
});

for (const size of [16, 32]) {
  test(`in Firefox, with text of ${size} px, Start keeps its place, too`, { timeout: 180_000 }, async (t) => {
    const server = await serve(DIST);
    t.after(() => server.close());
    const prefs = { 'font.size.variable.x-western': size };
    const browser = await launchFirefox({ prefs, args: [`--width=${SMALL.width}`, `--height=${SMALL.height}`] });
    t.after(() => browser.close());
    const page = await browser.newPage();
    await page.goto(server.url);
    await waitUntil(page, () => !document.querySelector('#splash') && document.querySelector('main .bottom-action .button') !== null);
    await page.evaluate(() => document.querySelector('main .bottom-action .button').click());
    await waitUntil(page, isReady, OFFLINE);
    const during = await page.evaluate(lookAtStart);
    assert.deepEqual(during.covered, []);
    assert.equal(during.isThere, true);
    await waitUntil(page, isGone);
    assert.equal((await page.evaluate(lookAtStart)).place, during.place);
    assert.deepEqual(page.errors, []);
  });
}
