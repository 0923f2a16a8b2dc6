// Takes a picture of every screen of the release build in dist/, on a small phone, and tells what runs out of it or is
// cut. For a look at another language: ./dev build --language qps && node tools/screens.mjs [folder]

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { PHONE } from '../tests/e2e/support/app.mjs';
import { launchChromium } from '../tests/e2e/support/browsers.mjs';
import { serveDist } from './serve.mjs';

/** Buttons have other names in each language, so they are found by their places. */
const HURTS = '.controls--small > :first-child';
const END = '.controls--small > :last-child';

/** Screens by name: where they are, and what is done there. */
const SCREENS = [
  ['today', '#/'],
  ['library', '#/library'],
  ['library-narrowed', '#/library', (page) => page.locator('summary').first().click()],
  ['routine', '#/routine/morning-mobility'],
  ['meditation', '#/routine/body-scan'],
  ['pose', '#/pose/cat-cow'],
  ['progress', '#/progress'],
  ['settings', '#/settings'],
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
  ['in-the-way', '#/session/body-scan'],
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

/** What is wider than the page, and texts that are cut; in the page. */
const troubles = () => {
  const found = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} wide, not ${innerWidth}`);
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || element.closest('svg, .visually-hidden, .skip-link')) continue;
    const name = `${element.localName}.${element.className}`;
    const words = element.textContent.slice(0, 40);
    if (box.left < -1 || box.right > innerWidth + 1) found.push(`${name} runs out of the page: ${words}`);
    if (element.childElementCount === 0 && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
      found.push(`${name} is too narrow for its words: ${words}`);
    }
  }
  return found;
};

const folder = process.argv[2] ?? 'target/screens';
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
  for (const [name, address, act] of SCREENS) {
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
  // A dialog and the player are as high as the window.
  const fullPage = !(await page.locator('dialog[open], .player').count());
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
  report(name, await page.evaluate(troubles));
}

function report(name, found) {
  count += found.length;
  for (const line of found) console.log(`${name}: ${line}`);
}
