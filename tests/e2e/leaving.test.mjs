// A page that is left in the midst of its start: nothing of it may look like a failure of the next page. WebKit still runs some tasks
// of its program, whose window is then that of the next page, and Firefox reports what was still being fetched.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { serveDist } from '../../tools/serve.mjs';
import { DIST } from './support/app.mjs';
import { PATIENCE_MILLIS } from './support/browsers.mjs';
import { ENGINES, launch, waitUntil, waitUntilRendered } from './support/engines.mjs';
import { skipFor } from './support/needs.mjs';
import { launchWebKit, noWebKit } from './support/webdriver.mjs';

/** About one in sixteen failed when a page listened to the program of the one before. */
const RELOADS = 80;

/** Whether the page is drawn: the time that its start took, in ms, or else nothing. Runs in the page. */
const drawnAfter = () => {
  const { start } = document.documentElement.dataset;
  if (start === 'failed') return { failure: document.body.innerText };
  return document.querySelector('#main #title') && { millis: performance.now() };
};

/** Reloads the page, once the driver has its answer. Runs in the page. */
const reloadSoon = () => {
  setTimeout(() => location.reload());
};

/** Dispatches what the program of another page would. Runs in the page. */
const reportFromElsewhere = (name) => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const { CustomEvent } = frame.contentWindow;
  dispatchEvent(new CustomEvent(name, { detail: 'from another page' }));
  frame.remove();
};

/** Waits until something holds in this process. */
async function until(holds, message) {
  for (const deadline = Date.now() + PATIENCE_MILLIS; !holds(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error(message);
  }
}

async function serve(t, onRequest) {
  const server = await serveDist({ dir: DIST, onRequest });
  t.after(server.close);
  return server;
}

for (const engine of ENGINES) {
  test(`the program of another page can't fail this one in ${engine}`, { timeout: 120_000 }, async (t) => {
    const server = await serve(t);
    const page = await (await launch(t, engine)).newPage();
    await page.goto(server.url);
    await waitUntilRendered(page);
    for (const name of ['unknot-panic', 'unknot-no-start']) await page.evaluate(reportFromElsewhere, name);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.start), 'safety');
    assert.equal(await page.evaluate(() => localStorage.getItem('unknot.crash')), null);
  });

  test(`a page that is left before its library has come reports no error in ${engine}`, { timeout: 120_000 }, async (t) => {
    let requests = 0;
    const server = await serve(t, async (path) => {
      if (!path.includes('unknot-library')) return;
      requests += 1;
      if (requests === 1) await new Promise(() => {});
    });
    const page = await (await launch(t, engine)).newPage();
    await page.goto(server.url);
    await waitUntilRendered(page);
    await until(() => requests > 0, 'nothing asks for the library');
    await page.reload();
    await waitUntilRendered(page);
    await until(() => requests > 1, 'nothing asks for the library again');
    assert.deepEqual(page.errors, []);
  });
}

test('a page that is reloaded while it starts leaves nothing behind in WebKit', { timeout: 300_000, skip: skipFor(noWebKit()) }, async (t) => {
  const server = await serve(t);
  const browser = await launchWebKit();
  t.after(browser.close);
  const page = await browser.newPage();
  await page.goto(server.url);
  let { millis: longest } = await waitUntil(page, drawnAfter);
  for (let reload = 1; reload <= RELOADS; reload += 1) {
    // The second one comes at another moment of the start each time.
    await page.evaluate(reloadSoon);
    await sleep((longest * reload) / RELOADS);
    const origin = await waitUntil(page, () => performance.timeOrigin);
    await waitUntil(page, () => location.reload() ?? true);
    await waitUntil(page, (before) => performance.timeOrigin !== before, origin);
    const { millis, failure } = await waitUntil(page, drawnAfter);
    assert.equal(failure, undefined, `after reload ${reload}`);
    longest = Math.max(longest, millis);
  }
});
