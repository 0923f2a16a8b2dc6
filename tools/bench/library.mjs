// How long somebody who types in the library waits for what is found. The release build in dist/ in Chromium, slowed
// down to a very cheap phone. By hand: node tools/bench/library.mjs

import { App, DIST, PHONE } from '../../tests/e2e/support/app.mjs';
import { launchChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';

/** How many times slower than this machine. */
const SLOWER = 6;
const WITHIN = 50;
const TYPED = ['hips and hamstrings', 'brigde', 'evening', 'walking', 'xylophone'];

/** Run in the page: types letter by letter; the times from each letter to the list as it is laid out. */
const typeAll = async (texts) => {
  const field = document.querySelector('[type=search]');
  const status = document.querySelector('main [role=status]');
  const times = [];
  for (const text of texts) {
    for (let length = 1; length <= text.length; length += 1) {
      field.value = text.slice(0, length);
      const start = performance.now();
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      // What follows from it is done in microtasks.
      await new Promise((done) => queueMicrotask(() => queueMicrotask(done)));
      await 0;
      times.push({ time: performance.now() - start + layOut(), found: status.textContent });
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  return times;

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
await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
const typed = await app.page.evaluate(typeAll, TYPED);
await browser.close();
await server.close();

if (new Set(typed.map(({ found }) => found)).size < 5) throw new Error('the list did not follow what was typed');
const times = typed.map(({ time }) => time).toSorted((one, other) => one - other);
const at = (share) => Number(times[Math.max(0, Math.ceil(share * times.length) - 1)].toFixed(1));
console.log(`\nMilliseconds from a letter to the list laid out, at a ${SLOWER}th of this machine's speed`);
console.table({ typing: { letters: times.length, median: at(0.5), p95: at(0.95), max: at(1), bound: WITHIN, met: at(0.95) <= WITHIN ? 'yes' : 'NO' } });
