// Accessibility: no page violates a rule of axe-core, in light or dark. What fits which window is in layout.test.mjs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';

import { App, DIST, PHONE } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { longHistory, store } from './support/history.mjs';
import { PAGES } from './support/pages.mjs';
import { serve } from './support/serve.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The violations that axe finds, as one line per element. Runs in the page. */
const violations = async () => {
  const { violations: found } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all }) => `${id}: ${target.join(' ')} (${[...any, ...all][0]?.message ?? 'see the rule'})`),
  );
};

describe('every page', { timeout: 240_000 }, () => {
  let server;
  let browser;

  before(async () => {
    server = await serve(DIST);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Goes through all pages, and fails with everything that `inspect` finds. */
  const walk = async (t, inspect, options = {}) => {
    // Without reduced motion, elements would be inspected while they fade in.
    const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce' });
    t.after(() => context.close());
    const app = await App.open(context, server.url, options);
    const findings = {};
    for (const [name, reach] of PAGES) {
      await reach(app);
      for (const [finding, list] of Object.entries(await inspect(app.page))) {
        if (list.length > 0) findings[`${name}, ${finding}`] = list;
      }
    }
    assert.deepEqual(findings, {});
  };

  test('the end dialog traps the focus and blocks the keys of the session', async (t) => {
    const context = await browser.newContext({ viewport: PHONE });
    t.after(() => context.close());
    const app = await App.openToday(context, server.url);
    await app.start();
    const step = await app.step();
    const dialog = app.page.getByRole('alertdialog');
    const outside = () => {
      const focused = document.activeElement;
      return focused !== document.body && !focused.closest('dialog') ? focused.outerHTML : undefined;
    };
    const ask = async () => {
      await app.button('End').click();
      await dialog.waitFor();
      await app.page.waitForFunction(() => document.activeElement?.closest('dialog'));
    };
    await ask();
    for (const key of ['ArrowRight', 'ArrowLeft', 'Tab', 'Tab', 'Tab', 'Tab']) {
      await app.page.keyboard.press(key);
      assert.equal(await app.page.evaluate(outside), undefined, key);
    }
    await app.press('ArrowRight');
    await app.press('Space');
    assert.equal(await app.step(), step, 'a key reached the session');
    assert.ok((await app.audio()).paused);
    await app.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    assert.equal(await app.page.evaluate(() => document.activeElement.textContent), 'End', 'the focus does not return');

    await ask();
    await app.button('Keep going').click();
    await dialog.waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    assert.equal(await app.step(), step);
    assert.deepEqual(app.errors, []);
  });

  /** The violations in both themes. */
  const inBothThemes = async (page) => {
    await page.evaluate(`if (!globalThis.axe) { ${AXE} }`);
    const found = {};
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      found[colorScheme] = await page.evaluate(violations);
    }
    return found;
  };

  test('axe finds no violations in light and dark', (t) => walk(t, inBothThemes));

  test('axe finds no violations on Progress with two years, its tables and an earlier year', async (t) => {
    const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce' });
    t.after(() => context.close());
    const app = await App.openToday(context, server.url);
    await store(app, longHistory(700));
    await app.reload();
    await app.goProgress();
    await app.button('Earlier').click();
    for (const summary of await app.page.locator('.picture-table > summary').all()) await summary.click();
    await app.page.locator('.picture-table table').nth(2).waitFor();
    await app.page.locator('.fold--year > summary').first().click();
    await app.page.locator('.fold--year > .fold').first().waitFor();
    assert.deepEqual(await inBothThemes(app.page), { light: [], dark: [] });
  });
});
