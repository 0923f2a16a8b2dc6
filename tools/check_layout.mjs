// Takes a screenshot of every page of the release build in dist/ on a small phone, and reports elements that overflow or are cut off.
// To check another language: ./dev build --language qps && node tools/check_layout.mjs [folder]

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { PHONE } from '../tests/e2e/support/app.mjs';
import { launchChromium } from '../tests/e2e/support/browsers.mjs';
import { misfits } from '../tests/e2e/support/layout.mjs';
import { serveDist } from './serve.mjs';

/** Selectors by position, because the names of buttons depend on the language. */
const HURTS = '.controls__hurts';
const END = '.player__end';

/** Pages and states of pages: name, address and action. */
const PAGES = [
  ['today', '#/'],
  ['library', '#/library'],
  ['library-filters', '#/library', (page) => page.locator('summary').first().click()],
  ['routine', '#/routine/morning-mobility'],
  ['meditation', '#/routine/body-scan'],
  ['pose', '#/pose/cat-cow'],
  ['progress', '#/progress'],
  ['settings', '#/settings'],
  ['your-data', '#/your-data'],
  ['sounds', '#/sounds'],
  ['lock-test', '#/lock-test'],
  ['safety', '#/safety'],
  ['about-you', '#/about-you'],
  ['flare', '#/flare'],
  ['learn', '#/learn'],
  ['learn-page', '#/learn/exercise'],
  ['missing', '#/routine/of-nobody'],
  ['ready', '#/session/today'],
  ['player', '#/session/today', (page) => page.locator('.round-button--main').click()],
  ['hurt', '#/session/today', (page) => page.locator(HURTS).click()],
  ['other-session', '#/session/body-scan'],
  ['end', '#/session/today', closeAnd((page) => page.locator(END).click())],
  ['done', '#/session/today', (page) => page.locator('dialog [type="button"]').click()],
  ['progress-after', '#/progress'],
  ['today-after', '#/'],
];

function closeAnd(then) {
  return async (page) => {
    await page.evaluate(() => document.querySelector('dialog[open]')?.close());
    await then(page);
  };
}

const folder = process.argv[2] ?? 'target/pages';
mkdirSync(folder, { recursive: true });
const server = await serveDist({ dir: 'dist' });
const browser = await launchChromium();
let count = 0;
try {
  const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce', colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator('#main .bottom-action .button').waitFor();
  await picture(page, 'first-run');
  await page.locator('#main .bottom-action .button').click();
  await page.locator('.offer').waitFor();
  for (const [name, address, act] of PAGES) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, address);
    await page.waitForTimeout(500);
    try {
      await act?.(page);
    } catch (error) {
      report(name, [error.message]);
    }
    await picture(page, name);
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = count > 0 ? 1 : 0;

async function picture(page, name) {
  await page.waitForTimeout(400);
  // Dialogs and the player are exactly as high as the window.
  const fullPage = !(await page.locator('dialog[open], .player').count());
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
  report(name, await page.evaluate(misfits));
}

function report(name, found) {
  count += found.length;
  for (const line of found) console.log(`${name}: ${line}`);
}
