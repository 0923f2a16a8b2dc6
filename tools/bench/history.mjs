// Measures what a long history costs: the release build in dist/ in Chromium, throttled to a cheap phone, with ten years of two
// sessions a day beside an empty log. Run by hand: node tools/bench/history.mjs
//
// Runs with and without the history alternate, so that the load of the machine affects both, and each measures a loop of plain
// arithmetic as a reference.

import { App, DIST, PHONE } from '../../tests/e2e/support/app.mjs';
import { launchChromium } from '../../tests/e2e/support/browsers.mjs';
import { longHistory, store } from '../../tests/e2e/support/history.mjs';
import { serveDist } from '../serve.mjs';
import { quantile } from './support/measure.mjs';

/** CPU throttling factor. */
const THROTTLING = 4;
const RUNS = Number(process.env.UNKNOT_RUNS ?? 7);
const DAYS = 3650;
/** The largest acceptable times with the long history, and by how much it may delay the start, in milliseconds. */
const BOUNDS = { progress: 300, delete: 100, undo: 100 };
const START_DELAY = 20;
const SETTLE_TIMEOUT = 60_000;
/** How long nothing happens between what is prepared and what is measured, in milliseconds. */
const SETTLE = 2000;

/** Measures in the page, and notes when the first page is drawn. Runs before the app. */
const instrument = () => {
  const bench = { longest: 0 };
  globalThis.bench = bench;
  // Waits for a condition, frame by frame. What never comes true is an error, or the whole measurement would wait for it.
  bench.until = async (isDone) => {
    const deadline = performance.now() + 60_000;
    while (!isDone()) {
      if (performance.now() > deadline) throw new Error(`not in 60 s: ${isDone}`);
      await new Promise((done) => requestAnimationFrame(done));
    }
  };
  // The time from `act` until `isDone`, laid out and painted.
  bench.time = async (act, isDone) => {
    const start = performance.now();
    act();
    await bench.until(isDone);
    document.body.getBoundingClientRect();
    // The next task after the frame, before those that the page has put off until then.
    await new Promise((done) => requestAnimationFrame(() => scheduler.postTask(done, { priority: 'user-blocking' })));
    return performance.now() - start;
  };
  // The time from `start` until nothing is drawn any more, once `isDone`.
  bench.drawnSince = async (start, isDone) => {
    let last = start;
    const observer = new MutationObserver(() => {
      last = performance.now();
    });
    observer.observe(document, { childList: true, subtree: true });
    await bench.until(() => isDone() && performance.now() > last + 1000);
    observer.disconnect();
    return last - start;
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.longest = Math.max(bench.longest, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function reveal() {
    bench.audio = this;
    return play.call(this);
  };
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.offer') || document.querySelector('#splash')) return;
    observer.disconnect();
    bench.drawn = performance.now();
  });
  observer.observe(document, { childList: true, subtree: true });
};

/** Plain arithmetic, as a reference for the speed of the machine. Runs in the page. */
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

/** What a person does with a history, each in milliseconds. Runs in the page. */
const perform = async () => {
  const { drawnSince, time, until } = globalThis.bench;
  const all = (selector) => document.querySelectorAll(selector);
  const has = (selector) => () => all(selector).length > 0;
  const go = (hash) => () => {
    location.hash = hash;
  };
  const title = (text) => () => document.querySelector('#title')?.textContent === text;
  const press = (selector) => () => document.querySelector(selector).click();
  const times = {};
  times.library = await time(go('#/library'), has('[type=search]'));
  const cards = () => [...all('main .card--link')].map((card) => card.textContent).join('\n');
  const before = cards();
  times.search = await time(
    () => {
      const field = document.querySelector('[type=search]');
      field.value = 'hips';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    () => cards() !== before,
  );
  times.today = await time(go('#/'), has('.offer'));
  times['session: start'] = await time(press('.offer .button--main'), has('.player'));
  // Some practice, without which nothing is recorded.
  await until(() => globalThis.bench.audio?.paused === false);
  globalThis.bench.audio.currentTime = 100;
  await until(() => Number(document.querySelector('.player__left').textContent.match(/\d+/)[0]) < 10);
  [...all('.player button')].find((button) => button.textContent === 'End').click();
  await until(has('dialog [type=button]'));
  times['session: end'] = await time(press('dialog [type=button]'), has('.done'));
  const opened = performance.now();
  const whole = drawnSince(opened, has('.session-row'));
  times.progress = await time(go('#/progress'), title('Progress'));
  times['progress: all of it'] = await whole;
  const rows = all('.session-row').length;
  if (rows > 0) {
    times.delete = await time(press('.session-row .icon-button'), () => all('.session-row').length < rows);
    times.undo = await time(press('#undo'), () => all('.session-row').length === rows);
  }
  return times;
};

/** The time that the browser takes to load localStorage when a page first asks for it, in milliseconds. Runs in the page. */
const openStorage = () => {
  const start = performance.now();
  localStorage.getItem('');
  return performance.now() - start;
};

/** A context in which the history is stored, and a throttled page of it. */
async function prepare(browser, url, storageState, history) {
  const context = await browser.newContext({ viewport: PHONE, storageState, serviceWorkers: 'block' });
  const { page, ...app } = await App.open(context, `${url}#/settings`);
  if (history) await store({ page, ...app }, history);
  // The browser writes to its disk after the page has been told that all is stored.
  await page.waitForTimeout(SETTLE);
  await page.close();
  const fresh = new App(await context.newPage(), url);
  const devtools = await context.newCDPSession(fresh.page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
  return { context, fresh };
}

/** What the browser itself takes of a start: a page without a program, in a context of its own, or the next page would find the store loaded. */
async function measureStorage(...profile) {
  const { context, fresh } = await prepare(...profile);
  await fresh.page.goto(`${fresh.url}licences.txt`);
  const time = await fresh.page.evaluate(openStorage);
  await context.close();
  return time;
}

async function measure(...profile) {
  const storage = await measureStorage(...profile);
  const { context, fresh } = await prepare(...profile);
  await fresh.page.addInitScript(instrument);
  await fresh.page.goto(fresh.url);
  await fresh.page.waitForFunction(() => globalThis.bench.drawn);
  const { drawn } = await fresh.page.evaluate(() => globalThis.bench);
  // The week is the last that is drawn: it needs the library and the whole history.
  await fresh.page.waitForSelector('.week', { timeout: SETTLE_TIMEOUT });
  await fresh.page.waitForTimeout(SETTLE);
  const { longest } = await fresh.page.evaluate(() => globalThis.bench);
  const loop = await fresh.page.evaluate(calibrate);
  const times = await fresh.page.evaluate(perform);
  await context.close();
  return { loop, 'localStorage alone': storage, start: drawn, 'start: longest task': longest, ...times };
}

const server = await serveDist({ dir: DIST, brotli: true });
const browser = await launchChromium();
const first = await browser.newContext();
await App.openToday(first, server.url);
const state = await first.storageState();
await first.close();

const runs = { empty: [], full: [] };
const history = longHistory(DAYS);
for (let run = 0; run < RUNS; run += 1) {
  runs.empty.push(await measure(browser, server.url, state));
  runs.full.push(await measure(browser, server.url, state, history));
}
await browser.close();
await server.close();

const median = (list, kind) => Number(quantile(list.map((run) => run[kind]), 0.5).toFixed(1));
const rows = {};
for (const kind of Object.keys(runs.full[0])) {
  const full = median(runs.full, kind);
  const empty = runs.empty[0][kind] === undefined ? undefined : median(runs.empty, kind);
  const bound = kind === 'start' ? Number((empty + START_DELAY).toFixed(1)) : BOUNDS[kind];
  const met = bound && (full <= bound ? 'yes' : 'NO');
  rows[kind] = { empty, full, ratio: empty && Number((full / empty).toFixed(2)), bound, met };
}
console.log(`\nMilliseconds at 1/${THROTTLING} of this machine's speed, medians of ${RUNS} runs: an empty log, and ${2 * DAYS} sessions`);
console.table(rows);
