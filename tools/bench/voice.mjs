// Measures how long a session takes until its track has speech, which requires decoding clips and rendering the track again: the
// release build in dist/ in Chromium, throttled to a cheap phone. Run by hand: node tools/bench/voice.mjs

import { App, DIST, PHONE } from '../../tests/e2e/support/app.mjs';
import { launchChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';
import { forEach, mib, processesOf, quantile, resetPeak, status } from './support/measure.mjs';

/** CPU throttling factor. */
const THROTTLING = 4;
const RUNS = 5;
const ELSEWHERE = '#/settings';
const SESSIONS = { '10 min': '#/session/morning-mobility', '60 min': '#/session/morning-mobility?min=60' };
/** The longest acceptable task, in milliseconds. A touch has to wait for its end. */
const LONGEST_TASK = 50;
/** Tasks that start within this time after a session is opened, in milliseconds, count as drawing the page. */
const DRAWN_WITHIN = 400;

/** Records when tracks are rendered, and their sizes. Runs in the page, before the app. */
const instrument = () => {
  const bench = { tracks: [], unique: 0 };
  globalThis.bench = bench;
  globalThis.Blob = new Proxy(Blob, {
    construct(Original, [parts, options]) {
      const blob = new Original(parts, options);
      // A Blob within a Blob is shared; bytes are copied.
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

/** Whether all tracks have been rendered: there was one, and none followed for three seconds. */
const isComplete = () => {
  const last = globalThis.bench.tracks.findLast(({ at }) => at > globalThis.bench.opened);
  return last && performance.now() - last.at > 3000;
};

async function measure(url, storageState, route) {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: PHONE, storageState, serviceWorkers: 'block' });
  const { page } = await App.open(context, url + ELSEWHERE, { before: instrument, voice: true });
  const processes = await processesOf(browser);
  const before = forEach(processes, (pid) => status(pid, 'VmRSS'));
  forEach(processes, resetPeak);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
  const stopTracing = await startTracing(browser);
  await page.evaluate(open, route);
  await page.waitForFunction(isComplete, undefined, { timeout: 120_000 });
  const { opened, tracks } = await page.evaluate(() => globalThis.bench);
  const [drawing, rendering] = await stopTracing();
  const peak = forEach(processes, (pid) => status(pid, 'VmHWM'));
  await browser.close();
  const rendered = tracks.filter(({ at }) => at > opened);
  const [first, spoken] = [rendered[0], rendered.at(-1)];
  return {
    first: first.at - opened,
    spoken: spoken.at - opened,
    drawing,
    rendering,
    track: spoken,
    page: peak.page - before.page,
    browser: peak.browser - before.browser,
  };
}

/**
 * Starts a trace. Resolves to a function that stops it and returns the length of the page's longest task, in milliseconds: while
 * the page is drawn, and after that. Lengths are CPU time of the thread, to exclude other work of the machine.
 */
async function startTracing(browser) {
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
    'longest task: drawing, ms': most('drawing'),
    'rendering, ms': most('rendering'),
    'WAV file, MiB': mib(runs[0].track.bytes),
    'unique, MiB': mib(runs[0].track.unique),
    'page increase, MiB': mib(median('page')),
    'browser increase, MiB': mib(median('browser')),
    met: Math.max(most('drawing'), most('rendering')) <= LONGEST_TASK ? 'yes' : 'NO',
  };
}
await server.close();
console.log(`\nA session with speech at 1/${THROTTLING} of this machine's speed, with clips from a local server: medians and longest tasks of ${RUNS} runs`);
console.table(rows);
