// The copy of the app for use without a network: evicted by the browser, altered by the host, out of room, and with clips that were
// cut off. Settings says what is the case, and the copy is repaired as soon as that is possible.

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { serveDist } from '../../tools/serve.mjs';
import { App, DIST, PHONE } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { ALL_DOWNLOADED, HIGHER, clipsOf, downloadAll } from './support/voices.mjs';

const STORED = 'Unknot is stored on this device, and works without internet.';
const ALTERED = "The server changes Unknot's files";
const NO_ROOM = 'There is no room to store Unknot on this device';

/** The name of the cache of the app's files, once it has all of them. Runs in the page. */
const fullCache = async () => {
  const name = (await caches.keys()).find((key) => !key.includes('-voice-'));
  if (!name) return undefined;
  const paths = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  return paths.includes('/') && paths.some((path) => path.endsWith('.wasm')) && name;
};

/** The size of each cached clip by its path. Runs in the page. */
const clipSizes = async () => {
  const sizes = {};
  for (const name of (await caches.keys()).filter((key) => key.includes('-voice-'))) {
    const cache = await caches.open(name);
    const clips = (await cache.keys()).filter(({ url }) => url.endsWith('.mp3'));
    for (const request of clips) {
      const response = await cache.match(request);
      sizes[new URL(request.url).pathname] = (await response.arrayBuffer()).byteLength;
    }
  }
  return sizes;
};

describe('the copy for use without a network', { timeout: 300_000 }, () => {
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  /** Serves a copy of dist/ that the test may change, to a fresh profile. */
  async function start(t, { change = () => {}, ...options } = {}) {
    const dir = mkdtempSync(join(tmpdir(), 'unknot-'));
    t.after(() => rmSync(dir, { recursive: true }));
    cpSync(DIST, dir, { recursive: true });
    change(dir);
    const server = await serveDist({ dir, ...options });
    t.after(server.close);
    const context = await browser.newContext({ viewport: PHONE });
    t.after(() => context.close());
    return { dir, context, url: server.url };
  }

  const inControl = (app) => app.page.waitForFunction(() => navigator.serviceWorker.controller);
  const settingsSay = async (app, text) => {
    await app.go('#/settings');
    await app.page.getByText(text).waitFor();
  };

  test('is stored again after the browser has evicted it', async (t) => {
    const { context, url } = await start(t);
    const app = await App.openToday(context, url);
    await inControl(app);
    await settingsSay(app, STORED);
    await app.page.evaluate(async () => {
      for (const name of await caches.keys()) await caches.delete(name);
    });
    await app.go('#/');
    await app.reload();
    await app.page.waitForFunction(fullCache);
    await settingsSay(app, STORED);
    await context.setOffline(true);
    const tab = await App.open(context, url);
    await tab.startSession('breathing-space');
    await tab.waitForProgress(1);
    assert.deepEqual(app.errors, []);
  });

  test('is not stored from a host that alters a file, and Settings says so', async (t) => {
    const change = (dir) => {
      const style = readdirSync(dir).find((name) => name.endsWith('.css'));
      appendFileSync(join(dir, style), '/* added by the host */');
    };
    const { context, url } = await start(t, { change });
    const app = await App.openToday(context, url);
    await settingsSay(app, ALTERED);
  });

  test('is not stored without room, and Settings says so', async (t) => {
    const { context, url } = await start(t);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 200_000 });
    const app = await App.openToday(context, url);
    await settingsSay(app, NO_ROOM);
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin });
    await app.reload();
    await inControl(app);
    await settingsSay(app, STORED);
  });

  test('a clip that was cut off is neither said nor kept', async (t) => {
    const whole = new Map();
    const change = (dir) => {
      for (const path of clipsOf(HIGHER)) {
        const clip = readFileSync(join(dir, path));
        whole.set(`/${path}`, clip.length);
        writeFileSync(join(dir, path), clip.subarray(0, 900));
      }
    };
    const { dir, context, url } = await start(t, { change });
    const app = await App.openToday(context, url, { voice: true });
    await inControl(app);
    await app.go('#/routine/breathing-space');
    await app.go('#/session/breathing-space');
    await app.waitForNotice('could not be downloaded');
    assert.deepEqual(await app.page.evaluate(clipSizes), {});

    // Kept by an earlier version, which could not tell.
    const keepWrong = async ({ voice, paths }) => {
      const names = await caches.keys();
      const suffix = names[0].slice(names[0].indexOf('@'));
      const cache = await caches.open(`unknot-voice-${voice}${suffix}`);
      for (const path of paths) await cache.put(path, await fetch('./icons/icon.svg'));
    };
    await app.page.evaluate(keepWrong, { voice: HIGHER, paths: clipsOf(HIGHER).slice(0, 2) });
    cpSync(join(DIST, 'voice'), join(dir, 'voice'), { recursive: true });
    await app.go('#/settings');
    await app.button(downloadAll(HIGHER)).click();
    await app.page.getByText(ALL_DOWNLOADED).waitFor({ timeout: 120_000 });
    assert.deepEqual(await app.page.evaluate(clipSizes), Object.fromEntries(whole));
  });

  test('other pages of the host, and its headers, stay', async (t) => {
    const extra = { 'X-Frame-Options': 'DENY', 'Permissions-Policy': 'camera=()', 'Cross-Origin-Opener-Policy': 'same-origin' };
    const change = (dir) => {
      mkdirSync(join(dir, 'blog'));
      writeFileSync(join(dir, 'blog', 'index.html'), '<!doctype html><title>Blog</title><p>A page of the host');
    };
    const { context, url } = await start(t, { change, headers: extra });
    const app = await App.openToday(context, url);
    await inControl(app);
    await app.page.waitForFunction(fullCache);
    const blog = await context.newPage();
    await blog.goto(`${url}blog/`);
    assert.equal(await blog.title(), 'Blog');
    // What isn't there leads to the app's start.
    await blog.goto(`${url}no/such/page`);
    assert.equal(blog.url(), url);
    const response = await app.page.reload();
    assert.equal(response.fromServiceWorker(), true);
    const headers = await response.allHeaders();
    for (const [name, value] of Object.entries(extra)) assert.equal(headers[name.toLowerCase()], value, name);
    await context.setOffline(true);
    await blog.goto(`${url}blog/`);
    assert.equal(blog.url(), url);
  });
});
