// Failures of the program: the failure page is shown, the sound stops, stored data stays, and the app can be reloaded. The app has
// no test hooks for failures; the tests break browser APIs that the program relies on, or serve damaged files.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { serveDist } from '../../tools/serve.mjs';
import { DIST, TOLD_OFFLINE } from './support/app.mjs';
import { click, ENGINES, waitUntilRendered, launch, waitForReload, waitUntil } from './support/engines.mjs';

const REPORT = 'unknot.crash';
/** The crash report, and that the person has been told that the app works without a network, which can come at any time. */
const BESIDES = [REPORT, TOLD_OFFLINE];
const CRASHED = 'Something went wrong';
const NOT_STARTED = 'Unknot could not start';
const NOT_FETCHED = 'Part of Unknot is missing';
const NO_WASM = 'WebAssembly is off';
/** Just over the time within which a second start isn't counted. */
const BETWEEN_STARTS_MILLIS = 3100;
/** A clip that isn't in the copy of the app. */
const CLIP = 'voice/en-2/00000000.mp3';
/** Longer than the page waits before it looks at the state of a version that takes over. */
const LONGER_THAN_A_LOOK_MILLIS = 2500;
/** Longer than the page waits for an idle network. */
const LONGER_THAN_UNTIL_IDLE_MILLIS = 4500;
/** How long a version may need to take over: Chromium can take a minute. */
const TAKE_OVER = { within: 100_000 };

// ------------------------------------------------------------------ run in the page

/** Makes the program panic in its next action: it needs the window in all of them. */
const breakWindow = () => {
  globalThis.Window = class {};
};

/** Does the same at each start while a cookie is set. */
const breakWindowIfMarked = () => {
  if (document.cookie.includes('broken=yes')) globalThis.Window = class {};
};

const mark = (broken) => {
  document.cookie = `broken=${broken}`;
};

/** Collects all elements that are played. */
const watchAudio = () => {
  globalThis.played = new Set();
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function note() {
    globalThis.played.add(this);
    return play.call(this);
  };
};

const isPlaying = () => [...globalThis.played].some((audio) => !audio.paused && audio.currentTime > 0);

/** Whether the session runs, with sound or, on a machine without audio output, without. */
const isRunning = () =>
  [...globalThis.played].some((audio) => !audio.paused && audio.currentTime > 0) || /can't play here/.test(document.body.innerText);

/** The stored data but for some keys. */
const storedData = (besides) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => !besides.includes(key)));

/** Dispatches the events to which the app listens. */
const dispatchEvents = () => {
  for (const name of ['visibilitychange', 'resume', 'keydown', 'click']) document.dispatchEvent(new Event(name, { bubbles: true }));
  for (const name of ['pagehide', 'pageshow', 'hashchange', 'resize']) dispatchEvent(new Event(name));
};

const go = (hash) => {
  location.hash = hash;
};

/** Calls a WebAssembly function that traps, which a program does when it can't report a message. */
const trap = (how) => {
  const code = Uint8Array.of(
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11],
  );
  const { Promise, WebAssembly } = globalThis;
  const { f } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  if (how === 'error') setTimeout(f);
  else Promise.resolve().then(f);
};

// ------------------------------------------------------------------ run in the test

async function serve(t, dir = DIST, onRequest) {
  const server = await serveDist({ dir, onRequest });
  t.after(server.close);
  return server;
}

/** A copy of the app that a test may change. */
function copy(t) {
  const dir = mkdtempSync(join(tmpdir(), 'unknot-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  cpSync(DIST, dir, { recursive: true, filter: (path) => !/voice.[\w-]+.\w+\.mp3$/.test(path) });
  return dir;
}

function fileOf(dir, end) {
  return join(dir, readdirSync(dir).find((name) => new RegExp(`^unknot-\\w+\\.${end}$`).test(name)));
}

async function openToday(t, engine, url, { before, sound } = {}) {
  const page = await (await launch(t, engine, { sound })).newPage({ before });
  await page.goto(url);
  await click(page, '#main .bottom-action .button');
  await waitUntil(page, () => document.querySelector('.offer') !== null);
  return page;
}

/** Waits for the failure page with this title. Resolves to the crash report. */
async function waitForFailurePage(page, title) {
  await waitUntil(page, (wanted) => document.querySelector('h1')?.textContent === wanted, title);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
  return page.evaluate((key) => JSON.parse(localStorage.getItem(key)), REPORT);
}

/** Publishes a version with another script, or with the original one. */
function publish(dir, version, script) {
  const page = join(dir, 'index.html');
  const html = readFileSync(page, 'utf8').replace(/<html( data-version="\w+")?/, `<html data-version="${version}"`);
  writeFileSync(page, html);
  const program = fileOf(dir, 'js');
  writeFileSync(program, script ?? readFileSync(program.replace(dir, DIST)));
  const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('base64').slice(0, 16);
  const list = readFileSync(join(dir, 'sw.js'), 'utf8')
    .replace(/\["\.\/","[^"]+"\]/, `["./","${digest(page)}"]`)
    .replace(/\["\.\/(unknot-\w+\.js)","[^"]+"\]/, (_, name) => `["./${name}","${digest(program)}"]`)
    .replace(/"[0-9a-f]{16}"/, `"${version.padStart(16, '0')}"`);
  writeFileSync(join(dir, 'sw.js'), list);
}

/** Opens the app with a worker. */
async function openInstalled(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await click(page, '#main .bottom-action .button');
  await waitUntil(page, () => navigator.serviceWorker.controller !== null);
  // The page of the first visit doesn't show update notices.
  await page.reload();
  await waitUntilRendered(page);
  return page;
}

/** Publishes a version and agrees to the update. */
async function beginUpdate(page, dir, version, script) {
  publish(dir, version, script);
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await waitUntil(page, () => {
    const button = [...document.querySelectorAll('.notice button')].find((one) => one.textContent === 'Update now');
    button?.click();
    return button !== undefined;
  });
}

async function updateTo(page, dir, version, script) {
  await beginUpdate(page, dir, version, script);
  await waitUntil(page, isVersion, version, TAKE_OVER);
}

/** The original program, which notes its version in the page. */
function marked(version) {
  const program = readFileSync(fileOf(DIST, 'js'), 'utf8');
  return `${program}\ndocument.documentElement.dataset.program = ${JSON.stringify(version)};`;
}

/** Opens the app with a worker. `keepBusy` has the worker wait for a clip until the function that it returns is called. */
async function openBusy(t, engine) {
  const dir = copy(t);
  let hold = () => {};
  let release = () => {};
  // The server is closed once each request has its response.
  t.after(() => release());
  const server = await serve(t, dir, (path) => (path.endsWith(CLIP) ? hold() : undefined));
  const page = await openInstalled(await launch(t, engine), server.url);
  const keepBusy = async () => {
    const held = new Promise((done) => {
      release = done;
    });
    const asked = new Promise((done) => {
      hold = () => {
        done();
        return held;
      };
    });
    await page.evaluate((clip) => void fetch(clip).catch(() => {}), CLIP);
    await asked;
    return release;
  };
  return { dir, page, keepBusy };
}

const isUpdating = () => [...document.querySelectorAll('.notice button[aria-disabled="true"]')].some((one) => one.textContent === 'Updating…');

const isVersion = (version) => document.documentElement.dataset.version === version;

/** Whether page and program are of a version, and the program has started. */
const isWhole = (version) =>
  ['version', 'program'].every((part) => document.documentElement.dataset[part] === version) && document.querySelector('main #title') !== null;

for (const engine of ENGINES) {
  describe(`in ${engine}`, { timeout: 600_000 }, () => {
    test('a panic shows the failure page and keeps stored data, and a reload recovers', async (t) => {
      const server = await serve(t);
      const page = await openToday(t, engine, server.url);
      const before = await page.evaluate(storedData, BESIDES);
      await page.evaluate(breakWindow);
      await page.evaluate(go, '#/progress');
      const report = await waitForFailurePage(page, CRASHED);
      assert.equal(report.kind, 'crash');
      assert.match(report.message, /panicked at .*\.rs:\d+/);
      assert.match(report.program, /^unknot-\w+\.js$/);
      await page.evaluate(dispatchEvents);
      assert.deepEqual(await page.evaluate(storedData, BESIDES), before);
      await click(page, 'summary');
      assert.match(await page.text(), /panicked at/);
      await click(page, '[data-reload]');
      await waitUntilRendered(page);
      await page.evaluate(go, '#/');
      await waitUntil(page, () => document.querySelector('.offer') !== null);
    });

    test('a panic during a session stops the sound, and the session can be resumed', async (t) => {
      const server = await serve(t);
      const page = await openToday(t, engine, server.url, { before: watchAudio, sound: true });
      await click(page, '.offer .button--main');
      await waitUntil(page, () => document.querySelector('.player') !== null);
      await waitUntil(page, isRunning);
      await waitUntil(page, () => Object.keys(localStorage).some((key) => key.startsWith('unknot.heartbeat')));
      await page.evaluate(breakWindow);
      await waitForFailurePage(page, CRASHED);
      const before = await page.evaluate(storedData, BESIDES);
      await page.evaluate(dispatchEvents);
      await sleep(500);
      assert.equal(await page.evaluate(isPlaying), false);
      assert.equal(await page.evaluate(() => navigator.mediaSession?.metadata ?? null), null);
      assert.deepEqual(await page.evaluate(storedData, BESIDES), before);
      await click(page, '[data-reload]');
      await waitUntilRendered(page);
      await page.evaluate(go, '#/');
      await waitUntil(page, () => document.querySelector('.resume') !== null);
    });

    test('traps and exceptions in the program show the failure page, foreign exceptions do not', async (t) => {
      const server = await serve(t);
      const browser = await launch(t, engine);
      const page = await browser.newPage();
      await page.goto(server.url);
      await waitUntilRendered(page);
      await page.evaluate(() => {
        setTimeout(() => {
          throw new TypeError('from an extension');
        });
        Promise.reject(new Error('from another extension'));
      });
      await sleep(200);
      assert.equal(await page.evaluate((key) => localStorage.getItem(key), REPORT), null);
      for (const how of ['error', 'rejection']) {
        await page.evaluate(trap, how);
        assert.match((await waitForFailurePage(page, CRASHED)).message, /RuntimeError/);
        await click(page, '[data-reload]');
        await waitUntilRendered(page);
      }
      await page.evaluate(() => {
        Document.prototype.createTextNode = () => {
          throw new RangeError('no text nodes');
        };
        document.querySelector('#main .bottom-action .button').click();
      });
      assert.match((await waitForFailurePage(page, CRASHED)).message, /RangeError: no text nodes/);
    });

    test('a panic at startup shows the failure page and keeps stored data, and trying again recovers', async (t) => {
      const server = await serve(t);
      const page = await openToday(t, engine, server.url, { before: breakWindowIfMarked });
      await page.evaluate(mark, 'yes');
      const before = await page.evaluate(storedData, BESIDES);
      await page.reload();
      const report = await waitForFailurePage(page, NOT_STARTED);
      assert.equal(report.kind, 'no-start');
      const loaded = await page.evaluate(() => performance.timeOrigin);
      await sleep(1000);
      assert.equal(await page.evaluate(() => performance.timeOrigin), loaded, 'the page reloads in a loop');
      const after = await page.evaluate(storedData, BESIDES);
      assert.deepEqual({ ...after, 'unknot.starts': '' }, { ...before, 'unknot.starts': '' });
      await page.evaluate(mark, 'no');
      await click(page, '[data-reload]');
      await waitUntil(page, () => document.querySelector('.offer') !== null);
      assert.equal(await page.evaluate(() => localStorage.getItem('unknot.starts')), null);
    });

    test('missing or blocked WebAssembly is explained', async (t) => {
      const server = await serve(t);
      const browser = await launch(t, engine);
      const missing = () => {
        delete globalThis.WebAssembly;
      };
      const blocked = () => {
        WebAssembly.Module = class {
          constructor() {
            throw new WebAssembly.CompileError('Compiling is not allowed');
          }
        };
      };
      for (const before of [missing, blocked]) {
        const page = await browser.newPage({ before });
        await page.goto(server.url);
        await waitForFailurePage(page, NO_WASM);
        assert.match(await page.text(), /Lockdown Mode.*about:config.*Try again/s);
        assert.equal(await page.evaluate(() => document.querySelector('#splash')), null);
        await page.close();
      }
    });

    test('a second part that is missing or damaged can be fetched again, and the rest works without it', async (t) => {
      const dir = copy(t);
      const server = await serve(t, dir);
      const part = join(dir, readdirSync(dir).find((name) => /^unknot-library-\w+\.wasm$/.test(name)));
      for (const spoil of [() => rmSync(part), () => truncateSync(part, 10_000)]) {
        spoil();
        const page = await openToday(t, engine, server.url);
        await page.evaluate(go, '#/progress');
        await waitUntil(page, () => document.querySelector('#title')?.textContent === 'The rest of the app could not be loaded');
        cpSync(join(DIST, basename(part)), part);
        await click(page, '#main .button');
        await waitUntil(page, () => document.querySelector('#title')?.textContent === 'Progress');
      }
    });

    test('a program that is missing or damaged can be fetched again', async (t) => {
      const dir = copy(t);
      let responds = true;
      const server = await serve(t, dir, (path) => responds || !path.endsWith('.wasm'));
      const browser = await launch(t, engine);
      const page = await browser.newPage();
      const program = fileOf(dir, 'wasm');
      for (const [spoil, title] of [
        [() => rmSync(program), NOT_FETCHED],
        [() => rmSync(fileOf(dir, 'js')), NOT_FETCHED],
        [
          () => {
            responds = false;
          },
          NOT_FETCHED,
        ],
        [() => truncateSync(program, 10_000), NOT_STARTED],
      ]) {
        spoil();
        await page.goto(server.url);
        await waitForFailurePage(page, title);
        responds = true;
        cpSync(DIST, dir, { recursive: true, filter: (path) => !path.endsWith('.mp3') });
        if (title === NOT_STARTED) break;
        await click(page, '[data-reload]');
        await waitUntilRendered(page);
        // Without worker and caches, the next visit is a first one.
        await page.evaluate(async () => {
          for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
          for (const name of await caches.keys()) await caches.delete(name);
        });
      }
      await click(page, '[data-reload]');
      await waitUntilRendered(page);
    });

    test('a version that fails at startup is replaced by a repaired one, unless a session runs in another tab', async (t) => {
      const dir = copy(t);
      const server = await serve(t, dir);
      const browser = await launch(t, engine);
      const page = await openInstalled(browser, server.url);
      const update = (version, script) => updateTo(page, dir, version, script);
      const before = await page.evaluate(storedData, BESIDES);
      // Automatically, if the repaired version is available.
      await update('b1', 'throw new Error("broken")');
      const report = await waitForFailurePage(page, NOT_STARTED);
      assert.match(report.message, /broken/);
      publish(dir, 'a1');
      await page.reload();
      await waitUntil(page, isVersion, 'a1', TAKE_OVER);
      await waitUntil(page, () => document.querySelector('.offer') !== null);

      // With the button, but not while a session runs.
      await update('b2', 'globalThis.Window = undefined; null.broken');
      await waitForFailurePage(page, NOT_STARTED);
      const other = await browser.newTab();
      await other.goto(server.url);
      await waitForFailurePage(other, NOT_STARTED);
      await other.evaluate(
        () =>
          new Promise((held) => {
            navigator.locks.request('unknot-session.of-another', () => {
              held();
              return new Promise((end) => {
                globalThis.endSession = end;
              });
            });
          }),
      );
      publish(dir, 'a2');
      await waitForReload(page, () => click(page, '[data-reload]'));
      await waitForFailurePage(page, NOT_STARTED);
      await other.evaluate(() => globalThis.endSession());
      await other.close();
      // The click fails if the page is already reloading.
      await click(page, '[data-reload]').catch(() => {});
      await waitUntil(page, isVersion, 'a2', TAKE_OVER);
      await waitUntil(page, () => document.querySelector('.offer') !== null);

      // A start that hangs reports no error, so two of them in a row count as a failure.
      await update('b3', 'await new Promise(() => {})');
      publish(dir, 'a3');
      for (let start = 0; start < 2; start += 1) {
        await sleep(BETWEEN_STARTS_MILLIS);
        await page.reload();
      }
      await waitUntil(page, isVersion, 'a3', TAKE_OVER);
      await waitUntil(page, () => document.querySelector('.offer') !== null);
      assert.deepEqual(await page.evaluate(storedData, BESIDES), before);
    });

    test('a version takes over once its predecessor has finished, and never in part', async (t) => {
      const { dir, page, keepBusy } = await openBusy(t, engine);
      const finish = await keepBusy();
      const origin = await page.evaluate(() => performance.timeOrigin);
      await beginUpdate(page, dir, 'a1', marked('a1'));
      await waitUntil(page, isUpdating);
      await sleep(LONGER_THAN_UNTIL_IDLE_MILLIS + LONGER_THAN_A_LOOK_MILLIS);
      assert.equal(await page.evaluate(isUpdating), true, 'it waits');
      assert.equal(await page.evaluate(() => performance.timeOrigin), origin, 'it has not been reloaded');
      finish();
      await waitUntil(page, isWhole, 'a1', TAKE_OVER);

      await updateTo(page, dir, 'b1', 'throw new Error("broken")');
      await waitForFailurePage(page, NOT_STARTED);
      await page.evaluate((key) => delete localStorage[key], REPORT);
      const failed = await page.evaluate(() => performance.timeOrigin);
      const finishAgain = await keepBusy();
      publish(dir, 'a2', marked('a2'));
      await click(page, '[data-reload]');
      await waitUntil(page, async () => (await navigator.serviceWorker.getRegistration()).waiting !== null);
      await sleep(LONGER_THAN_UNTIL_IDLE_MILLIS + LONGER_THAN_A_LOOK_MILLIS);
      assert.equal(await page.evaluate(() => performance.timeOrigin), failed, 'the failed page waits, too');
      finishAgain();
      await waitUntil(page, isWhole, 'a2', TAKE_OVER);
      assert.equal(await page.evaluate((key) => localStorage.getItem(key), REPORT), null, 'nothing failed on the way');
    });

    test('an update reloads nothing under somebody who has gone on to something else', async (t) => {
      const { dir, page, keepBusy } = await openBusy(t, engine);
      const hasTakenOver = async () => (await navigator.serviceWorker.getRegistration()).waiting === null;
      await page.evaluate(go, '#/library');
      for (const [version, goOn] of [
        ['a1', () => click(page, '.notice .icon-button')],
        ['a2', () => click(page, '.nav__link[href="#/progress"]')],
        ['a3', () => page.evaluate(() => document.querySelector('[type=search]').focus())],
      ]) {
        await waitUntil(page, () => document.querySelector('[type=search]') !== null);
        const origin = await page.evaluate(() => performance.timeOrigin);
        const finish = await keepBusy();
        await beginUpdate(page, dir, version, marked(version));
        await waitUntil(page, isUpdating);
        await goOn();
        await sleep(LONGER_THAN_UNTIL_IDLE_MILLIS);
        finish();
        await waitUntil(page, hasTakenOver, undefined, TAKE_OVER);
        // Until the page has noticed.
        await sleep(LONGER_THAN_A_LOOK_MILLIS);
        assert.equal(await page.evaluate(isUpdating), false, version);
        assert.equal(await page.evaluate(() => performance.timeOrigin), origin, version);
        if (version === 'a1') {
          assert.equal(await page.evaluate(() => document.querySelector('#update')), null);
          await page.reload();
        } else {
          await click(page, '#update');
        }
        await waitUntil(page, isWhole, version);
        await page.evaluate(go, '#/library');
      }
    });
  });
}
