// Two copies of the app in folders of one host (docs/adr/0023-names-by-folder.md): both take over what an earlier version stored
// under names that all copies shared, and from then on neither touches what the other stores, locks or shows.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { App, DIST, LOG_PREFIX, PHONE, SETTINGS, SETTINGS_V1, seal, unseal } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { ENGINES, launch, waitUntil, waitUntilRendered } from './support/engines.mjs';
import { sessionLine } from './support/history.mjs';
import { serve } from './support/serve.mjs';
import { HIGHER } from './support/voices.mjs';

const CLIP = `voice/${HIGHER}/00000000.mp3`;
const NEXT_VERSION = '00000000000000ff';

// ------------------------------------------------------------------ run in the page

/** Stores what an earlier version did: texts in localStorage, in the journal and a recording. */
const storeShared = async ({ local, journal, recording }) => {
  for (const [key, text] of Object.entries(local)) localStorage.setItem(key, text);
  const fill = (name, store, values) =>
    new Promise((done, failed) => {
      const opening = indexedDB.open(name, 1);
      opening.onerror = failed;
      opening.onupgradeneeded = () => opening.result.createObjectStore(store);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(store, 'readwrite');
        for (const [key, value] of Object.entries(values)) transaction.objectStore(store).put(value, key);
        transaction.onerror = failed;
        transaction.oncomplete = () => {
          opening.result.close();
          done();
        };
      };
    });
  await fill('unknot', 'journal', journal);
  await fill('unknot-recordings', 'lines', { [recording]: { bytes: new ArrayBuffer(8), type: 'audio/wav' } });
};

/** The texts of localStorage whose keys are those of one copy. */
const localOf = (home) => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith(`${home}unknot`)));

/** The keys of a database. */
const keysOf = ([name, store]) =>
  new Promise((done, failed) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => done([]);
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => {
      const keys = opening.result.transaction(store).objectStore(store).getAllKeys();
      keys.onerror = failed;
      keys.onsuccess = () => {
        opening.result.close();
        // Without the mark of recordings that have yet to be filled from the spare copy.
        done(keys.result.filter(Boolean));
      };
    };
  });

/** Clicks the label or button with a text. Returns whether there is one. */
const clickText = (text) => {
  const found = [...document.querySelectorAll('label, button')].find((one) => one.textContent.trim() === text);
  found?.click();
  return found !== undefined;
};

/** Remembers the theme of the first paint, which the program hasn't touched yet. */
const rememberFirstTheme = () => {
  addEventListener('unknot-begun', () => {
    globalThis.firstTheme = document.documentElement.dataset.theme ?? 'system';
  });
};

/** Checks for an update. Resolves when the new version waits. */
const update = async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  while (!registration.waiting) await new Promise((later) => setTimeout(later, 50));
};

/** Asks the waiting version to take over, and resolves to its answer. If it agrees, it has taken over by then. */
const takeOver = async () => {
  const { waiting } = await navigator.serviceWorker.getRegistration();
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
  });
  waiting.postMessage({ type: 'skip-waiting' }, [port2]);
  if ((await answer) === 'taking-over') {
    while (waiting.state !== 'activated') await new Promise((done) => waiting.addEventListener('statechange', done, { once: true }));
  }
  return answer;
};

/** Holds a lock until the page is closed. */
const hold = (name) => new Promise((held) => {
  navigator.locks.request(name, () => {
    held();
    return new Promise(() => {});
  });
});

// ------------------------------------------------------------------ run in the test

/** Serves a copy of the app in each of these folders. Resolves to their addresses and the folder of all files. */
async function serveCopies(t, folders = ['a', 'b']) {
  const dir = mkdtempSync(join(tmpdir(), 'unknot-'));
  t.after(() => rmSync(dir, { recursive: true }));
  for (const folder of folders) cpSync(DIST, join(dir, folder), { recursive: true });
  const server = await serve(dir);
  t.after(server.close);
  return { at: (folder) => `${server.url}${folder}`, dir };
}

/** Deploys a version with another index.html. */
function publish(dir) {
  const html = readFileSync(join(dir, 'index.html'), 'utf8').replace('<html', '<html data-next');
  writeFileSync(join(dir, 'index.html'), html);
  const digest = createHash('sha256').update(html).digest('base64').slice(0, 16);
  const worker = readFileSync(join(dir, 'sw.js'), 'utf8')
    .replace(/\["\.\/","[^"]+"\]/, `["./","${digest}"]`)
    .replace(/"[0-9a-f]{16}"/, `"${NEXT_VERSION}"`);
  writeFileSync(join(dir, 'sw.js'), worker);
}

const YESTERDAY = Date.now() - 86_400_000;

/** What an earlier version stored: a theme, a session in each place, and a recording. */
const SHARED = {
  local: {
    [SETTINGS]: seal({ v: 2, data: { safety_read: true, theme: 'dark', voice: false } }),
    [`${LOG_PREFIX}${new Date(YESTERDAY).toISOString().slice(0, 7)}`]: `${sessionLine(1, YESTERDAY)}\n`,
  },
  journal: { 'entry.late': sessionLine(2, YESTERDAY, { id: 'late' }) },
  recording: 'An obsolete line.',
};

for (const engine of ENGINES) {
  describe(`in ${engine}`, { timeout: 420_000 }, () => {
    test('both copies take over what is stored, and are separate from then on', async (t) => {
      const { at } = await serveCopies(t);
      const browser = await launch(t, engine);
      const page = await browser.newPage({ before: rememberFirstTheme });
      await page.goto(at('a/licences.txt'));
      await page.evaluate(storeShared, SHARED);
      const open = async (address) => {
        // Only another document starts the program again.
        await page.goto(at('a/licences.txt'));
        await page.goto(at(address));
        await waitUntilRendered(page);
      };
      const rows = () => waitUntil(page, () => document.querySelectorAll('.session-row').length);
      const firstTheme = () => page.evaluate(() => globalThis.firstTheme);
      const before = await page.evaluate(localOf, '');

      for (const folder of ['a', 'b']) {
        await open(`${folder}/#/progress`);
        assert.equal(await firstTheme(), 'dark', `the first start of ${folder}`);
        await waitUntil(page, () => document.querySelectorAll('.session-row').length === 2);
        await open(`${folder}/#/recordings`);
        await waitUntil(page, () => document.body.innerText.includes('An obsolete line.'));
        const recorded = await page.evaluate(keysOf, [`/${folder}/unknot-recordings`, 'lines']);
        assert.deepEqual(recorded, [SHARED.recording]);
      }
      assert.deepEqual(await page.evaluate(localOf, ''), before, 'what was shared has changed');

      const ofB = await page.evaluate(localOf, '/b/');
      const journalOfB = await page.evaluate(keysOf, ['/b/unknot', 'journal']);
      assert.ok(journalOfB.includes('entry.late'), String(journalOfB));
      await open('a/#/settings');
      await waitUntil(page, clickText, 'Light');
      await waitUntil(page, () => document.documentElement.dataset.theme === 'light');
      await open('a/#/flare');
      await waitUntil(page, clickText, 'Yes, go gently');
      await waitUntil(page, async () => Object.entries(localStorage).some(([key, text]) => key.startsWith('/a/unknot.log') && text.includes('"flare"')));

      assert.deepEqual(await page.evaluate(localOf, '/b/'), ofB);
      assert.deepEqual(await page.evaluate(keysOf, ['/b/unknot', 'journal']), journalOfB);
      for (const [folder, theme, isFlare] of [['b', 'dark', false], ['a', 'light', true]]) {
        await open(`${folder}/`);
        assert.equal(await firstTheme(), theme, folder);
        const offers = await page.evaluate(() => document.body.innerText.includes('A flare-up? Go gently'));
        assert.equal(offers, !isFlare, folder);
        await open(`${folder}/#/progress`);
        assert.equal(await rows(), 2);
      }
      assert.deepEqual(await page.evaluate(localOf, ''), before, 'what was shared has changed');
      assert.deepEqual(page.errors, []);
    });

    test('the first start shows no settings of the other copies once it has its own', async (t) => {
      const { at } = await serveCopies(t);
      const browser = await launch(t, engine);
      const page = await browser.newPage({ before: rememberFirstTheme });
      await page.goto(at('a/'));
      await waitUntilRendered(page);
      await page.evaluate(([key, text]) => localStorage.setItem(key, text), [SETTINGS_V1, seal({ v: 1, data: { theme: 'dark', safety_read: true } })]);
      await page.reload();
      await waitUntilRendered(page);
      assert.equal(await page.evaluate(() => globalThis.firstTheme), 'system');
      assert.equal(await page.evaluate(() => document.documentElement.dataset.start), 'safety');
    });
  });
}

describe('in Chromium', { timeout: 420_000 }, () => {
  const open = async (t) => {
    const browser = await launchChromium();
    t.after(() => browser.close());
    return browser.newContext({ viewport: PHONE });
  };

  test('a session of one copy is none of the other: both run one, and record one each', async (t) => {
    const { at } = await serveCopies(t);
    const context = await open(t);
    const settings = seal({ v: 2, data: { voice: false } });
    const before = ([home, text]) => localStorage.setItem(`${home}unknot.settings.v2`, text);
    const apps = [];
    for (const folder of ['a', 'b']) {
      apps.push(await App.openToday(context, at(`${folder}/`), { before, argument: [`/${folder}/`, settings], voice: true }));
    }
    const [a, b] = apps;
    await a.start();
    await b.goToday();
    await b.start();
    for (const app of apps) assert.equal((await app.audio()).paused, false);
    await a.finish();
    await b.waitForProgress(1);
    assert.equal(await b.page.locator('.done').count(), 0);
    await b.finish();
    const ids = async (home) => {
      const found = await a.page.evaluate(localOf, home);
      const lines = Object.entries(found).filter(([key]) => key.startsWith(home + LOG_PREFIX)).flatMap(([, text]) => text.trim().split('\n'));
      return lines.map((line) => unseal(line).id);
    };
    await a.page.waitForFunction(() => Object.keys(localStorage).filter((key) => key.includes('unknot.log')).length === 2);
    const [ofA, ofB] = [await ids('/a/'), await ids('/b/')];
    assert.deepEqual([ofA.length, ofB.length, new Set([...ofA, ...ofB]).size], [1, 1, 2]);
    assert.deepEqual(await ids(''), []);
    assert.deepEqual([a.errors, b.errors], [[], []]);
  });

  test('an update of one copy leaves the caches of the others alone, and waits for its own sessions only', async (t) => {
    const folders = ['a', 'b', 'b/a', 'x@/a'];
    // The last one has, in its path, what separates the path from a version.
    const { at, dir } = await serveCopies(t, folders);
    const context = await open(t);
    const pages = {};
    for (const folder of folders) {
      const { page } = await App.open(context, at(`${folder}/`), { voice: true });
      await page.waitForFunction(() => navigator.serviceWorker.ready.then(({ scope }) => scope === new URL('./', location.href).href));
      await page.evaluate(([name, url]) => caches.open(name).then((cache) => cache.put(url, new Response('a clip'))), [`unknot-voice-${HIGHER}@/${folder}/`, at(`${folder}/${CLIP}`)]);
      pages[folder] = page;
    }
    const caches = () => pages.a.evaluate(() => globalThis.caches.keys());
    const before = await caches();
    assert.equal(before.length, 2 * folders.length, before.join());

    // A session of the other copy, and one in a tab of an earlier version of the other copy.
    await pages.b.evaluate(hold, '/b/unknot-session');
    const old = await context.newPage();
    await old.goto(at('b/licences.txt'));
    await old.evaluate(hold, 'unknot-session.of-earlier');
    publish(join(dir, 'a'));
    await pages.a.evaluate(update);
    assert.equal(await pages.a.evaluate(takeOver), 'taking-over');
    const kept = before.filter((name) => !/^unknot-[0-9a-f]{16}@\/a\/$/.test(name));
    assert.deepEqual((await caches()).sort(), [...kept, `unknot-${NEXT_VERSION}@/a/`].sort());

    publish(join(dir, 'b'));
    await pages.b.evaluate(update);
    assert.equal(await pages.b.evaluate(takeOver), 'in-session');
    await pages.b.close();
    await pages['b/a'].goto(at('b/'));
    assert.equal(await pages['b/a'].evaluate(takeOver), 'in-session', 'a tab of an earlier version is in a session');
    await old.close();
    assert.equal(await pages['b/a'].evaluate(takeOver), 'taking-over');
  });

  test('a copy below another one does not take the worker of that for its own', async (t) => {
    const { at, dir } = await serveCopies(t, ['a', 'a/b']);
    const context = await open(t);
    const outer = await App.openToday(context, at('a/'));
    await outer.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    // Its own worker can't be installed, so that of the folder around it stays in control.
    rmSync(join(dir, 'a/b/sw.js'));
    const inner = await App.openToday(context, at('a/b/'));
    assert.ok(await inner.page.evaluate(() => navigator.serviceWorker.controller !== null));
    await inner.go('#/settings');
    await inner.page.getByText('Unknot is not stored on this device yet').waitFor();
  });

  test('two copies can be installed side by side', async (t) => {
    const { at } = await serveCopies(t);
    const context = await open(t);
    const ids = [];
    for (const folder of ['a', 'b']) {
      const { page } = await App.open(context, at(`${folder}/`));
      const session = await context.newCDPSession(page);
      ids.push((await session.send('Page.getAppId')).appId);
    }
    assert.deepEqual(ids, ['a', 'b'].map((folder) => at(`${folder}/?source=pwa`)));
  });
});
