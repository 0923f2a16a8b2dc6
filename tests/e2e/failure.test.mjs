// When the program can't go on: what is said, that it is silent, that all is kept, and that there is a way out. No failure
// is built in. A page is poisoned where the program trusts the browser, or gets files that are no good.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { serveDist } from '../../tools/serve.mjs';
import { DIST } from './support/app.mjs';
import { click, ENGINES, isDrawn, launch, reloads, until } from './support/both.mjs';

const REPORT = 'unknot.crash';
const CRASHED = 'Something went wrong';
const NOT_STARTED = 'Unknot could not start';
const NOT_FETCHED = 'Part of Unknot is missing';
const NO_WASM = 'WebAssembly is off';
/** Starts that are closer to each other are not counted. */
const APART_MILLIS = 3100;

// ------------------------------------------------------------------ run in the page

/** The program asks for the window whatever it does, and panics where there is none. */
const poison = () => {
  globalThis.Window = class {};
};

/** At each start, while the page has a cookie that says so. */
const poisonIfMarked = () => {
  if (document.cookie.includes('poison=yes')) globalThis.Window = class {};
};

const mark = (poison) => {
  document.cookie = `poison=${poison}`;
};

/** Every element that was ever played. */
const watchAudio = () => {
  globalThis.played = new Set();
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function note() {
    globalThis.played.add(this);
    return play.call(this);
  };
};

const isPlaying = () => [...globalThis.played].some((audio) => !audio.paused && audio.currentTime > 0);

/** It sounds, or it goes on without, where there is nothing to hear it with. */
const runs = () =>
  [...globalThis.played].some((audio) => !audio.paused && audio.currentTime > 0) || /can't play here/.test(document.body.innerText);

/** What a person has on the device, but for the report. */
const kept = (report) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key !== report));

/** All that a page may hear from now on. */
const disturb = () => {
  for (const name of ['visibilitychange', 'resume', 'keydown', 'click']) document.dispatchEvent(new Event(name, { bubbles: true }));
  for (const name of ['pagehide', 'pageshow', 'hashchange', 'resize']) dispatchEvent(new Event(name));
};

const go = (hash) => {
  location.hash = hash;
};

/** Calls what traps, as a program does that has no time left for a message. */
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
  await until(page, () => document.querySelector('.offer') !== null);
  return page;
}

/** Waits for the page that says what has failed. */
async function hasFailed(page, title) {
  await until(page, (wanted) => document.querySelector('h1')?.textContent === wanted, title);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
  return page.evaluate((key) => JSON.parse(localStorage.getItem(key)), REPORT);
}

/** Publishes a version; its script is `script`, or what it was. */
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

const isVersion = (version) => document.documentElement.dataset.version === version;

for (const engine of ENGINES) {
  describe(`in ${engine}`, { timeout: 600_000 }, () => {
    test('a panic in a page: it is said, all is kept, and a reload leads back', async (t) => {
      const server = await serve(t);
      const page = await openToday(t, engine, server.url);
      const before = await page.evaluate(kept, REPORT);
      await page.evaluate(poison);
      await page.evaluate(go, '#/progress');
      const report = await hasFailed(page, CRASHED);
      assert.equal(report.kind, 'crash');
      assert.match(report.message, /panicked at .*\.rs:\d+/);
      assert.match(report.program, /^unknot-\w+\.js$/);
      await page.evaluate(disturb);
      assert.deepEqual(await page.evaluate(kept, REPORT), before);
      await click(page, 'summary');
      assert.match(await page.text(), /panicked at/);
      await click(page, '[data-reload]');
      await isDrawn(page);
      await page.evaluate(go, '#/');
      await until(page, () => document.querySelector('.offer') !== null);
    });

    test('a panic while a session sounds: it is silent, and the session can be gone on with', async (t) => {
      const server = await serve(t);
      const page = await openToday(t, engine, server.url, { before: watchAudio, sound: true });
      await click(page, '.offer .button--main');
      await until(page, () => document.querySelector('.player') !== null);
      await until(page, runs);
      await until(page, () => Object.keys(localStorage).some((key) => key.startsWith('unknot.heartbeat')));
      await page.evaluate(poison);
      await hasFailed(page, CRASHED);
      const before = await page.evaluate(kept, REPORT);
      await page.evaluate(disturb);
      await sleep(500);
      assert.equal(await page.evaluate(isPlaying), false);
      assert.equal(await page.evaluate(() => navigator.mediaSession?.metadata ?? null), null);
      assert.deepEqual(await page.evaluate(kept, REPORT), before);
      await click(page, '[data-reload]');
      await isDrawn(page);
      await page.evaluate(go, '#/');
      await until(page, () => document.querySelector('.resume') !== null);
    });

    test('a trap and an exception on its way through the program end it, and what others throw does not', async (t) => {
      const server = await serve(t);
      const browser = await launch(t, engine);
      const page = await browser.newPage();
      await page.goto(server.url);
      await isDrawn(page);
      await page.evaluate(() => {
        setTimeout(() => {
          throw new TypeError('of an extension');
        });
        Promise.reject(new Error('of another'));
      });
      await sleep(200);
      assert.equal(await page.evaluate((key) => localStorage.getItem(key), REPORT), null);
      for (const how of ['error', 'rejection']) {
        await page.evaluate(trap, how);
        assert.match((await hasFailed(page, CRASHED)).message, /RuntimeError/);
        await click(page, '[data-reload]');
        await isDrawn(page);
      }
      await page.evaluate(() => {
        Document.prototype.createTextNode = () => {
          throw new RangeError('no more texts');
        };
        document.querySelector('#main .button').click();
      });
      assert.match((await hasFailed(page, CRASHED)).message, /RangeError: no more texts/);
    });

    test('a panic at the start: it is said, nothing is lost, and one can try again', async (t) => {
      const server = await serve(t);
      const page = await openToday(t, engine, server.url, { before: poisonIfMarked });
      await page.evaluate(mark, 'yes');
      const before = await page.evaluate(kept, REPORT);
      await page.reload();
      const report = await hasFailed(page, NOT_STARTED);
      assert.equal(report.kind, 'no-start');
      const loaded = await page.evaluate(() => performance.timeOrigin);
      await sleep(1000);
      assert.equal(await page.evaluate(() => performance.timeOrigin), loaded, 'no reload leads anywhere');
      const after = await page.evaluate(kept, REPORT);
      assert.deepEqual({ ...after, 'unknot.starts': '' }, { ...before, 'unknot.starts': '' });
      await page.evaluate(mark, 'no');
      await click(page, '[data-reload]');
      await until(page, () => document.querySelector('.offer') !== null);
      assert.equal(await page.evaluate(() => localStorage.getItem('unknot.starts')), null);
    });

    test('without WebAssembly, or where it is not allowed, the page says what to turn on', async (t) => {
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
        await hasFailed(page, NO_WASM);
        assert.match(await page.text(), /Lockdown Mode.*about:config.*Try again/s);
        assert.equal(await page.evaluate(() => document.querySelector('#splash')), null);
        await page.close();
      }
    });

    test('a program that does not come, or not as it was published, can be asked for again', async (t) => {
      const dir = copy(t);
      let answers = true;
      const server = await serve(t, dir, (path) => answers || !path.endsWith('.wasm'));
      const browser = await launch(t, engine);
      const page = await browser.newPage();
      const program = fileOf(dir, 'wasm');
      for (const [spoil, title] of [
        [() => rmSync(program), NOT_FETCHED],
        [() => rmSync(fileOf(dir, 'js')), NOT_FETCHED],
        [
          () => {
            answers = false;
          },
          NOT_FETCHED,
        ],
        [() => truncateSync(program, 10_000), NOT_STARTED],
      ]) {
        spoil();
        await page.goto(server.url);
        await hasFailed(page, title);
        answers = true;
        cpSync(DIST, dir, { recursive: true, filter: (path) => !path.endsWith('.mp3') });
        if (title === NOT_STARTED) break;
        await click(page, '[data-reload]');
        await isDrawn(page);
        // The next visit is a first one, too.
        await page.evaluate(async () => {
          for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
          for (const name of await caches.keys()) await caches.delete(name);
        });
      }
      await click(page, '[data-reload]');
      await isDrawn(page);
    });

    test('a version that fails at its start gives way to the repaired one, unless a session runs in another tab', async (t) => {
      const dir = copy(t);
      const server = await serve(t, dir);
      const browser = await launch(t, engine);
      const page = await browser.newPage();
      await page.goto(server.url);
      await click(page, '#main .bottom-action .button');
      await until(page, () => navigator.serviceWorker.controller !== null);
      // The tab of the first visit is not told of updates.
      await page.reload();
      await isDrawn(page);
      const before = await page.evaluate(kept, REPORT);
      const update = async (version, script) => {
        publish(dir, version, script);
        await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
        await until(page, () => {
          const button = [...document.querySelectorAll('.notice button')].find((one) => one.textContent === 'Update now');
          button?.click();
          return button !== undefined;
        });
        await until(page, isVersion, version);
      };

      // By itself, where the repaired one is to be had.
      await update('b1', 'throw new Error("broken")');
      const report = await hasFailed(page, NOT_STARTED);
      assert.match(report.message, /broken/);
      publish(dir, 'a1');
      await page.reload();
      await until(page, isVersion, 'a1');
      await until(page, () => document.querySelector('.offer') !== null);

      // By the button, and not while a session runs.
      await update('b2', 'globalThis.Window = undefined; null.broken');
      await hasFailed(page, NOT_STARTED);
      const other = await browser.newTab();
      await other.goto(server.url);
      await hasFailed(other, NOT_STARTED);
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
      await reloads(page, () => click(page, '[data-reload]'));
      await hasFailed(page, NOT_STARTED);
      await other.evaluate(() => globalThis.endSession());
      await other.close();
      // Where it was asking just now, it goes by itself.
      await click(page, '[data-reload]').catch(() => {});
      await until(page, isVersion, 'a2');
      await until(page, () => document.querySelector('.offer') !== null);

      // A start that hangs says nothing: two in a row do.
      await update('b3', 'await new Promise(() => {})');
      publish(dir, 'a3');
      for (let start = 0; start < 2; start += 1) {
        await sleep(APART_MILLIS);
        await page.reload();
      }
      await until(page, isVersion, 'a3');
      await until(page, () => document.querySelector('.offer') !== null);
      assert.deepEqual(await page.evaluate(kept, REPORT), before);
    });
  });
}
