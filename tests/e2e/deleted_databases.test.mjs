// Chromium deletes all databases of a site, two starts after a kill in the midst of a write (docs/adr/0003-storage.md): nothing of the
// history is lost, nor any recording.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { DIST, ENTRY_PREFIX, LOG_PREFIX, SETTINGS, seal } from './support/app.mjs';
import { dump, storeRecordings } from './support/backup.mjs';
import { PATIENCE_MILLIS } from './support/browsers.mjs';
import { waitUntil, waitUntilRendered } from './support/engines.mjs';
import { longHistory, write } from './support/history.mjs';
import { killable, noKills } from './support/kills.mjs';
import { leaveIncomplete } from './support/leveldb.mjs';
import { serve } from './support/serve.mjs';

const DAYS = 30;
const RECORDED = 'A line of my own.';

/** Settings under which the safety page has been read, and nothing is spoken. Runs before the app. */
const settle = ({ key, text }) => {
  if (!localStorage.getItem(key)) localStorage.setItem(key, text);
};
const SETTLED = { key: SETTINGS, text: seal({ v: 2, data: { voice: false, safety_read: true } }) };

/** Creates a database of which the app knows nothing. Runs in the page. */
const createOther = () =>
  new Promise((done) => {
    indexedDB.open('other').onsuccess = ({ target }) => {
      target.result.close();
      done();
    };
  });

const hasOther = async () => (await indexedDB.databases()).some(({ name }) => name === 'other');

const isShown = (text) => document.body.innerText.includes(text);

/** Deletes the newest session. Returns whether it is gone. Runs in the page. */
const deleteFirst = () => {
  const isGone = document.body.innerText.includes('Undo');
  if (!isGone) document.querySelector('.session-row [aria-label^="Remove"]')?.click();
  return isGone;
};

/** The history in both places, and the recordings. */
async function stored(page) {
  const { local, journal, recordings } = await page.evaluate(dump);
  const of = (texts, prefix) => Object.fromEntries(Object.entries(texts).filter(([key]) => key.startsWith(prefix)));
  return { local: of(local, LOG_PREFIX), journal: of(journal, ENTRY_PREFIX), recordings };
}

test('what Chromium deletes is put back', { timeout: 300_000, skip: noKills() }, async (t) => {
  const server = await serve(DIST);
  t.after(server.close);
  const browser = killable(t, 'Chromium');
  const open = async (hash) => {
    const page = await browser.open(`${server.url}${hash}`, [settle, SETTLED]);
    await waitUntilRendered(page);
    return page;
  };
  const history = longHistory(DAYS);

  let page = await open('#/recordings');
  await waitUntil(page, async () => (await indexedDB.databases()).some(({ name }) => name === 'unknot-recordings'));
  await page.evaluate(storeRecordings, [[RECORDED], 1000]);
  await page.evaluate(write, history);
  await page.evaluate(createOther);
  await browser.close();
  // At this start the recording is copied.
  page = await open('#/recordings');
  await waitUntil(page, isShown, RECORDED);
  await browser.close();
  assert.equal(leaveIncomplete(browser.profile), 1);

  page = await open('#/progress');
  await waitUntil(page, deleteFirst);
  assert.ok(await page.evaluate(hasOther), 'the first start after the kill finds everything');
  const count = Object.keys(history.journal).length + 1;
  await waitUntil(page, (lines) => Object.values(localStorage).join('').split('"id":').length > lines, count);
  const before = await stored(page);
  assert.equal(Object.keys(before.journal).length, count);
  assert.deepEqual(Object.keys(before.recordings), [RECORDED]);
  await browser.close();

  page = await open('#/recordings');
  await waitUntil(page, isShown, RECORDED);
  assert.ok(!(await page.evaluate(hasOther)), 'Chromium deletes nothing any more, and this test can go');
  for (const deadline = Date.now() + PATIENCE_MILLIS; ; await sleep(50)) {
    const after = await stored(page);
    const isPutBack = Object.keys(after.journal).length === count;
    if (isPutBack || Date.now() > deadline) {
      assert.deepEqual(after, before);
      break;
    }
  }
  assert.deepEqual(page.errors, []);
});
