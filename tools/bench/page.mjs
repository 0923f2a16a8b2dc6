// Measures how long a session takes to be ready, and how much memory it needs: the release build in dist/ in Chromium, throttled to
// a cheap phone. Run by hand: node tools/bench/page.mjs
//
// Each run uses a new page, so that no code is warm. Times depend on the machine and its load, so each run also measures a loop of
// plain arithmetic in the same throttled page as a reference.

import { cpus, loadavg } from 'node:os';

import { App, DIST, PHONE } from '../../tests/e2e/support/app.mjs';
import { launchChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';
import { forEach, mib, processesOf, quantile, resetPeak, status } from './support/measure.mjs';

/** CPU throttling factor. */
const THROTTLING = 4;
const RUNS = 20;
const MEMORY_RUNS = 3;
/** A page that prepares no track. */
const ELSEWHERE = '#/settings';
/** Bounds are in milliseconds. */
const SESSIONS = [
  { name: '10 min', route: '#/session/morning-mobility', readyBound: 400 },
  { name: '60 min', route: '#/session/morning-mobility?min=60', readyBound: 1000 },
];
const SOUND_BOUND = 100;

/** Records the times of the element's events, the size of the track, and the program's memory. Runs in the page, before the app. */
const instrument = () => {
  const bench = { track: { bytes: 0, unique: 0 } };
  globalThis.bench = bench;
  const { load } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.load = function instrumented() {
    if (this.src) {
      bench.loaded = performance.now();
      for (const name of ['loadedmetadata', 'playing']) {
        const record = (event) => {
          bench[name] = event.timeStamp;
          bench.waiting?.(name);
        };
        this.addEventListener(name, record, { once: true });
      }
    }
    return load.call(this);
  };
  bench.waitFor = (wanted) =>
    new Promise((done) => {
      bench.waiting = (name) => name === wanted && done();
    });
  addEventListener('click', (event) => (bench.tapped = event.timeStamp), { capture: true });

  globalThis.Blob = new Proxy(Blob, {
    construct(Original, [parts, options]) {
      const blob = new Original(parts, options);
      // A Blob within a Blob is shared; bytes are copied.
      for (const part of parts) bench.track.unique += part.byteLength ?? 0;
      if (blob.type === 'audio/wav') bench.track.bytes = blob.size;
      return blob;
    },
  });

  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...args) => {
    const result = await instantiateStreaming(...args);
    bench.memory = result.instance.exports.memory;
    return result;
  };
};

/** The time of the reference loop, which is well above the clock's resolution. Runs in the page. */
const calibrate = () => {
  const loop = () => {
    const start = performance.now();
    let value = 1;
    for (let n = 0; n < 5_000_000; n += 1) value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0;
    globalThis.bench.value = value;
    return performance.now() - start;
  };
  return Math.min(loop(), loop(), loop());
};

const open = async (route) => {
  const ready = globalThis.bench.waitFor('loadedmetadata');
  globalThis.bench.opened = performance.now();
  location.hash = route;
  await ready;
};

async function tapStart(page) {
  const sound = page.evaluate(() => globalThis.bench.waitFor('playing'));
  await page.click('.round-button--main');
  await sound;
}

async function measureTimes(browser, url, storageState, route) {
  // A service worker would cache the app at the same time.
  const context = await browser.newContext({ viewport: PHONE, storageState, serviceWorkers: 'block' });
  const { page } = await App.open(context, url + ELSEWHERE, { before: instrument });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
  const loop = await page.evaluate(calibrate);
  await page.evaluate(open, route);
  await tapStart(page);
  const times = await page.evaluate(() => {
    const { opened, loaded, loadedmetadata, tapped, playing } = globalThis.bench;
    return { rendered: loaded - opened, ready: loadedmetadata - opened, sound: playing - tapped };
  });
  await context.close();
  return { loop, ...times };
}

/** Memory in bytes before a session is opened, and its peak until the session has played for three seconds. */
async function measureMemory(url, storageState, route) {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: PHONE, storageState, serviceWorkers: 'block' });
  const { page } = await App.open(context, url + ELSEWHERE, { before: instrument });
  const processes = await processesOf(browser);
  const wasm = () => page.evaluate(() => globalThis.bench.memory.buffer.byteLength);
  const before = { wasm: await wasm(), ...forEach(processes, (pid) => status(pid, 'VmRSS')) };
  forEach(processes, resetPeak);
  await page.evaluate(open, route);
  await tapStart(page);
  await page.waitForFunction(() => globalThis.appAudio.currentTime > 3);
  const peak = { wasm: await wasm(), ...forEach(processes, (pid) => status(pid, 'VmHWM')) };
  const track = await page.evaluate(() => globalThis.bench.track);
  await browser.close();
  return { before, peak, track };
}

// ---------------------------------------------------------------- output

function timesRow(runs, kind, bound) {
  const times = runs.map((run) => run[kind]);
  const loops = runs.map((run) => run[kind] / run.loop);
  const row = { min: Math.min(...times), median: quantile(times, 0.5), p95: quantile(times, 0.95), max: Math.max(...times) };
  return {
    ...forEach(row, (time) => Number(time.toFixed(1))),
    'median in loops': Number(quantile(loops, 0.5).toFixed(2)),
    ...(bound && { bound, met: row.p95 <= bound ? 'yes' : 'NO' }),
  };
}

function memoryRow(runs, kind) {
  const median = (value) => mib(quantile(runs.map(value), 0.5));
  return {
    before: median((run) => run.before[kind]),
    peak: median((run) => run.peak[kind]),
    increase: median((run) => run.peak[kind] - run.before[kind]),
  };
}

const server = await serveDist({ dir: DIST, brotli: true });
const browser = await launchChromium();
const context = await browser.newContext();
await App.openToday(context, server.url);
const state = await context.storageState();
console.log(
  `Chromium ${browser.version()} at 1/${THROTTLING} of the speed of ${cpus().length} × ${cpus()[0].model}, ` +
    `load ${loadavg()[0].toFixed(1)}`,
);

const times = {};
const loops = [];
for (const { name, route, readyBound } of SESSIONS) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measureTimes(browser, server.url, state, route));
  times[`${name}: opening to track rendered`] = timesRow(runs, 'rendered');
  times[`${name}: opening to track ready`] = timesRow(runs, 'ready', readyBound);
  times[`${name}: tap to playing`] = timesRow(runs, 'sound', SOUND_BOUND);
  loops.push(...runs.map((run) => run.loop));
}
await browser.close();
console.log(`\nMilliseconds, ${RUNS} runs each; a loop took ${quantile(loops, 0.5).toFixed(1)} (${Math.min(...loops).toFixed(1)} to ${Math.max(...loops).toFixed(1)})`);
console.table(times);

if (process.platform === 'linux') {
  const memory = {};
  for (const { name, route } of SESSIONS) {
    const runs = [];
    for (let run = 0; run < MEMORY_RUNS; run += 1) runs.push(await measureMemory(server.url, state, route));
    for (const kind of ['wasm', 'page', 'browser']) memory[`${name}: ${kind}`] = memoryRow(runs, kind);
    const { bytes, unique } = runs[0].track;
    memory[`${name}: WAV file`] = { peak: mib(bytes) };
    memory[`${name}: unique bytes`] = { peak: mib(unique) };
  }
  console.log(`\nMiB: WebAssembly memory, page process and browser process, medians of ${MEMORY_RUNS} runs`);
  console.table(memory);
}
await server.close();
