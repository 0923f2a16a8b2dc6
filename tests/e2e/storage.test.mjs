// Storage that is damaged, written by a newer version, full or forbidden. The app starts, notifies the user, discards nothing, and
// sessions can be practised.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, LOG_PREFIX, SETTINGS, SETTINGS_V1, seal, unseal } from './support/app.mjs';
import { inChromium } from './support/suite.mjs';

const DAMAGED = 'could not be read';
const NEWER = 'newer version of Unknot';
const FULL = 'This browser has no room left';
const SETTINGS_REFUSED = "doesn't let Unknot save your settings";
const REFUSED = "doesn't let Unknot save anything";

/** Stores texts before the app starts for the first time, but not again on a reload. Runs in the page. */
const seed = (texts) => {
  if (localStorage.getItem('test.seeded')) return;
  localStorage.setItem('test.seeded', 'yes');
  for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text);
};

describe('storage', { timeout: 180_000 }, () => {
  const suite = inChromium();

  const open = (texts) => App.open(suite.context, suite.url, { before: seed, argument: texts });

  const practiseBriefly = async (app) => {
    await app.start();
    await app.waitForProgress(1);
  };

  test('a damaged line of the log is quarantined, and all other lines are read', async () => {
    // Uses the entry of a session that the app has recorded, with a past day.
    const model = await App.openToday(suite.context, suite.url);
    await model.start();
    await model.finish();
    const [written] = await model.waitForJournal(1, { sessionOver: true });
    await suite.freshContext();

    const intact = seal({ ...written, id: 'a-1', day: '2026-01-01' });
    const torn = intact.slice(0, 40);
    const segment = `${intact}\n${torn}\n`;
    const key = `${LOG_PREFIX}2026-01`;
    const app = await open({ [key]: segment });
    await app.waitForNotice(DAMAGED);
    assert.deepEqual(await app.quarantined(), [torn]);
    assert.equal((await app.localStorage())[key], segment, 'the segment was overwritten');

    await app.acceptSafety();
    await app.goProgress();
    assert.equal(await app.page.locator('.session-row').count(), 1, 'the intact line is not read');
    await app.goToday();
    await practiseBriefly(app);
    assert.deepEqual(app.errors, []);

    await app.reload();
    assert.deepEqual(await app.quarantined(), [torn], 'the line is quarantined again');
    assert.deepEqual(await app.notices(), [], 'the notice is shown again');
  });

  for (const [what, text, notice] of [
    ['damaged settings', '{"v":1,"data":{"safety', DAMAGED],
    ['settings with a wrong checksum', '{"v":1,"data":{}}\t00000000', DAMAGED],
    ['settings of version 99', seal({ v: 99, data: { safety_read: { at: 7 }, bells: 'loud' } }), NEWER],
  ]) {
    test(`${what} are quarantined`, async () => {
      const app = await open({ [SETTINGS]: text });
      await app.waitForNotice(notice);
      assert.deepEqual(await app.quarantined(), [text]);
      await app.acceptSafety();
      assert.deepEqual(await app.quarantined(), [text], 'saving new settings changes the quarantine');
      await practiseBriefly(app);
      assert.deepEqual(app.errors, []);
    });
  }

  test('settings of version 1 are migrated and kept for older versions of the app', async () => {
    const data = { safety_read: true, theme: 'dark', voice: false, sore: 'cat-cow sphinx', cautions: 0b10_0001 };
    const text = seal({ v: 1, data });
    const app = await App.open(suite.context, suite.url, { before: seed, argument: { [SETTINGS_V1]: text }, voice: true });
    await app.page.waitForSelector('.offer');
    await app.page.waitForSelector('html[data-theme="dark"]');
    await app.go('#/pose/cat-cow');
    await app.page.getByRole('button', { name: 'Skip in every session', pressed: true }).click();
    await app.page.getByRole('button', { name: 'Skip in every session', pressed: false }).waitFor();
    const stored = await app.localStorage();
    assert.equal(stored[SETTINGS_V1], text);
    const { sore, cautions, theme } = unseal(stored[SETTINGS]).data;
    assert.deepEqual({ sore, cautions, theme }, { sore: ['sphinx'], cautions: ['osteoporosis', 'knee'], theme: 'dark' });
    await app.reload();
    await app.page.getByRole('button', { name: 'Skip in every session', pressed: false }).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('full storage is reported, and sessions still run', async () => {
    const app = await App.open(suite.context, suite.url, {
      before: () => {
        for (let size = 8 * 1024 * 1024; size >= 1; size /= 2) {
          try {
            for (;;) localStorage.setItem(`test.${size}.${localStorage.length}`, 'x'.repeat(size));
          } catch {
            // Continue with a smaller text.
          }
        }
      },
    });
    await app.acceptSafety();
    await app.waitForNotice(FULL);
    await practiseBriefly(app);
    await app.finish();
    assert.equal(await app.title(), 'Well done');
    assert.equal((await app.waitForJournal(1)).length, 1);
    assert.ok(!(await app.notices()).join().includes('They are not saved'), 'a session that is kept is said to be lost');
    assert.deepEqual(app.errors, []);
  });

  test('QuotaExceededError at every write is reported, and sessions still run', async () => {
    const app = await App.open(suite.context, suite.url, {
      before: () => {
        localStorage.setItem('test.other', 'uses the space');
        Storage.prototype.setItem = () => {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        };
      },
    });
    await app.acceptSafety();
    await app.waitForNotice(FULL);
    await practiseBriefly(app);
    assert.deepEqual(app.errors, []);
  });

  for (const [what, isKept, deny] of [
    [
      'storage without access to its items',
      true,
      () => {
        const denied = () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        };
        // The app takes a failed write to non-empty storage for a lack of space.
        localStorage.clear();
        Object.assign(Storage.prototype, { getItem: denied, setItem: denied, removeItem: denied });
      },
    ],
    [
      'storage without access to localStorage and IndexedDB',
      false,
      () => {
        const get = () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        };
        Object.defineProperty(window, 'localStorage', { get });
        Object.defineProperty(window, 'indexedDB', { get });
      },
    ],
  ]) {
    test(`${what} is reported, and sessions still run`, async () => {
      const app = await App.open(suite.context, suite.url, { before: deny });
      await app.acceptSafety();
      await app.waitForNotice(SETTINGS_REFUSED);
      await practiseBriefly(app);
      await app.finish();
      assert.equal(await app.title(), 'Well done');
      if (isKept) {
        // The session is in the journal, so nothing else may be said.
        assert.equal((await app.waitForJournal(1)).length, 1);
        assert.ok(!(await app.notices()).join().includes(REFUSED), 'a session that is kept is said to be lost');
      } else {
        await app.waitForNotice(REFUSED);
      }
      assert.equal(await app.streak(), '1', 'the session does not count while the page is open');
      assert.deepEqual(app.errors, []);
    });
  }
});
