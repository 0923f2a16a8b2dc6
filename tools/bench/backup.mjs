// Measures backups of ten years with recordings: the release build in dist/ in Chromium, throttled to a cheap phone. For making, restoring
// and merging one, and undoing that: how long it takes, the longest task, and the peak memory. Run by hand: node tools/bench/backup.mjs

import { App, DIST, PHONE, SETTINGS, seal } from '../../tests/e2e/support/app.mjs';
import { backup, clickButton, linesOf, storeRecordings } from '../../tests/e2e/support/backup.mjs';
import { launchChromium } from '../../tests/e2e/support/browsers.mjs';
import { longHistory, store } from '../../tests/e2e/support/history.mjs';
import { serveDist } from '../serve.mjs';
import { mib, quantile, resetPeak, processesOf, status } from './support/measure.mjs';

/** CPU throttling factor. */
const THROTTLING = 4;
const RUNS = Number(process.env.UNKNOT_RUNS ?? 3);
const DAYS = 3650;
/** As many lines in one's own voice as a session of ten minutes has, of four seconds each. */
const RECORDINGS = 40;
const RECORDING_BYTES = 64_000;
/** The longest task that is acceptable, in milliseconds. */
const BOUND = 50;
const PATIENCE = 300_000;

/** Notes how long tasks take. Runs before the app. */
const instrument = () => {
  globalThis.bench = { longest: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.bench.longest = Math.max(globalThis.bench.longest, entry.duration);
  }).observe({ type: 'longtask' });
};

/** Settings under which the safety page has been read, and nothing is spoken. Runs before the app. */
const settle = ({ key, text }) => {
  if (!localStorage.getItem(key)) localStorage.setItem(key, text);
};
const SETTLED = { key: SETTINGS, text: seal({ v: 2, data: { voice: false, safety_read: true } }) };

/** Puts a file into the page, ready to be chosen. */
const prepareFile = (text) => {
  globalThis.bench.file = new File([text], 'a-file');
};

const chooseFile = () => {
  const chosen = new DataTransfer();
  chosen.items.add(globalThis.bench.file);
  const field = document.querySelector('#restore-choose').previousElementSibling;
  field.files = chosen.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
};

const includes = (part) => document.querySelector('main').innerText.includes(part);

const history = longHistory(DAYS);
const texts = Array.from({ length: RECORDINGS }, (_, n) => `Line ${n}.`);
const recordings = texts.map((text) => ({ text, bytes: new Uint8Array(RECORDING_BYTES).fill(7) }));
const whole = backup({ entries: linesOf(history), settings: { voice: false, safety_read: true }, recordings });
const recent = longHistory(DAYS / 2);

/** What is measured: with what in the profile, how it begins, and when it is over. */
const WORK = {
  make: {
    has: history,
    begin: (page) => page.evaluate(clickButton, 'Make a backup'),
    ends: 'The file is ready',
  },
  'preview, empty': { begin: (page) => page.evaluate(chooseFile), ends: 'In this backup' },
  restore: { begin: (page) => page.evaluate(clickButton, 'Restore'), ends: 'sessions were added' },
  undo: { begin: (page) => page.evaluate(clickButton, 'Undo the restore'), ends: 'has been undone' },
  'preview, half is here': {
    has: recent,
    begin: (page) => page.evaluate(chooseFile),
    ends: 'In this backup',
  },
  merge: { begin: (page) => page.evaluate(clickButton, 'Restore'), ends: 'sessions were added' },
  'undo the merge': { begin: (page) => page.evaluate(clickButton, 'Undo the restore'), ends: 'has been undone' },
};

const server = await serveDist({ dir: DIST, brotli: true });
const results = {};
for (let run = 0; run < RUNS; run += 1) {
  let browser;
  let page;
  for (const [name, { has, begin, ends }] of Object.entries(WORK)) {
    if (has || !page || name.startsWith('preview')) {
      await browser?.close();
      browser = await launchChromium();
      const context = await browser.newContext({ viewport: PHONE, serviceWorkers: 'block' });
      const app = await App.open(context, `${server.url}#/your-data`, { before: settle, argument: SETTLED, voice: true });
      if (has) await store(app, has);
      if (name === 'make') await app.page.evaluate(storeRecordings, [texts, RECORDING_BYTES]);
      await app.page.addInitScript(instrument);
      await app.reload();
      page = app.page;
      await page.waitForSelector('#restore-choose');
      await page.evaluate(prepareFile, whole);
      await page.waitForTimeout(3000);
      const devtools = await context.newCDPSession(page);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
    }
    const { page: renderer } = await processesOf(browser);
    const before = status(renderer, 'VmRSS');
    resetPeak(renderer);
    await page.evaluate(() => {
      globalThis.bench.longest = 0;
      globalThis.bench.start = performance.now();
    });
    await begin(page);
    await page.waitForFunction(includes, ends, { timeout: PATIENCE });
    const { longest, time } = await page.evaluate(() => ({ longest: globalThis.bench.longest, time: performance.now() - globalThis.bench.start }));
    const more = status(renderer, 'VmHWM') - before;
    (results[name] ??= []).push({ time, longest, more });
  }
  await browser.close();
}
await server.close();

const rows = {};
for (const [name, list] of Object.entries(results)) {
  const median = (kind) => quantile(list.map((one) => one[kind]), 0.5);
  const longest = Math.round(median('longest'));
  rows[name] = { 'time, s': Number((median('time') / 1000).toFixed(1)), 'longest task, ms': longest, met: longest <= BOUND ? 'yes' : 'NO', 'memory at its peak, MiB more': mib(median('more')) };
}
const size = (whole.length / 1e6).toFixed(1);
console.log(`\n${2 * DAYS} sessions and ${RECORDINGS} recordings, ${size} MB, at 1/${THROTTLING} of this machine's speed, medians of ${RUNS} runs. No task may take over ${BOUND} ms.`);
console.table(rows);
