// Storage that is damaged, from the future, full or forbidden. The app starts, says so, throws nothing away and is
// there to practise with: somebody with a sore back can't mend a browser first.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, LOG_PREFIX, SETTINGS, SETTINGS_V1, seal, unseal } from './support/app.mjs';
import { inChromium } from './support/suite.mjs';

const DAMAGED = 'could not be read';
const NEWER = 'newer version of Unknot';
const FULL = 'storage of this browser is full';
const REFUSED = 'does not let Unknot save anything';

/** Stores texts before the app first looks, and only then: a reload finds what the app made of them. In the page. */
const seed = (texts) => {
  if (localStorage.getItem('test.seeded')) return;
  localStorage.setItem('test.seeded', 'yes');
  for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text);
};

describe('storage that', { timeout: 180_000 }, () => {
  const suite = inChromium();

  const open = (texts) => App.open(suite.context, suite.url, { before: seed, argument: texts });

  const canPractise = async (app) => {
    await app.start();
    await app.waitForProgress(1);
  };

  test('has a damaged line keeps it aside, and every other line', async () => {
    // A finished session of the app itself tells how an entry is written; here its day is long past.
    const model = await App.openToday(suite.context, suite.url);
    await model.start();
    await model.skipToEnd();
    const [written] = await model.waitForJournal(1, { overToo: true });
    await suite.freshContext();

    const sound = seal({ ...written, id: 'a-1', day: '2026-01-01' });
    const torn = sound.slice(0, 40);
    const segment = `${sound}\n${torn}\n`;
    const key = `${LOG_PREFIX}2026-01`;
    const app = await open({ [key]: segment });
    await app.waitForNotice(DAMAGED);
    assert.deepEqual(await app.quarantined(), [torn]);
    assert.equal((await app.localStorage())[key], segment, 'nothing was overwritten');

    await app.acceptSafety();
    await app.goProgress();
    assert.equal(await app.page.locator('.session-row').count(), 1, 'the sound line is read');
    await app.goToday();
    await canPractise(app);
    assert.deepEqual(app.errors, []);

    await app.reload();
    assert.deepEqual(await app.quarantined(), [torn], 'it is set aside once');
    assert.deepEqual(await app.notices(), [], 'and told once');
  });

  for (const [what, text, notice] of [
    ['damaged settings', '{"v":1,"data":{"safety', DAMAGED],
    ['settings with a wrong check sum', '{"v":1,"data":{}}\t00000000', DAMAGED],
    ['settings of version 99', seal({ v: 99, data: { safety_read: { at: 7 }, bells: 'loud' } }), NEWER],
  ]) {
    test(`has ${what} keeps them aside`, async () => {
      const app = await open({ [SETTINGS]: text });
      await app.waitForNotice(notice);
      assert.deepEqual(await app.quarantined(), [text]);
      await app.acceptSafety();
      assert.deepEqual(await app.quarantined(), [text], 'new settings leave the old ones there');
      await canPractise(app);
      assert.deepEqual(app.errors, []);
    });
  }

  test('has settings of version 1 is read, and leaves them to an older version', async () => {
    const data = { safety_read: true, theme: 'dark', voice: false, sore: 'cat-cow sphinx', cautions: 0b10_0001 };
    const text = seal({ v: 1, data });
    const app = await App.open(suite.context, suite.url, { before: seed, argument: { [SETTINGS_V1]: text }, voice: true });
    await app.page.waitForSelector('.offer');
    await app.page.waitForSelector('html[data-theme="dark"]');
    await app.go('#/pose/cat-cow');
    await app.page.getByRole('button', { name: 'My sore list', pressed: true }).click();
    await app.page.getByRole('button', { name: 'My sore list', pressed: false }).waitFor();
    const stored = await app.localStorage();
    assert.equal(stored[SETTINGS_V1], text);
    const { sore, cautions, theme } = unseal(stored[SETTINGS]).data;
    assert.deepEqual({ sore, cautions, theme }, { sore: ['sphinx'], cautions: ['osteoporosis', 'knee'], theme: 'dark' });
    await app.reload();
    await app.page.getByRole('button', { name: 'My sore list', pressed: false }).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('is really full is told of, and no obstacle', async () => {
    const app = await App.open(suite.context, suite.url, {
      before: () => {
        for (let size = 8 * 1024 * 1024; size >= 1; size /= 2) {
          try {
            for (;;) localStorage.setItem(`test.${size}.${localStorage.length}`, 'x'.repeat(size));
          } catch {
            // No room for so much: a smaller one.
          }
        }
      },
    });
    await app.acceptSafety();
    await app.waitForNotice(FULL);
    await canPractise(app);
    await app.skipToEnd();
    assert.equal(await app.title(), 'Well done');
    assert.equal((await app.waitForJournal(1)).length, 1, 'the journal still takes it');
    assert.deepEqual(app.errors, []);
  });

  test('throws QuotaExceededError at every write is told of, and no obstacle', async () => {
    const app = await App.open(suite.context, suite.url, {
      before: () => {
        localStorage.setItem('test.neighbour', 'holds the room');
        Storage.prototype.setItem = () => {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        };
      },
    });
    await app.acceptSafety();
    await app.waitForNotice(FULL);
    await canPractise(app);
    assert.deepEqual(app.errors, []);
  });

  for (const [what, refuse] of [
    [
      'refuses to be read and written',
      () => {
        const refused = () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        };
        // Where something is stored, what is refused is room.
        localStorage.clear();
        Object.assign(Storage.prototype, { getItem: refused, setItem: refused, removeItem: refused });
      },
    ],
    [
      'is refused as a whole',
      () => {
        const get = () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        };
        Object.defineProperty(window, 'localStorage', { get });
        Object.defineProperty(window, 'indexedDB', { get });
      },
    ],
  ]) {
    test(`${what} is told of, and no obstacle`, async () => {
      const app = await App.open(suite.context, suite.url, { before: refuse });
      await app.acceptSafety();
      await app.waitForNotice(REFUSED);
      await canPractise(app);
      await app.skipToEnd();
      assert.equal(await app.title(), 'Well done');
      assert.equal(await app.streak(), '1', 'as long as the page is open it is there');
      assert.deepEqual(app.errors, []);
    });
  }
});
