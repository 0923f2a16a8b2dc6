// Backups: a file that is downloaded whole, in Chromium and Firefox; and the file that keeps itself up to date, in Chromium. Its
// picker can't be shown in a browser without a screen, so it is replaced by one that chooses a real file, on the browser's own disk.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { App, DIST, LOG_PREFIX, PHONE } from './support/app.mjs';
import { clickButton, contentsOf, countTurns, readFile, replacePickers, storeRecordings, writeFile } from './support/backup.mjs';
import { waitUntil, waitUntilRendered } from './support/engines.mjs';
import { sessionLine } from './support/history.mjs';
import { serve } from './support/serve.mjs';
import { inChromium } from './support/suite.mjs';
import { launchFirefox } from './support/webdriver.mjs';

const FILE = 'kept.txt';
/** How often a person clears the site's data. */
const CLEARS = 20;

// ---------------------------------------------------------------- run in the page

/** Removes a file. */
const removeFile = async (name) => (await navigator.storage.getDirectory()).removeEntry(name);

/** Has the browser answer questions about permission. `requestPermission` grants it for good. Runs before the app. */
const answerPermission = (answer) => {
  localStorage.setItem('test.permission', localStorage.getItem('test.permission') ?? answer);
  FileSystemHandle.prototype.queryPermission = async () => localStorage.getItem('test.permission');
  FileSystemHandle.prototype.requestPermission = async () => {
    localStorage.setItem('test.permission', 'granted');
    return 'granted';
  };
};

/** Makes the disk full in the middle of the next writes. */
const fillDisk = () => {
  const { write } = FileSystemWritableFileStream.prototype;
  globalThis.freeDisk = () => {
    FileSystemWritableFileStream.prototype.write = write;
  };
  FileSystemWritableFileStream.prototype.write = async function half(blob) {
    await write.call(this, blob.slice(0, blob.size / 2));
    throw new DOMException('', 'QuotaExceededError');
  };
};

// ----------------------------------------------------------------

describe('a backup', { timeout: 240_000 }, () => {
  const suite = inChromium();

  const practise = async (app) => {
    await app.start();
    await app.finish();
    await app.button('Back to Today').click();
    await app.page.waitForSelector('.offer');
  };

  const openData = async (app) => {
    await app.go('#/your-data');
    await app.page.getByRole('heading', { name: 'Your data', exact: true }).waitFor();
  };

  const status = (app, part) => app.page.locator('main [role=status]', { hasText: part }).first().waitFor();

  /** The file, once `holds` is true of what is in it. */
  const fileWhen = async (app, holds) => {
    let contents;
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
      const text = await app.page.evaluate(readFile, FILE);
      contents = text ? contentsOf(text) : undefined;
      if (contents && holds(contents)) return contents;
      await app.page.waitForTimeout(200);
    }
    throw new Error(`the file never holds it: ${JSON.stringify(contents)?.slice(0, 500)}`);
  };

  const hasSessions = (count) => ({ sessions }) => sessions.length === count;

  test('is downloaded whole, with sessions, settings and recordings', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await practise(app);
    await app.page.evaluate(storeRecordings, [['Bridge.', 'Sphinx.'], 60_000]);
    await openData(app);
    await app.page.getByText('1 session', { exact: true }).waitFor();
    await app.page.getByText('2 recordings of your own (120 KB)').waitFor();
    await app.button('Make a backup').click();
    await status(app, 'The file is ready');
    assert.equal(await app.page.locator('main :focus').textContent(), 'Save the file', 'the focus is lost');
    const downloading = app.page.waitForEvent('download');
    await app.button('Save the file').click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^unknot-backup-\d{4}-\d\d-\d\d\.txt$/);
    const { header, sessions, settings, recordings } = contentsOf(readFileSync(await download.path(), 'utf8'));
    assert.deepEqual([header.entries, header.recordings], [1, 2]);
    assert.deepEqual(sessions.map(({ routine }) => routine), ['morning-mobility']);
    assert.equal(settings.safety_read, true);
    const bytes = recordings.map(({ text, data }) => [text, Buffer.from(data, 'base64').length]);
    assert.deepEqual(bytes, [['Bridge.', 24_576], ['Bridge.', 24_576], ['Bridge.', 10_848], ['Sphinx.', 24_576], ['Sphinx.', 24_576], ['Sphinx.', 10_848]]);
    await app.page.getByText('Last backup: ').waitFor();
    await app.go('#/settings');
    await app.page.getByText('Last backup: ').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('is made in small steps, with progress, and can be stopped', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.page.evaluate(storeRecordings, [Array.from({ length: 60 }, (_, n) => `Line ${n}.`), 400_000]);
    await openData(app);
    await app.page.evaluate(countTurns);
    await app.button('Make a backup').click();
    await app.page.waitForFunction(() => document.querySelector('main progress')?.value > 0);
    await status(app, 'The file is ready (32.');
    // Each recording is read twice, and written in pieces.
    assert.ok((await app.page.evaluate(() => globalThis.turns)) > 120, 'the page had no turn between two steps');
    await app.goToday();
    await openData(app);
    await app.button('Make a backup').click();
    await app.button('Stop').click();
    await app.button('Make a backup').waitFor();
    assert.equal(await app.page.locator('main progress').count(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('the file that keeps itself up to date is written after each session and change', async () => {
    const app = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await practise(app);
    await openData(app);
    await app.button('Choose a new file').click();
    await status(app, 'kept.txt is up to date');
    await fileWhen(app, hasSessions(1));
    await practise(app);
    await fileWhen(app, hasSessions(2));
    await app.go('#/settings');
    await app.page.getByRole('radio', { name: 'Dark', exact: true }).check();
    await fileWhen(app, ({ settings }) => settings.theme === 'dark');
    await app.reload();
    await practise(app);
    await fileWhen(app, hasSessions(3));
    await openData(app);
    await app.page.getByText('Last saved to your backup file: ').waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('the file waits until the person lets the app save to it', async () => {
    const app = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await openData(app);
    await app.button('Choose a new file').click();
    await status(app, 'kept.txt is up to date');
    await app.page.addInitScript(answerPermission, 'prompt');
    await app.goToday();
    await app.reload();
    await practise(app);
    await app.waitForNotice('needs your OK');
    assert.equal((await fileWhen(app, () => true)).sessions.length, 0);
    await app.page.getByRole('link', { name: 'See what to do' }).click();
    await app.button('Go on keeping it up to date').click();
    await status(app, 'kept.txt is up to date');
    await fileWhen(app, hasSessions(1));
    assert.deepEqual(app.errors, []);
  });

  test('a file that is gone is said to be, and written once it is back', async () => {
    const app = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await openData(app);
    await app.button('Choose a new file').click();
    await status(app, 'kept.txt is up to date');
    const text = await app.page.evaluate(readFile, FILE);
    await app.page.evaluate(removeFile, FILE);
    await practise(app);
    await app.waitForNotice('could not be saved');
    await openData(app);
    await status(app, 'kept.txt is not where it was');
    assert.equal(await app.page.evaluate(readFile, FILE), '', 'it was made anew');
    await app.page.evaluate(writeFile, [FILE, text]);
    await app.button('Try again').click();
    await fileWhen(app, hasSessions(1));
    assert.deepEqual(app.errors, []);
  });

  test('a full disk leaves the old content, and the next try writes the new one', async () => {
    const app = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await practise(app);
    await openData(app);
    await app.button('Choose a new file').click();
    await status(app, 'kept.txt is up to date');
    const before = await app.page.evaluate(readFile, FILE);
    await app.page.evaluate(fillDisk);
    await practise(app);
    await app.waitForNotice('could not be saved');
    assert.equal(await app.page.evaluate(readFile, FILE), before);
    await openData(app);
    await status(app, 'There is no room to save kept.txt');
    await app.page.evaluate(() => globalThis.freeDisk());
    await app.button('Try again').click();
    await fileWhen(app, hasSessions(2));
    assert.deepEqual(app.errors, []);
  });

  test('after everything was cleared, a file with more than is here is not written over', async () => {
    const first = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await practise(first);
    await openData(first);
    await first.button('Choose a new file').click();
    await status(first, 'kept.txt is up to date');
    const text = await first.page.evaluate(readFile, FILE);
    await suite.freshContext();
    const app = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await app.page.evaluate(writeFile, [FILE, text]);
    await openData(app);
    await app.button('Use a backup I already have').click();
    await status(app, 'has data that is not on this device');
    await practise(app);
    await app.waitForNotice('could not be saved');
    assert.equal(await app.page.evaluate(readFile, FILE), text);
    // Everything is back with two taps, and the file goes on.
    await openData(app);
    await app.button('See what is in it').click();
    await app.button('Restore').click();
    await status(app, 'kept.txt is up to date');
    await fileWhen(app, hasSessions(2));
    assert.equal((await app.entries()).length, 2);
    assert.deepEqual(app.errors, []);
  });

  test(`${CLEARS} times the site's data is cleared, and everything is back once the file is picked again`, async () => {
    const app = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await practise(app);
    await app.page.evaluate(storeRecordings, [['Bridge.'], 60_000]);
    await openData(app);
    await app.button('Choose a new file').click();
    await status(app, 'kept.txt is up to date');
    const devtools = await suite.context.newCDPSession(app.page);
    const { origin } = new URL(suite.url);
    let known = await fileWhen(app, hasSessions(1));
    for (let clears = 1; clears <= CLEARS; clears += 1) {
      // The file is outside of the browser. Here it is in the browser, so that it is cleared too.
      const text = await app.page.evaluate(readFile, FILE);
      await app.page.goto(`${suite.url}licences.txt`);
      await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
      await app.page.goto(suite.url);
      await app.waitUntilRendered();
      assert.equal((await app.entries()).length, 0, 'nothing was cleared');
      await app.acceptSafety();
      await app.page.evaluate(writeFile, [FILE, text]);
      // Sometimes with practice in between.
      if (clears % 5 === 0) await practise(app);
      await openData(app);
      await app.button('Use a backup I already have').click();
      await app.button('See what is in it').click();
      await app.button('Restore').click();
      await status(app, 'kept.txt is up to date');
      const now = await fileWhen(app, ({ sessions }) => sessions.length >= known.sessions.length);
      const ids = new Set(now.sessions.map(({ id }) => id));
      assert.ok(known.sessions.every(({ id }) => ids.has(id)), 'the file has lost a session');
      assert.equal(now.sessions.length, known.sessions.length + (clears % 5 === 0), 'a session was doubled');
      assert.equal(now.recordings.length, known.recordings.length, 'a recording was lost');
      assert.equal((await app.waitForEntries(now.sessions.length)).length, now.sessions.length);
      known = now;
    }
    // A text has no icon, for which the browser asks.
    assert.deepEqual(app.errors.filter((error) => !error.includes('404')), []);
  });

  test('two tabs write it in turn, and neither loses what the other has done', async () => {
    const app = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await openData(app);
    await app.button('Choose a new file').click();
    await status(app, 'kept.txt is up to date');
    const other = await App.open(suite.context, suite.url, { before: replacePickers, argument: FILE });
    await practise(other);
    await practise(app);
    await fileWhen(app, hasSessions(2));
    await other.go('#/settings');
    await other.page.getByRole('radio', { name: 'Dark', exact: true }).check();
    await fileWhen(app, ({ settings, sessions }) => settings.theme === 'dark' && sessions.length === 2);
    assert.deepEqual([...app.errors, ...other.errors], []);
  });
});

test('a backup is downloaded whole in Firefox', { timeout: 240_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'unknot-downloads-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const server = await serve(DIST);
  t.after(() => server.close());
  const prefs = {
    'browser.download.folderList': 2,
    'browser.download.dir': folder,
    'browser.download.useDownloadDir': true,
    'browser.download.alwaysOpenPanel': false,
    'browser.helperApps.neverAsk.saveToDisk': 'text/plain',
  };
  const browser = await launchFirefox({ prefs, args: [`--width=${PHONE.width}`, `--height=${PHONE.height}`] });
  t.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(server.url);
  await waitUntilRendered(page);
  await page.evaluate(([key, line]) => localStorage.setItem(key, `${line}\n`), [`${LOG_PREFIX}2026-01`, sessionLine(1, Date.UTC(2026, 0, 12, 7))]);
  await page.evaluate(storeRecordings, [['Bridge.'], 60_000]);
  await page.reload();
  await waitUntilRendered(page);
  await page.evaluate(clickButton, "I've read this");
  await page.evaluate(() => {
    location.hash = '#/your-data';
  });
  await waitUntil(page, clickButton, 'Make a backup');
  await waitUntil(page, clickButton, 'Save the file');
  const downloaded = () => readdirSync(folder).filter((name) => name.endsWith('.txt'));
  const whole = () => {
    const [name] = downloaded();
    return name && readFileSync(join(folder, name), 'utf8');
  };
  for (const deadline = Date.now() + 60_000; !whole()?.includes('"backup":"end"'); await sleep(100)) {
    if (Date.now() > deadline) throw new Error(`nothing whole was downloaded: ${readdirSync(folder)}`);
  }
  const { sessions, recordings } = contentsOf(whole());
  assert.equal(sessions.length, 1);
  assert.deepEqual(recordings.map(({ text }) => text), ['Bridge.', 'Bridge.', 'Bridge.']);
  assert.deepEqual(page.errors, []);
});
