// Without a network: after one visit the app starts and runs with the server gone, at the top of a host and under a
// path, in a new tab and after the browser was closed; and it never asks any other host for anything.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { App, DIST, PHONE } from './support/app.mjs';
import { launchChromium, until } from './support/browsers.mjs';
import { serve } from './support/serve.mjs';
import { launchFirefox } from './support/webdriver.mjs';

/** Waits until the worker that the app registered serves this page and has stored all that it lists. In the page. */
const isStored = async () => {
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

/** Collects the hosts that a context asks, its workers included; what is made in the page has no host. */
function hostsAsked(context) {
  const hosts = new Set();
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (!['blob:', 'data:'].includes(protocol)) hosts.add(host);
  });
  return hosts;
}

for (const base of ['/', '/sub/']) {
  describe(`in Chromium at ${base}`, { timeout: 120_000 }, () => {
    test('one visit is enough to start and practise without a network', async (t) => {
      const server = await serve(DIST, { base });
      const profile = mkdtempSync(join(tmpdir(), 'unknot-offline-'));
      let context = await launchChromium({ userDataDir: profile, viewport: PHONE });
      let isServed = true;
      t.after(async () => {
        await context.close();
        if (isServed) await server.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      });
      const hosts = hostsAsked(context);
      const online = await App.openToday(context, server.url);
      const stored = await online.page.evaluate(isStored);
      assert.ok(stored.includes(base) && stored.some((path) => path.endsWith('.wasm')), stored.join());
      assert.deepEqual(online.errors, []);
      await server.close();
      isServed = false;
      await assert.rejects(fetch(server.url), 'nobody answers any more');

      const tab = await App.open(context, server.url);
      await tab.start();
      await tab.waitForProgress(1);
      assert.deepEqual([...hosts], [new URL(server.url).host]);
      await context.close();

      context = await launchChromium({ userDataDir: profile, viewport: PHONE });
      const hostsLater = hostsAsked(context);
      const later = await App.open(context, `${server.url}#/library`);
      assert.notEqual(await later.title(), '');
      await later.goToday();
      await later.start();
      await later.waitForProgress(1);
      assert.deepEqual([...hostsLater], [new URL(server.url).host]);
    });
  });
}

describe('in Firefox', { timeout: 120_000 }, () => {
  test('one visit is enough to start and practise without a network', async (t) => {
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
    const stored = await online.evaluate(isStored);
    assert.ok(stored.includes('/sub/'), stored.join());
    await server.close();
    isServed = false;

    const page = await open();
    await page.waitForSelector('.offer .button--main');
    await page.click('.offer .button--main');
    await page.waitForSelector('.player');
    // With sound or, on a machine that has none, without: it runs.
    const left = () => document.querySelector('.player__left').textContent;
    const first = await page.evaluate(left);
    await until(page, (text) => document.querySelector('.player__left').textContent !== text, first);
  });
});
