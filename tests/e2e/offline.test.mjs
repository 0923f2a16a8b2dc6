// Offline: after one visit the app starts and runs without the server, at the root of a host and under a path, in a new tab and
// after a restart of the browser. It sends no request to other hosts.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { App, DIST, PHONE } from './support/app.mjs';
import { launchChromium, waitUntil } from './support/browsers.mjs';
import { serve } from './support/serve.mjs';
import { launchFirefox } from './support/webdriver.mjs';

/** Waits until the app's service worker controls this page. Resolves to the cached paths. Runs in the page. */
const cachedPaths = async () => {
  const { serviceWorker } = navigator;
  const { active } = await serviceWorker.ready;
  while (active.state !== 'activated') {
    await new Promise((done) => active.addEventListener('statechange', done, { once: true }));
  }
  if (!serviceWorker.controller) {
    await new Promise((done) => serviceWorker.addEventListener('controllerchange', done, { once: true }));
  }
  const [name] = await caches.keys();
  const stored = await (await caches.open(name)).keys();
  return stored.map((request) => new URL(request.url).pathname);
};

/** Collects the hosts of all requests of a context, including those of its workers. */
function requestedHosts(context) {
  const hosts = new Set();
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (!['blob:', 'data:'].includes(protocol)) hosts.add(host);
  });
  return hosts;
}

for (const base of ['/', '/sub/']) {
  describe(`in Chromium at ${base}`, { timeout: 120_000 }, () => {
    test('the app starts and runs offline after one visit', async (t) => {
      const server = await serve(DIST, { base });
      const profile = mkdtempSync(join(tmpdir(), 'unknot-offline-'));
      let context = await launchChromium({ userDataDir: profile, viewport: PHONE });
      let isServed = true;
      t.after(async () => {
        await context.close();
        if (isServed) await server.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      });
      const hosts = requestedHosts(context);
      const online = await App.openToday(context, server.url);
      const stored = await online.page.evaluate(cachedPaths);
      assert.ok(stored.includes(base) && stored.some((path) => path.endsWith('.wasm')), stored.join());
      assert.deepEqual(online.errors, []);
      await server.close();
      isServed = false;
      await assert.rejects(fetch(server.url), 'the server still responds');

      const tab = await App.open(context, server.url);
      await tab.start();
      await tab.waitForProgress(1);
      assert.deepEqual([...hosts], [new URL(server.url).host]);
      await context.close();

      context = await launchChromium({ userDataDir: profile, viewport: PHONE });
      const hostsLater = requestedHosts(context);
      const later = await App.open(context, `${server.url}#/library`);
      assert.notEqual(await later.title(), '');
      await later.goToday();
      // The first one was killed, and is offered to be carried on with.
      await later.startSession('desk-break-3');
      await later.waitForProgress(1);
      assert.deepEqual([...hostsLater], [new URL(server.url).host]);
    });
  });
}

describe('in Firefox', { timeout: 120_000 }, () => {
  test('the app starts and runs offline after one visit', async (t) => {
    const server = await serve(DIST, { base: '/sub/' });
    const browser = await launchFirefox();
    let isServed = true;
    t.after(async () => {
      await browser.close();
      if (isServed) await server.close();
    });
    const open = async () => {
      const page = await browser.newPage();
      await page.goto(server.url);
      await page.waitForSelector('#title');
      return page;
    };
    const online = await open();
    await (await online.waitForSelector('#main .bottom-action .button')).click();
    await online.waitForSelector('.offer');
    const stored = await online.evaluate(cachedPaths);
    assert.ok(stored.includes('/sub/'), stored.join());
    await server.close();
    isServed = false;

    const page = await open();
    await page.waitForSelector('.offer .button--main');
    await page.click('.offer .button--main');
    await page.waitForSelector('.player');
    // The session runs even on a machine without sound.
    const left = () => document.querySelector('.player__left').textContent;
    const first = await page.evaluate(left);
    await waitUntil(page, (text) => document.querySelector('.player__left').textContent !== text, first);
  });
});
