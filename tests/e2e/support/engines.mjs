// A common interface to Chromium and Firefox, for tests that run in both.

import { setTimeout as sleep } from 'node:timers/promises';

import { PHONE } from './app.mjs';
import { launchChromium, PATIENCE_MILLIS } from './browsers.mjs';
import { noSpeaker, Speaker } from './speaker.mjs';
import { launchFirefox } from './webdriver.mjs';

export const ENGINES = ['Chromium', 'Firefox'];

const LAUNCHES = {
  async Chromium({ colors, scripts = true, env }) {
    const browser = await launchChromium({ env });
    const context = await browser.newContext({ viewport: PHONE, colorScheme: colors, javaScriptEnabled: scripts });
    const newPage = async ({ before, argument } = {}) => {
      const page = await context.newPage();
      const errors = [];
      page.on('pageerror', (error) => errors.push(error.message));
      if (before) await page.addInitScript(before, argument);
      return {
        errors,
        goto: (url) => page.goto(url, { waitUntil: 'domcontentloaded' }),
        reload: () => page.reload({ waitUntil: 'domcontentloaded' }),
        evaluate: (call, given) => page.evaluate(call, given),
        click: (selector) => page.click(selector),
        text: () => page.innerText('body'),
        close: () => page.close(),
      };
    };
    return { newPage, newTab: newPage, close: () => browser.close() };
  },
  async Firefox({ colors, scripts = true, env }) {
    const prefs = {
      'layout.css.prefers-color-scheme.content-override': colors === 'dark' ? 0 : 1,
      'javascript.enabled': scripts,
    };
    const args = [`--width=${PHONE.width}`, `--height=${PHONE.height}`];
    const { close, newPage, runBefore } = await launchFirefox({ env, prefs, args, eager: true });
    const page = await newPage();
    let forget = () => {};
    return {
      close,
      // Reuses the one page. The `before` script of the previous call is removed.
      newPage: async ({ before, argument } = {}) => {
        await forget();
        forget = before ? await runBefore(before, argument) : () => {};
        page.errors.length = 0;
        // The driver's own refresh would bypass the service worker.
        const reload = () => waitForReload(page, () => page.evaluate(() => setTimeout(() => location.reload())));
        return { ...page, reload, close: () => {} };
      },
      newTab: newPage,
    };
  },
};

/**
 * Launches an engine with a fresh profile, which is closed after the test. `colors` is the system's colour scheme ('light' or
 * 'dark'), and `scripts: false` turns JavaScript off.
 *
 * Pages have Playwright's goto, reload, evaluate, click and close, and `text()`, the visible text. `goto` and `reload` resolve when
 * the document has been parsed. `newPage({ before, argument })` replaces the current page and runs `before` ahead of all other
 * scripts whenever the page is loaded. `newTab()` opens another page beside it.
 *
 * Firefox plays only if there is a sound server; `sound` starts one if this machine has it installed.
 */
export async function launch(t, engine, { sound = false, ...options } = {}) {
  const speaker = sound && engine === 'Firefox' && !noSpeaker() ? await Speaker.open() : undefined;
  const browser = await LAUNCHES[engine]({ env: speaker?.env, ...options });
  t.after(async () => {
    await browser.close();
    await speaker?.close();
  });
  return browser;
}

/**
 * Waits until `holds` returns a truthy value in the page, and returns it. Polls from the test, because a page that has failed has
 * no frames and timers of its own. Errors are ignored, because evaluation fails while the page reloads.
 */
export async function waitUntil(page, holds, argument, { within = PATIENCE_MILLIS } = {}) {
  const deadline = Date.now() + within;
  for (;;) {
    const found = await page.evaluate(holds, argument).catch(() => undefined);
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Timed out waiting for ${holds}; page text: ${await page.text()}; errors: ${page.errors.join('; ')}`);
    await sleep(50);
  }
}

/** Runs an action that reloads the page, and waits until the new document has been parsed. */
export async function waitForReload(page, action) {
  const before = await page.evaluate(() => performance.timeOrigin);
  await action();
  await waitUntil(page, (origin) => performance.timeOrigin !== origin && document.readyState !== 'loading', before);
}

/** Waits until the program has rendered a page. */
export function waitUntilRendered(page) {
  return waitUntil(page, () => !document.querySelector('#splash') && document.querySelector('#main #title') !== null);
}

/** Clicks an element as soon as it exists and is enabled. */
export async function click(page, selector) {
  await waitUntil(page, (wanted) => document.querySelector(wanted)?.matches(':not([aria-disabled="true"])'), selector);
  await page.click(selector);
}
