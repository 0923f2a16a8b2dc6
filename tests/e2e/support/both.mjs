// Chromium and Firefox behind one face, for tests that do the same in both. Pages are Playwright's or Puppeteer's, of which only
// what both have is used: goto, reload, evaluate with one argument, click.

import { setTimeout as sleep } from 'node:timers/promises';

import puppeteer from 'puppeteer-core';

import { PHONE } from './app.mjs';
import { firefoxPath, launchChromium, morning } from './browsers.mjs';
import { countRetry } from './retries.mjs';
import { noSpeaker, Speaker } from './speaker.mjs';

export const ENGINES = ['Chromium', 'Firefox'];

const LAUNCHES = {
  async Chromium({ colors, scripts = true }) {
    const browser = await launchChromium();
    const context = await browser.newContext({ viewport: PHONE, colorScheme: colors, javaScriptEnabled: scripts });
    const runBefore = (page, script, argument) => page.addInitScript(script, argument);
    return { newPage: () => context.newPage(), runBefore, close: () => browser.close() };
  },
  async Firefox({ colors, scripts = true, env }) {
    const extraPrefsFirefox = {
      'layout.css.prefers-color-scheme.content-override': colors === 'dark' ? 0 : 1,
      'javascript.enabled': scripts,
    };
    const browser = await launchFirefox({ extraPrefsFirefox, defaultViewport: PHONE, env: { ...(env ?? process.env), ...morning() } });
    const runBefore = (page, script, argument) => page.evaluateOnNewDocument(script, argument);
    return { newPage: () => browser.newPage(), runBefore, close: () => browser.close() };
  },
};

/** Firefox through Puppeteer and WebDriver BiDi. As root it crashes in about one start of twenty: it gets a second one. */
async function launchFirefox(options) {
  const settings = { browser: 'firefox', executablePath: firefoxPath(), ...options };
  try {
    return await puppeteer.launch(settings);
  } catch (error) {
    countRetry(`Firefox did not start: ${error.message}`);
    return puppeteer.launch(settings);
  }
}

/**
 * An engine with a fresh profile, closed with the test: on a light system with scripts, unless asked otherwise. Firefox plays
 * only where it can be heard: with `sound` it is, unless this machine has no sound server.
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

/** A new page. `before` runs in it ahead of all else, each time it is loaded. Its uncaught errors are its `errors`. */
export async function newPage(browser, { before, argument } = {}) {
  const page = await browser.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(error.message));
  if (before) await browser.runBefore(page, before, argument);
  return page;
}

/**
 * Waits until `holds` answers something true in the page, and returns that. It asks from outside: a page that has failed has no
 * frames and timers of its own any more. While the page is being reloaded there is nobody to ask.
 */
export async function until(page, holds, argument) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await page.evaluate(holds, argument).catch(() => undefined);
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Never came true: ${holds}; it says: ${await textOf(page)}; ${page.errors.join('; ')}`);
    await sleep(50);
  }
}

export function textOf(page) {
  return page.evaluate(() => document.body?.innerText ?? '').catch((error) => error.message);
}

/** Does what has the page load anew, and waits until that has begun. */
export async function reloads(page, action) {
  const before = await page.evaluate(() => performance.timeOrigin);
  await action();
  await until(page, (origin) => performance.timeOrigin !== origin, before);
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
