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
const DRAWN_WITHIN = 400;

/** Notes when tracks are made and of how many bytes. In the page, ahead of the app. */
const watch = () => {
  const bench = { tracks: [], unique: 0 };
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
};

const open = (route) => {
  globalThis.bench.opened = performance.now();
  performance.mark('opened');
  location.hash = route;
};

/** The track of bells alone, where the clips do not come before it is whole, and then the one that speaks. */
const isMade = () => {
  const made = globalThis.bench.tracks.findLast(({ at }) => at > globalThis.bench.opened);
  return made && performance.now() - made.at > 3000;
};

async function measure(url, storageState, route) {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: PHONE, storageState, serviceWorkers: 'block' });
  const { page } = await App.open(context, url + ELSEWHERE, { before: watch, voice: true });
  const processes = await processesOf(browser);
  const before = forEach(processes, (pid) => status(pid, 'VmRSS'));
  forEach(processes, forgetPeak);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const slices = await tracing(browser);
  await page.evaluate(open, route);
  await page.waitForFunction(isMade, undefined, { timeout: 120_000 });
  const { opened, tracks } = await page.evaluate(() => globalThis.bench);
  const [drawing, making] = await slices();
  const more = forEach(processes, (pid) => status(pid, 'VmHWM'));
  await browser.close();
  const made = tracks.filter(({ at }) => at > opened);
  const [first, spoken] = [made[0], made.at(-1)];
  return {
    first: first.at - opened,
    spoken: spoken.at - opened,
    screen: drawing,
    longest: making,
    track: spoken,
    page: more.page - before.page,
    browser: more.browser - before.browser,
  };
}

/**
 * How long the page is deaf to a touch at a time, in milliseconds: the longest tasks of its thread while the screen is drawn, and
 * after that. It is the thread's own time, in which other work of a shared machine does not count.
 */
async function tracing(browser) {
  const system = await browser.newBrowserCDPSession();
  const events = [];
  system.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const traceConfig = { includedCategories: ['toplevel', 'blink.user_timing'] };
  await system.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  return async () => {
    const complete = new Promise((done) => system.once('Tracing.tracingComplete', done));
    await system.send('Tracing.end');
    await complete;
    const opened = events.find(({ name, cat }) => name === 'opened' && cat.includes('user_timing'));
    const tasks = events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === opened.pid && tid === opened.tid);
    const longest = (from, until) =>
      Math.max(...tasks.filter(({ ts }) => ts >= from && ts < until).map(({ tdur = 0 }) => tdur / 1000));
    const drawn = opened.ts + DRAWN_WITHIN * 1000;
    return [longest(opened.ts, drawn), longest(drawn, Infinity)];
  };
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
  const most = (kind) => Math.round(Math.max(...runs.map((run) => run[kind])));
  rows[name] = {
    'first track, ms': Math.round(median('first')),
    'voice, ms': Math.round(median('spoken')),
    'longest slice: screen, ms': most('screen'),
    'track, ms': most('longest'),
    'WAV file, MiB': mib(runs[0].track.bytes),
    'unique, MiB': mib(runs[0].track.unique),
    'page more, MiB': mib(median('page')),
    'browser more, MiB': mib(median('browser')),
    met: Math.max(most('screen'), most('longest')) <= LONGEST_SLICE ? 'yes' : 'NO',
  };
}
await server.close();
console.log(`\nA session with its voice at a ${SLOWER}th of this machine's speed, clips fetched from it: medians of ${RUNS}, the longest slices of all`);
console.table(rows);
