// Chromium and Firefox behind one face, for tests that do the same in both.

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
      // One page is enough, and what ran before the last one does not run before this.
      newPage: async ({ before, argument } = {}) => {
        await forget();
        forget = before ? await runBefore(before, argument) : () => {};
        page.errors.length = 0;
        // A refresh of the driver's would pass by the service worker.
        const reload = () => reloads(page, () => page.evaluate(() => setTimeout(() => location.reload())));
        return { ...page, reload, close: () => {} };
      },
      newTab: newPage,
    };
  },
};

/**
 * An engine with a fresh profile, closed with the test: on a light system with scripts, unless asked otherwise. Its pages are
 * like Playwright's, of which they have goto, reload, evaluate, click and close, and `text`; `goto` and `reload` answer when the document has been
 * read. `newPage({ before, argument })` runs a function ahead of all else, each time the page is loaded, and stands in for
 * the one before; `newTab()` is beside it. Firefox plays only where it can be heard: with `sound` it is, unless this machine has no sound server.
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
 * Waits until `holds` answers something true in the page, and returns that. It asks from outside: a page that has failed has no
 * frames and timers of its own any more. While the page is being reloaded there is nobody to ask.
 */
export async function until(page, holds, argument) {
  const deadline = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    const found = await page.evaluate(holds, argument).catch(() => undefined);
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Never came true: ${holds}; it says: ${await page.text()}; ${page.errors.join('; ')}`);
    await sleep(50);
  }
}

/** Does what has the page load anew, and waits until that has begun. */
export async function reloads(page, action) {
  const before = await page.evaluate(() => performance.timeOrigin);
  await action();
  await until(page, (origin) => performance.timeOrigin !== origin && document.readyState !== 'loading', before);
}

/** Waits until the program has drawn a page. */
export function isDrawn(page) {
  return until(page, () => !document.querySelector('#splash') && document.querySelector('#main #title') !== null);
}

/** Clicks an element as soon as it is there and can be pressed. */
export async function click(page, selector) {
  await until(page, (wanted) => document.querySelector(wanted)?.matches(':not([aria-disabled="true"])'), selector);
  await page.click(selector);
}
