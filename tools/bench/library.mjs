// Measures the response time of the library's search: the release build in dist/ in Chromium, throttled to a very cheap phone.
// Run by hand: node tools/bench/library.mjs

import { App, DIST, PHONE } from '../../tests/e2e/support/app.mjs';
import { launchChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';

/** CPU throttling factor. */
const THROTTLING = 6;
/** The largest acceptable 95th percentile, in milliseconds. */
const BOUND = 50;
const QUERIES = ['hips and hamstrings', 'brigde', 'evening', 'walking', 'xylophone'];

/** Types letter by letter. Resolves to the times from each letter until the list is laid out. Runs in the page. */
const typeAll = async (texts) => {
  const field = document.querySelector('[type=search]');
  const cards = () => [...document.querySelectorAll('main .card--link')].map((card) => card.textContent).join('\n');
  const times = [];
  for (const text of texts) {
    for (let length = 1; length <= text.length; length += 1) {
      field.value = text.slice(0, length);
      const start = performance.now();
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      // The app updates the page in microtasks.
      await new Promise((done) => queueMicrotask(() => queueMicrotask(done)));
      await 0;
      times.push({ time: performance.now() - start + layOut(), found: cards() });
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  return times;

  /** Forces a layout. Returns how long it took. */
  function layOut() {
    const start = performance.now();
    document.body.getBoundingClientRect();
    return performance.now() - start;
  }
};

const server = await serveDist({ dir: DIST, brotli: true });
const browser = await launchChromium();
const context = await browser.newContext({ viewport: PHONE, serviceWorkers: 'block' });
const app = await App.openToday(context, server.url);
await app.go('#/library');
await app.page.getByRole('searchbox').waitFor();
const devtools = await context.newCDPSession(app.page);
await devtools.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
const typed = await app.page.evaluate(typeAll, QUERIES);
await browser.close();
await server.close();

if (new Set(typed.map(({ found }) => found)).size < 5) throw new Error('the list does not change with the query');
const times = typed.map(({ time }) => time).toSorted((one, other) => one - other);
const at = (share) => Number(times[Math.max(0, Math.ceil(share * times.length) - 1)].toFixed(1));
console.log(`\nMilliseconds from a letter to the list laid out, at 1/${THROTTLING} of this machine's speed`);
console.table({ typing: { letters: times.length, median: at(0.5), p95: at(0.95), max: at(1), bound: BOUND, met: at(0.95) <= BOUND ? 'yes' : 'NO' } });
