// What the page shows before the program runs: the safety page on a first visit, which the program then takes over where the
// reader is, the splash from then on, and the chosen colours in either case.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { serveDist } from '../../tools/serve.mjs';
import { DIST, seal } from './support/app.mjs';
import { click, ENGINES, isDrawn, launch, until } from './support/both.mjs';

const COLORS = { light: { paper: 'rgb(247, 242, 233)', bar: '#f7f2e9' }, dark: { paper: 'rgb(13, 26, 30)', bar: '#0d1a1e' } };
const READ = { safety_read: true };

// ------------------------------------------------------------------ run in the page

/** Has the device keep this and nothing else, and notes what is thrown from here on. */
const store = (kept) => {
  globalThis.thrown = [];
  addEventListener('error', ({ message }) => globalThis.thrown.push(message));
  localStorage.clear();
  for (const [key, text] of Object.entries(kept)) localStorage.setItem(key, text);
};

/** What is seen of the page, and where: its elements and texts without what only one of the two pages has. */
const picture = (of) => {
  const main = document.querySelector(of);
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

const colors = () => ({
  paper: getComputedStyle(document.documentElement).backgroundColor,
  bar: [...document.querySelectorAll('meta[name="theme-color"]')].find(({ media }) => matchMedia(media).matches).content,
});

/** Which of the parts of the page are shown that stand there before the program does. */
const shown = () =>
  ['.splash', '.splash-safety'].filter((part) => document.querySelector(part)?.checkVisibility()).join();

// ------------------------------------------------------------------ run in the test

/** The app, whose program is on its way until `release` is called. */
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

async function openHeld(t, browser, url, kept = {}) {
  const page = await browser.newPage({ before: store, argument: kept });
  await page.goto(url);
  await until(page, () => document.body && getComputedStyle(document.body).margin === '0px');
  return page;
}

test('the policy allows the scripts of the page by their digests, and no others', () => {
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
    test('the safety page is read while the program is on its way, and taken over where the reader is', async (t) => {
      const { url, release } = await serveHeld(t);
      const browser = await launch(t, engine);
      const page = await openHeld(t, browser, url);
      assert.equal(await page.evaluate(shown), '.splash-safety');
      const button = '.splash-safety .bottom-action .button';
      const state = (selector) => document.querySelector(selector).getAttribute('aria-disabled');
      assert.equal(await page.evaluate(state, button), 'true');
      await page.evaluate(() => scrollTo(0, 200));
      const before = await page.evaluate(picture, '.splash-safety');
      assert.equal(before.scroll, 200);
      assert.ok(before.elements.some((element) => element.includes("I've read this")));

      release();
      await isDrawn(page);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      assert.deepEqual(await page.evaluate(picture, '#main'), before);
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
      await until(page, () => document.querySelector('.offer') !== null);
      assert.deepEqual(page.errors, []);
    });

    test('a control with the focus hands it on to its successor', async (t) => {
      const { url, release } = await serveHeld(t);
      const page = await openHeld(t, await launch(t, engine), url);
      await page.evaluate(() => document.querySelector('.splash-safety .button').focus());
      release();
      await isDrawn(page);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      assert.ok(await page.evaluate(() => document.activeElement.matches('#main .bottom-action .button')));
    });

    test('whoever has read it, or goes to read all of it, sees the splash; what is damaged is taken as not there', async (t) => {
      const { url } = await serveHeld(t);
      const browser = await launch(t, engine);
      const read = seal({ v: 1, data: READ });
      const newer = seal({ v: 2, data: { ...READ, theme: 'dark' } });
      for (const [kept, address, wanted] of [
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
        const page = await openHeld(t, browser, url + address, kept);
        assert.equal(await page.evaluate(shown), wanted, JSON.stringify(kept));
        assert.deepEqual(await page.evaluate(() => globalThis.thrown), [], JSON.stringify(kept));
        await page.close();
      }
    });

    test('the chosen colours hold from the first paint on', async (t) => {
      const { url } = await serveHeld(t);
      for (const system of ['light', 'dark']) {
        const browser = await launch(t, engine, { colors: system });
        for (const [theme, wanted] of [['light', 'light'], ['dark', 'dark'], ['system', system], ['plaid', system]]) {
          for (const kept of [{ 'unknot.settings': seal({ v: 1, data: { theme } }) }, { 'unknot.settings.v2': seal({ v: 2, data: { theme, ...READ } }) }]) {
            const page = await openHeld(t, browser, url, kept);
            assert.deepEqual(await page.evaluate(colors), COLORS[wanted], `${theme} on a ${system} system`);
            assert.deepEqual(await page.evaluate(() => globalThis.thrown), []);
            await page.close();
          }
        }
      }
    });

    test('what is chosen in Settings is what the next start begins with', async (t) => {
      const server = await serveDist({ dir: DIST });
      t.after(server.close);
      const noteColor = () => {
        document.addEventListener('DOMContentLoaded', () => {
          globalThis.firstColor = getComputedStyle(document.documentElement).backgroundColor;
        });
      };
      const page = await (await launch(t, engine)).newPage({ before: noteColor });
      await page.goto(server.url);
      await click(page, '#main .bottom-action .button');
      await until(page, () => document.querySelector('.offer') !== null);
      await page.evaluate(() => {
        location.hash = '#/settings';
      });
      await until(page, () => {
        const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === 'Dark');
        label?.click();
        return document.documentElement.dataset.theme === 'dark';
      });
      assert.deepEqual(await page.evaluate(colors), COLORS.dark);
      await page.reload();
      assert.equal(await until(page, () => globalThis.firstColor), COLORS.dark.paper);
      await until(page, () => document.querySelector('#main #title') !== null);
      assert.deepEqual(await page.evaluate(colors), COLORS.dark);
      assert.deepEqual(page.errors, []);
    });

    test('without scripts the page says that it needs them, and nothing else', async (t) => {
      const server = await serveDist({ dir: DIST });
      t.after(server.close);
      const page = await (await launch(t, engine, { scripts: false })).newPage();
      await page.goto(server.url);
      // What is not for now is hidden by the style sheet.
      let text;
      do text = await page.text();
      while (text.includes('This is taking long'));
      assert.match(text, /^Unknot\s+Unknot runs entirely on your device and needs JavaScript[^\n]*$/);
    });
  });
}
