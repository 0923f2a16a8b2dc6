// Measures how busy the main thread is during a session, which determines the use of the battery: in a hold, in a moving pose, and
// while hidden. Uses the release build in dist/ in Chromium. Run by hand: node tools/bench/playing.mjs

import { App, DIST } from '../../tests/e2e/support/app.mjs';
import { launchTabbedChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';

const SECONDS = 18;
/** Times in Morning mobility with a preparation of ten seconds, and the largest acceptable share of the main thread in percent. */
const PLACES = [
  { what: 'hold (half-kneeling hip stretch)', at: 450, bound: 2 },
  { what: 'moving (pelvic tilt)', at: 66, bound: 8 },
  { what: 'moving (cat and cow)', at: 392, bound: 8 },
  { what: 'hidden (cat and cow)', at: 392, bound: 1, isHidden: true },
];

const server = await serveDist({ dir: DIST, brotli: true });
const browser = await launchTabbedChromium();
const { context } = browser;
const other = await context.newPage();
const app = await App.openToday(context, server.url);
await app.startSession('morning-mobility');
const devtools = await context.newCDPSession(app.page);
await devtools.send('Performance.enable', { timeDomain: 'timeTicks' });

const metrics = async () => {
  const { metrics: list } = await devtools.send('Performance.getMetrics');
  const value = (name) => list.find((metric) => metric.name === name).value;
  return { busy: value('TaskDuration'), script: value('ScriptDuration'), now: value('Timestamp') };
};

const rows = {};
for (const { what, at, bound, isHidden } of PLACES) {
  await (isHidden ? other : app.page).bringToFront();
  await app.page.evaluate((seconds) => (globalThis.appAudio.currentTime = seconds), at);
  await app.page.waitForTimeout(3000);
  const before = await metrics();
  await app.page.waitForTimeout(SECONDS * 1000);
  const after = await metrics();
  const share = (name) => Number(((100 * (after[name] - before[name])) / (after.now - before.now)).toFixed(2));
  rows[what] = { 'main thread %': share('busy'), 'of that script %': share('script'), bound, met: share('busy') <= bound ? 'yes' : 'NO' };
}
await browser.close();
await server.close();
console.log(`\nShare of the main thread's time over ${SECONDS} s, at this machine's full speed`);
console.table(rows);
