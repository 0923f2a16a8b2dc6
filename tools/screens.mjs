// Takes pictures of the main pages of the release build in dist/ for people to look at: on small and large screens, in both themes,
// at the browser's usual font size and at twice that. Run by hand: ./dev screens [folder [pattern of file names]]
//
// Each picture shows one window without scrolling. The sheets show all pictures of a page beside each other.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { App, DIST, LOG_PREFIX, SETTINGS, seal } from '../tests/e2e/support/app.mjs';
import { launchChromium } from '../tests/e2e/support/browsers.mjs';
import { sessionLine } from '../tests/e2e/support/history.mjs';
import { FONT_PERCENTS, SIZES, setFontPercent } from '../tests/e2e/support/layout.mjs';
import { serveDist } from './serve.mjs';

const DAY_MILLIS = 86_400_000;
const YEARS = 10;
/** A line that can't be read: the app says so in a notice. */
const UNREADABLE = { [`${LOG_PREFIX}2020-01`]: 'unreadable' };

/** Each page or state of a page, in an order in which each can be reached from the one before. */
const SCREENS = [
  ['safety-first', async () => {}],
  ['today', (app) => app.acceptSafety()],
  ['library', page('#/library')],
  ['routine', page('#/routine/morning-mobility')],
  ['pose', page('#/pose/cat-cow')],
  ['settings', page('#/settings')],
  ['about-you', page('#/about-you')],
  ['safety', page('#/safety')],
  ['progress', page('#/progress')],
  ['player-ready', page('#/session/morning-mobility', '.player')],
  [
    'player',
    async (app) => {
      await app.button('Start').click();
      await app.waitForAudio(false);
      await skip(app, 3);
    },
  ],
  [
    'player-paused',
    async (app) => {
      await skip(app, 2);
      await app.button('Pause').click();
      await app.button('Resume').waitFor();
    },
  ],
  ['player-hurts', (app) => app.button('This hurts').click()],
  [
    'player-end',
    async (app) => {
      await app.button('Carry on as before').click();
      await app.page.waitForSelector('.dialog', { state: 'detached' });
      await app.button('End').click();
    },
  ],
  [
    'library-in-session',
    async (app) => {
      await app.button('Keep going').click();
      await app.page.waitForSelector('.dialog', { state: 'detached' });
      await page('#/library', '.return-bar')(app);
    },
  ],
  [
    'done',
    async (app) => {
      await page('#/session/morning-mobility', '.player')(app);
      await app.practiseEnough();
      await app.end();
    },
  ],
  ['meditation', page('#/session/box-breathing', '.player')],
  [
    'today-with-notices',
    async (app) => {
      await page('#/', '.offer')(app);
      await app.page.evaluate((data) => Object.assign(localStorage, data), UNREADABLE);
      await app.reload();
      await app.page.waitForSelector('.notice');
    },
  ],
];

function page(route, selector = '#title') {
  return async (app) => {
    await app.go(route);
    await app.page.waitForSelector(selector);
    // Until then the old page may be shown.
    await app.frames(4);
    await app.page.waitForFunction(() => !/coming/i.test(document.querySelector('#title').textContent));
  };
}

async function skip(app, steps) {
  for (let step = 0; step < steps; step += 1) {
    const last = await app.step();
    await app.press('ArrowRight');
    await app.waitForOtherStep(last);
  }
}

/** Two sessions a day for ten years, of which every fifth ended early: lines by the key of their month. */
function longHistory() {
  const segments = {};
  const today = Math.floor(Date.now() / DAY_MILLIS);
  for (let number = 0; number < YEARS * 365 * 2; number += 1) {
    const start = (today - 1 - Math.floor(number / 2)) * DAY_MILLIS + (number % 2 ? 7 : 20) * 3_600_000;
    const line = sessionLine(number, start, number % 5 ? {} : { practised: 312_000, outcome: 'ended_early' });
    const key = `${LOG_PREFIX}${new Date(start).toISOString().slice(0, 7)}`;
    segments[key] = `${segments[key] ?? ''}${line}\n`;
  }
  return segments;
}

const folder = resolve(process.argv[2] ?? 'target/screens');
const wanted = new RegExp(process.argv[3] ?? '');
mkdirSync(folder, { recursive: true });
const server = await serveDist({ dir: DIST });
const browser = await launchChromium();
const pictures = {};
try {
  for (const theme of ['light', 'dark']) {
    const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: theme });
    const before = (data) => Object.assign(localStorage, { ...data, ...localStorage });
    const argument = { ...longHistory(), [SETTINGS]: seal({ v: 2, data: { voice: false, theme } }) };
    const app = await App.open(context, server.url, { before, argument });
    for (const [name, reach] of SCREENS) {
      await reach(app);
      for (const size of SIZES) {
        for (const percent of FONT_PERCENTS) await take(app, name, { size, percent, theme });
      }
      await setFontPercent(app.page, 100);
    }
    await context.close();
  }
  await writeSheets();
} finally {
  await browser.close();
  await server.close();
}
console.log(`${Object.values(pictures).flat().length} pictures and ${Object.keys(pictures).length} sheets are in ${folder}`);

async function take({ page: window, ...app }, name, { size, percent, theme }) {
  const file = `${name}-${size.width}x${size.height}-${percent}-${theme}.png`;
  if (!wanted.test(file)) return;
  await window.setViewportSize(size);
  await setFontPercent(window, percent);
  await window.evaluate(() => scrollTo(0, 0));
  await window.screenshot({ path: join(folder, file) });
  (pictures[name] ??= []).push({ file, ...size });
}

/** A picture for each page that shows all of its pictures. */
async function writeSheets() {
  const window = await browser.newPage({ viewport: { width: 2600, height: 1000 } });
  for (const [name, files] of Object.entries(pictures)) {
    const figures = files.map(
      ({ file, width }) => `<figure><img src="${file}" width="${width}"><figcaption>${file}</figcaption></figure>`,
    );
    const style = 'body{display:flex;flex-wrap:wrap;gap:12px;align-items:start;background:#888;font:12px sans-serif}figure{margin:0}';
    const html = join(folder, `sheet-${name}.html`);
    writeFileSync(html, `<!doctype html><title>${name}</title><style>${style}</style>${figures.join('')}`);
    await window.goto(pathToFileURL(html).href);
    await window.screenshot({ path: join(folder, `sheet-${name}.png`), fullPage: true });
  }
}
