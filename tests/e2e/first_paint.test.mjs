// What the page shows before the program runs: the safety page on a first visit, which the program takes over without moving it;
// the splash on later visits; and the chosen theme in both cases.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { serveDist } from '../../tools/serve.mjs';
import { DIST, seal } from './support/app.mjs';
import { click, ENGINES, waitUntilRendered, launch, waitUntil } from './support/engines.mjs';

const COLORS = { light: { paper: 'rgb(247, 242, 233)', bar: '#f7f2e9' }, dark: { paper: 'rgb(13, 26, 30)', bar: '#0d1a1e' } };
const SAFETY_READ = { safety_read: true };

// ------------------------------------------------------------------ run in the page

/** Replaces the stored data, and records errors from then on. */
const store = (data) => {
  globalThis.thrown = [];
  addEventListener('error', ({ message }) => globalThis.thrown.push(message));
  localStorage.clear();
  for (const [key, text] of Object.entries(data)) localStorage.setItem(key, text);
};

/** The elements of a part of the page with their texts and positions, and the scroll position. */
const layout = (selector) => {
  const main = document.querySelector(selector);
  const box = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y + scrollY, width, height].map((value) => value.toFixed(2)).join(' ');
  };
  const elements = [...main.querySelectorAll('*')].map((element) => {
    const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim());
    return `${element.tagName}.${element.className} ${element.getAttribute('href') ?? ''} ${box(element)} ${text.join('')}`;
  });
  return { elements, scroll: scrollY };
};

/** Sets the language of the device. */
const speak = (tag) => Object.defineProperty(Navigator.prototype, 'language', { configurable: true, get: () => tag });

/** Whether the second part of the program, which comes last, has been fetched. */
const hasFetchedLibrary = () => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('unknot-library') && responseEnd > 0);

/** Where the link for an emergency leads; null if the page has none. */
const callLink = (selector) => document.querySelector(`${selector} a[href^="tel:"]`)?.getAttribute('href') ?? null;

const colors = () => ({
  paper: getComputedStyle(document.documentElement).backgroundColor,
  bar: [...document.querySelectorAll('meta[name="theme-color"]')].find(({ media }) => matchMedia(media).matches).content,
});

/** Which part of the static HTML is visible. */
const visiblePart = () =>
  ['.splash', '.splash-safety'].filter((part) => document.querySelector(part)?.checkVisibility()).join();

// ------------------------------------------------------------------ run in the test

/** Serves the app, but holds the program back until `release` is called. */
async function serveHeld(t) {
  let release;
  const held = new Promise((done) => {
    release = done;
  });
  const server = await serveDist({ dir: DIST, onRequest: (path) => (path.endsWith('.wasm') ? held : true) });
  t.after(() => {
    release();
    return server.close();
  });
  return { url: server.url, release };
}

/** The elements of the static safety page as the program draws them: the button no longer says that it loads. */
const loaded = (elements) => elements.map((element) => element.replace(/ Loading$/, " I've read this"));

async function openHeld(t, browser, url, data = {}) {
  const page = await browser.newPage({ before: store, argument: data });
  await page.goto(url);
  await waitUntil(page, () => document.body && getComputedStyle(document.body).margin === '0px');
  return page;
}

test('the content security policy allows exactly the inline scripts of the page', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const [, policy] = html.match(/Content-Security-Policy" content="([^"]*)"/);
  const [scripts] = policy.split('; ').filter((part) => part.startsWith('script-src'));
  const digests = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code]) => {
    const digest = createHash('sha256').update(code).digest('base64');
    return `'sha256-${digest}'`;
  });
  assert.ok(digests.length > 0);
  assert.equal(scripts, ["script-src 'self' 'wasm-unsafe-eval'", ...digests].join(' '));
});

for (const engine of ENGINES) {
  describe(`in ${engine}`, { timeout: 300_000 }, () => {
    test('the program takes over the static safety page without layout shift or scrolling', async (t) => {
      const { url, release } = await serveHeld(t);
      const browser = await launch(t, engine);
      const page = await openHeld(t, browser, url);
      assert.equal(await page.evaluate(visiblePart), '.splash-safety');
      const button = '.splash-safety .bottom-action .button';
      const state = (selector) => document.querySelector(selector).getAttribute('aria-disabled');
      assert.equal(await page.evaluate(state, button), 'true');
      await page.evaluate(() => scrollTo(0, 200));
      const before = await page.evaluate(layout, '.splash-safety');
      assert.equal(before.scroll, 200);
      const ready = loaded(before.elements);
      assert.equal(ready.filter((element, place) => element !== before.elements[place]).length, 1, 'the button says what one waits for');

      release();
      await waitUntilRendered(page);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      assert.deepEqual(await page.evaluate(layout, '#main'), { ...before, elements: ready });
      if (engine === 'Chromium') {
        const shifts = () =>
          new Promise((done) => {
            new PerformanceObserver((list) => done(list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done([]), 500);
          });
        assert.deepEqual(await page.evaluate(shifts), []);
      }
      assert.equal(await page.evaluate(() => document.activeElement.id), 'title');
      await click(page, '#main .bottom-action .button');
      await waitUntil(page, () => document.querySelector('.offer') !== null);
      assert.deepEqual(page.errors, []);
    });

    test('the number to call is there before the program, and the same as after it', async (t) => {
      const browser = await launch(t, engine);
      const locales = { 'en-US': 'tel:911', 'de-DE': 'tel:112', en: null, 'en-GB-x-gb': 'tel:999', 'en_AU.UTF-8': 'tel:000', '': null };
      for (const [locale, number] of Object.entries(locales)) {
        const { url, release } = await serveHeld(t);
        const page = await browser.newPage({ before: speak, argument: locale });
        await page.goto(url);
        await waitUntil(page, () => document.body && getComputedStyle(document.body).margin === '0px');
        const before = await page.evaluate(layout, '.splash-safety');
        assert.equal(await page.evaluate(callLink, '.splash-safety'), number, locale);
        release();
        await waitUntilRendered(page);
        assert.equal(await page.evaluate(callLink, '#main'), number, locale);
        assert.deepEqual((await page.evaluate(layout, '#main')).elements, loaded(before.elements), locale);
        // Firefox reports what is still being fetched when the page is left as an error.
        await waitUntil(page, hasFetchedLibrary);
        assert.deepEqual(page.errors, []);
        await page.close();
      }
    });

    test('the focus moves from the static button to the button of the program', async (t) => {
      const { url, release } = await serveHeld(t);
      const page = await openHeld(t, await launch(t, engine), url);
      await page.evaluate(() => document.querySelector('.splash-safety .bottom-action .button').focus());
      release();
      await waitUntilRendered(page);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      assert.ok(await page.evaluate(() => document.activeElement.matches('#main .bottom-action .button')));
    });

    test('shows the splash if the safety page was accepted or is the route; damaged settings count as absent', async (t) => {
      const { url } = await serveHeld(t);
      const browser = await launch(t, engine);
      const read = seal({ v: 1, data: SAFETY_READ });
      const newer = seal({ v: 2, data: { ...SAFETY_READ, theme: 'dark' } });
      for (const [data, address, wanted] of [
        [{ 'unknot.settings': read }, '', '.splash'],
        [{ 'unknot.settings.v2': newer, 'unknot.settings': seal({ v: 1, data: {} }) }, '', '.splash'],
        [{ 'unknot.settings': '' }, '#/safety', '.splash'],
        [{ 'unknot.settings': seal({ v: 1, data: { safety_read: null } }) }, '', '.splash-safety'],
        ...['', '\t', 'null\t', '[]\t', '{"v":1}\t', '{"data":3}\t', '{"data":null}\t', '{"data":{"theme":{}}}\t', '{"v":1,"da'].map((text) => [
          { 'unknot.settings': text, 'unknot.settings.v2': text },
          '#/session/today',
          '.splash-safety',
        ]),
      ]) {
        const page = await openHeld(t, browser, url + address, data);
        assert.equal(await page.evaluate(visiblePart), wanted, JSON.stringify(data));
        assert.deepEqual(await page.evaluate(() => globalThis.thrown), [], JSON.stringify(data));
        await page.close();
      }
    });

    test('the chosen theme applies from the first paint', async (t) => {
      const { url } = await serveHeld(t);
      for (const system of ['light', 'dark']) {
        const browser = await launch(t, engine, { colors: system });
        for (const [theme, wanted] of [['light', 'light'], ['dark', 'dark'], ['system', system], ['plaid', system]]) {
          for (const data of [{ 'unknot.settings': seal({ v: 1, data: { theme } }) }, { 'unknot.settings.v2': seal({ v: 2, data: { theme, ...SAFETY_READ } }) }]) {
            const page = await openHeld(t, browser, url, data);
            assert.deepEqual(await page.evaluate(colors), COLORS[wanted], `${theme} on a ${system} system`);
            assert.deepEqual(await page.evaluate(() => globalThis.thrown), []);
            await page.close();
          }
        }
      }
    });

    test('a theme chosen in Settings applies to the first paint of the next visit', async (t) => {
      const server = await serveDist({ dir: DIST });
      t.after(server.close);
      const recordFirstColor = () => {
        document.addEventListener('DOMContentLoaded', () => {
          globalThis.firstColor = getComputedStyle(document.documentElement).backgroundColor;
        });
      };
      const page = await (await launch(t, engine)).newPage({ before: recordFirstColor });
      await page.goto(server.url);
      await click(page, '#main .bottom-action .button');
      await waitUntil(page, () => document.querySelector('.offer') !== null);
      await page.evaluate(() => {
        location.hash = '#/settings';
      });
      await waitUntil(page, () => {
        const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === 'Dark');
        label?.click();
        return document.documentElement.dataset.theme === 'dark';
      });
      assert.deepEqual(await page.evaluate(colors), COLORS.dark);
      await page.reload();
      assert.equal(await waitUntil(page, () => globalThis.firstColor), COLORS.dark.paper);
      await waitUntil(page, () => document.querySelector('#main #title') !== null);
      assert.deepEqual(await page.evaluate(colors), COLORS.dark);
      assert.deepEqual(page.errors, []);
    });

    test('without JavaScript the page shows only that it needs it', async (t) => {
      const server = await serveDist({ dir: DIST });
      t.after(server.close);
      const page = await (await launch(t, engine, { scripts: false })).newPage();
      await page.goto(server.url);
      // The style sheet hides the other texts once it has loaded.
      let text;
      do text = await page.text();
      while (/Before you start|This is taking long/.test(text));
      assert.match(text, /^Unknot\s+Unknot needs JavaScript to run[^\n]*$/);
    });
  });
}
