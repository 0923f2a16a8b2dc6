// Measures how busy the main thread is during a session, which determines the use of the battery: in a hold, in a moving pose, and
// while hidden, beside an empty Leptos page in the same browser, which does nothing in the same time. Uses the release build in dist/ in
// Chromium. Run by hand: node tools/bench/playing.mjs

import { loadavg } from 'node:os';

import { App, DIST } from '../../tests/e2e/support/app.mjs';
import { launchTabbedChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';
import { buildEmptyPage } from './support/empty_page.mjs';

const SECONDS = 18;
/**
 * Times in Morning mobility with its preparation of 16 seconds, and the largest acceptable share of the main thread in percent. In order,
 * because a session doesn't follow its element back. In the hold, the figure has got into the pose.
 */
const PLACES = [
  { what: 'moving (pelvic tilt)', at: 80, bound: 5 },
  { what: 'moving (knee rolls)', at: 137, bound: 5 },
  { what: 'hidden (cat and cow)', at: 397, bound: 0.1, isHidden: true },
  { what: 'hold (half-kneeling hip stretch)', at: 459, seconds: 13, bound: 1.5 },
];

/** Reads the times of a page's main thread, in seconds. */
async function meter(context, page) {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'timeTicks' });
  return async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const value = (name) => metrics.find((metric) => metric.name === name).value;
    return { busy: value('TaskDuration'), script: value('ScriptDuration'), now: value('Timestamp') };
  };
}

/** The shares of the main thread's time from now on, in percent. */
async function measure(page, read, seconds = SECONDS) {
  const before = await read();
  await page.waitForTimeout(seconds * 1000);
  const after = await read();
  const share = (name) => Number(((100 * (after[name] - before[name])) / (after.now - before.now)).toFixed(2));
  return { busy: share('busy'), script: share('script') };
}

const folder = buildEmptyPage();
const [server, emptyServer] = await Promise.all([serveDist({ dir: DIST, brotli: true }), serveDist({ dir: folder })]);
const browser = await launchTabbedChromium();
const { context } = browser;
const empty = await context.newPage();
await empty.goto(emptyServer.url);
await empty.getByRole('heading', { name: 'Empty' }).waitFor();
// By keyboard: Chromium moves a mouse that has been in the page again with every frame, and a phone has none.
const app = await App.open(context, server.url);
await app.button("I've read this").press('Enter');
await app.page.waitForSelector('.offer');
const [readEmpty, readApp] = [await meter(context, empty), await meter(context, app.page)];
const rows = {};
const row = (app, empty, bound) => ({
  'main thread %': app.busy,
  'of that script %': app.script,
  'empty page %': empty.busy,
  bound,
  met: app.busy - empty.busy <= bound ? 'yes' : 'NO',
});
// In front of both in turn, it hides them.
const front = await context.newPage();
await empty.bringToFront();
const shown = await measure(empty, readEmpty);
await app.page.bringToFront();
await app.go('#/session/morning-mobility');
await app.page.waitForSelector('.player');
await app.button('Start').press('Enter');
await app.waitForAudio(false);
for (const { what, at, seconds, bound, isHidden = false } of PLACES) {
  await (isHidden ? front : app.page).bringToFront();
  await app.page.evaluate((seconds) => (globalThis.appAudio.currentTime = seconds), at);
  await app.page.waitForTimeout(3000);
  // Both are measured at the same time, if neither is shown.
  const [own, other] = await Promise.all([measure(app.page, readApp, seconds), isHidden ? measure(empty, readEmpty) : shown]);
  rows[what] = row(own, other, bound);
}
await browser.close();
await Promise.all([server.close(), emptyServer.close()]);
console.log(`\nShare of the main thread's time over ${SECONDS} s, at this machine's full speed, at a load of ${loadavg()[0].toFixed(1)}. The bound is for what the app has more than an empty page`);
console.table(rows);
