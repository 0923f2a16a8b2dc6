// What it takes of a cheap phone until a session speaks: its clips are decoded, and its track is mixed anew with them. The
// release build in dist/ in Chromium, slowed down. By hand: node tools/bench/voice.mjs

import { App, DIST, PHONE } from '../../tests/e2e/support/app.mjs';
import { launchChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';
import { forEach, forgetPeak, mib, processesOf, quantile, status } from './support/measure.mjs';

/** How many times slower than this machine. */
const SLOWER = 4;
const RUNS = 5;
const ELSEWHERE = '#/settings';
const SESSIONS = { '10 min': '#/session/morning-mobility', '60 min': '#/session/morning-mobility?min=60' };
/** So long may a touch wait, in milliseconds. */
const LONGEST_SLICE = 50;
/** What begins so soon after a session is opened, in milliseconds, is the drawing of its screen. */
const DRAWN_FROM_WITHIN = 100;

/** Notes when tracks are made and of how many bytes, and how long the page is deaf to a touch. In the page, ahead of the app. */
const watch = () => {
  const bench = { tracks: [], slices: [], unique: 0 };
  globalThis.bench = bench;
  globalThis.Blob = new Proxy(Blob, {
    construct(Original, [parts, options]) {
      const blob = new Original(parts, options);
      // A Blob in a Blob is shared, bytes are copied.
      for (const part of parts) bench.unique += part.byteLength ?? 0;
      if (blob.type === 'audio/wav') {
        bench.tracks.push({ at: performance.now(), bytes: blob.size, unique: bench.unique });
        bench.unique = 0;
      }
      return blob;
    },
  });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.slices.push({ at: startTime, duration });
  }).observe({ type: 'longtask' });
};

const open = (route) => {
  globalThis.bench.opened = performance.now();
  globalThis.bench.slices = [];
  location.hash = route;
};

/** The track of bells alone, then the one that speaks. */
const speaks = () => globalThis.bench.tracks.filter(({ at }) => at > globalThis.bench.opened).length > 1;

async function measure(url, storageState, route) {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: PHONE, storageState, serviceWorkers: 'block' });
  const { page } = await App.open(context, url + ELSEWHERE, { before: watch, voice: true });
  const processes = await processesOf(browser);
  const before = forEach(processes, (pid) => status(pid, 'VmRSS'));
  forEach(processes, forgetPeak);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.evaluate(open, route);
  await page.waitForFunction(speaks, undefined, { timeout: 120_000 });
  // What is still to be told of long slices is.
  await page.waitForTimeout(500);
  const { opened, tracks, slices } = await page.evaluate(() => globalThis.bench);
  const more = forEach(processes, (pid) => status(pid, 'VmHWM'));
  await browser.close();
  const [bells, spoken] = tracks.filter(({ at }) => at > opened);
  return {
    bells: bells.at - opened,
    spoken: spoken.at - opened,
    screen: longest(slices.filter(({ at }) => at - opened < DRAWN_FROM_WITHIN)),
    longest: longest(slices.filter(({ at }) => at - opened >= DRAWN_FROM_WITHIN)),
    track: spoken,
    page: more.page - before.page,
    browser: more.browser - before.browser,
  };
}

/** Of slices that a browser tells of; it does not of those below 50 ms. */
function longest(slices) {
  return Math.max(0, ...slices.map(({ duration }) => duration));
}

const server = await serveDist({ dir: DIST, brotli: true });
const browser = await launchChromium();
const context = await browser.newContext();
await App.openToday(context, server.url, { voice: true });
const state = await context.storageState();
await browser.close();

const rows = {};
for (const [name, route] of Object.entries(SESSIONS)) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measure(server.url, state, route));
  const median = (kind) => quantile(runs.map((run) => run[kind]), 0.5);
  const most = Math.round(Math.max(...runs.map((run) => run.longest)));
  rows[name] = {
    'bells, ms': Math.round(median('bells')),
    'voice, ms': Math.round(median('spoken')),
    'screen, ms': Math.round(median('screen')),
    'longest slice after, ms': most || `< ${LONGEST_SLICE}`,
    'WAV file, MiB': mib(runs[0].track.bytes),
    'unique, MiB': mib(runs[0].track.unique),
    'page more, MiB': mib(median('page')),
    'browser more, MiB': mib(median('browser')),
    met: most <= LONGEST_SLICE ? 'yes' : 'NO',
  };
}
await server.close();
console.log(`\nA session with its voice at a ${SLOWER}th of this machine's speed, clips fetched from it: medians of ${RUNS}, the longest slice of all`);
console.table(rows);
