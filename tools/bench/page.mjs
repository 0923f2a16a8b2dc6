// How long a person waits for a session, and what it takes of the phone's memory. The release build in dist/ in
// Chromium, slowed down to a cheap phone. By hand: node tools/bench/page.mjs
//
// Each run is the first in its page, so that no code has warmed up. Times depend on the machine and on what else it
// does: a loop of plain reckoning, run just before in the same slowed page, says what they are worth.

import { cpus, loadavg } from 'node:os';

import { App, DIST, PHONE } from '../../tests/e2e/support/app.mjs';
import { launchChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';
import { forEach, forgetPeak, mib, processesOf, quantile, status } from './support/measure.mjs';

/** How many times slower than this machine. */
const SLOWER = 4;
const RUNS = 20;
const MEMORY_RUNS = 3;
/** A screen that makes no track ready. */
const ELSEWHERE = '#/settings';
const SESSIONS = [
  { name: '10 min', route: '#/session/morning-mobility', readyWithin: 400 },
  { name: '60 min', route: '#/session/morning-mobility?min=60', readyWithin: 1000 },
];
const SOUND_WITHIN = 100;

/** Notes, in the page, when what happens to the element, what the track is made of, and the memory of the wasm. */
const watch = () => {
  const bench = { track: { bytes: 0, unique: 0 } };
  globalThis.bench = bench;
  const { load } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.load = function watched() {
    if (this.src) {
      bench.loaded = performance.now();
      for (const name of ['loadedmetadata', 'playing']) {
        const note = (event) => {
          bench[name] = event.timeStamp;
          bench.waiting?.(name);
        };
        this.addEventListener(name, note, { once: true });
      }
    }
    return load.call(this);
  };
  bench.until = (wanted) =>
    new Promise((done) => {
      bench.waiting = (name) => name === wanted && done();
    });
  addEventListener('click', (event) => (bench.tapped = event.timeStamp), { capture: true });

  globalThis.Blob = new Proxy(Blob, {
    construct(Original, [parts, options]) {
      const blob = new Original(parts, options);
      // A Blob in a Blob is shared, bytes are copied.
      for (const part of parts) bench.track.unique += part.byteLength ?? 0;
      if (blob.type === 'audio/wav') bench.track.bytes = blob.size;
      return blob;
    },
  });

  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...args) => {
    const made = await instantiateStreaming(...args);
    bench.memory = made.instance.exports.memory;
    return made;
  };
};

/** Run in the page: the time of so much reckoning that it is well above the grain of the clock. */
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
  const ready = globalThis.bench.until('loadedmetadata');
  globalThis.bench.opened = performance.now();
  location.hash = route;
  await ready;
};

async function tapStart(page) {
  const sound = page.evaluate(() => globalThis.bench.until('playing'));
  await page.click('.round-button--main');
  await sound;
}

async function measureTimes(browser, url, storageState, route) {
  // Without a service worker: on a first visit it would be storing the app meanwhile.
  const context = await browser.newContext({ viewport: PHONE, storageState, serviceWorkers: 'block' });
  const { page } = await App.open(context, url + ELSEWHERE, { before: watch });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const loop = await page.evaluate(calibrate);
  await page.evaluate(open, route);
  await tapStart(page);
  const times = await page.evaluate(() => {
    const { opened, loaded, loadedmetadata, tapped, playing } = globalThis.bench;
    return { made: loaded - opened, ready: loadedmetadata - opened, sound: playing - tapped };
  });
  await context.close();
  return { loop, ...times };
}

/** Memory in MiB before a session was opened, and at most until it had played for a while. */
async function measureMemory(url, storageState, route) {
  const browser = await launchChromium();
  const context = await browser.newContext({ viewport: PHONE, storageState, serviceWorkers: 'block' });
  const { page } = await App.open(context, url + ELSEWHERE, { before: watch });
  const processes = await processesOf(browser);
  const wasm = () => page.evaluate(() => globalThis.bench.memory.buffer.byteLength);
  const before = { wasm: await wasm(), ...forEach(processes, (pid) => status(pid, 'VmRSS')) };
  forEach(processes, forgetPeak);
  await page.evaluate(open, route);
  await tapStart(page);
  await page.waitForFunction(() => globalThis.appAudio.currentTime > 3);
  const peak = { wasm: await wasm(), ...forEach(processes, (pid) => status(pid, 'VmHWM')) };
  const track = await page.evaluate(() => globalThis.bench.track);
  await browser.close();
  return { before, peak, track };
}

// ---------------------------------------------------------------- what is printed

function timesRow(runs, kind, within) {
  const times = runs.map((run) => run[kind]);
  const loops = runs.map((run) => run[kind] / run.loop);
  const row = { min: Math.min(...times), median: quantile(times, 0.5), p95: quantile(times, 0.95), max: Math.max(...times) };
  return {
    ...forEach(row, (time) => Number(time.toFixed(1))),
    'median in loops': Number(quantile(loops, 0.5).toFixed(2)),
    ...(within && { bound: within, met: row.p95 <= within ? 'yes' : 'NO' }),
  };
}

function memoryRow(runs, kind) {
  const median = (value) => mib(quantile(runs.map(value), 0.5));
  return {
    before: median((run) => run.before[kind]),
    peak: median((run) => run.peak[kind]),
    more: median((run) => run.peak[kind] - run.before[kind]),
  };
}

const server = await serveDist({ dir: DIST, brotli: true });
const browser = await launchChromium();
const context = await browser.newContext();
await App.openToday(context, server.url);
const state = await context.storageState();
console.log(
  `Chromium ${browser.version()} at a ${SLOWER}th of the speed of ${cpus().length} × ${cpus()[0].model}, ` +
    `load ${loadavg()[0].toFixed(1)}`,
);

const times = {};
const loops = [];
for (const { name, route, readyWithin } of SESSIONS) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await measureTimes(browser, server.url, state, route));
  times[`${name}: opening to track made`] = timesRow(runs, 'made');
  times[`${name}: opening to track ready`] = timesRow(runs, 'ready', readyWithin);
  times[`${name}: tap to playing`] = timesRow(runs, 'sound', SOUND_WITHIN);
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
  console.log(`\nMiB: the wasm's memory, and the processes of the page and of the browser, medians of ${MEMORY_RUNS}`);
  console.table(memory);
}
await server.close();
