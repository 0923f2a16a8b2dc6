// Kills of the browser while a backup is made, restored and undone, and while the file that keeps itself up to date is written. No
// session may be lost or doubled, and the file is always whole. UNKNOT_KILLS sets how many there are of each.

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';

import { DIST, LOG_PREFIX, SETTINGS, seal } from './support/app.mjs';
import { backup, choose, clickButton, contentsOf, dump, linesOf, readFile, replacePickers } from './support/backup.mjs';
import { PATIENCE_MILLIS } from './support/browsers.mjs';
import { ENGINES, waitForReload, waitUntil, waitUntilRendered } from './support/engines.mjs';
import { longHistory, sessionLine, write } from './support/history.mjs';
import { killable, noKills } from './support/kills.mjs';
import { randomOf } from './support/random.mjs';
import { serve } from './support/serve.mjs';

const KILLS = Number(process.env.UNKNOT_KILLS ?? 3);
/** After so many it is no longer luck that none was in the midst. */
const MOST_KILLS = 10 * KILLS + 20;
const RESTORE = 'restore-title';
const KEPT = 'kept-title';
const FILE = 'kept.txt';

/** Settings under which the safety page has been read, and nothing is spoken. Runs before the app. */
const settle = ({ key, text }) => {
  if (!localStorage.getItem(key)) localStorage.setItem(key, text);
};
const SETTLED = { key: SETTINGS, text: seal({ v: 2, data: { voice: false, safety_read: true } }) };

/** Reloads the page, and waits until the app is there again. */
async function reload(page) {
  await waitForReload(page, () => page.evaluate(() => setTimeout(() => location.reload())));
  await waitUntilRendered(page);
}

/** How far the last restore is, as the journal remembers it. Runs in the page. */
const phaseOfRestore = () =>
  new Promise((done) => {
    const opening = indexedDB.open('unknot');
    opening.onsuccess = () => {
      const reading = opening.result.transaction('journal').objectStore('journal').get('restore');
      reading.onsuccess = () => {
        opening.result.close();
        done(reading.result?.match(/"phase":"(\w+)"/)?.[1]);
      };
    };
  });

/** What can be said of storage in which something is missing. Runs in the page. */
const stateOfStorage = () =>
  new Promise((done) => {
    const opening = indexedDB.open('unknot');
    const say = (of) => done(`${of}; keys in localStorage: ${Object.keys(localStorage)}`);
    // Where there is none, none is created.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => say(`the database can't be opened: ${opening.error}`);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('journal').objectStore('journal').getAllKeys();
      reading.onsuccess = () => say(`${reading.result.length} keys in the database`);
    };
  });

/** Deletes the newest session. Returns whether there is one. Runs in the page. */
const deleteFirst = () => {
  const button = document.querySelector('.session-row [aria-label^="Remove"]');
  button?.click();
  return button !== null;
};

const isShown = ([heading, part]) => document.getElementById(heading)?.closest('section').innerText.includes(part);

for (const engine of ENGINES) {
  describe(`kills in ${engine}`, { timeout: 300_000 + KILLS * 60_000, skip: noKills() }, () => {
    let server;
    before(async () => {
      server = await serve(DIST);
    });
    after(() => server.close());

    /** A profile, and random times of which each is below a limit. */
    const begin = (t) => {
      const seed = Number(process.env.UNKNOT_SEED ?? randomInt(2 ** 31));
      t.diagnostic(`run with UNKNOT_SEED=${seed} to reproduce`);
      const random = randomOf(seed);
      const browser = killable(t, engine);
      const open = async () => {
        const page = await browser.open(`${server.url}#/your-data`, [settle, SETTLED], [replacePickers, FILE]);
        await waitUntilRendered(page);
        await waitUntil(page, () => document.getElementById('restore-choose') !== null);
        return page;
      };
      /** Presses a button, and kills the browser within so many milliseconds from then. */
      const killDuring = async (page, button, { from = 0, within }) => {
        assert.ok(await page.evaluate(clickButton, button), `there is no button ${button}`);
        const wait = from + Math.floor(random() * (within - from));
        await sleep(wait);
        await browser.kill();
        return wait;
      };
      return { browser, open, killDuring, random };
    };

    /** The lines of the log in localStorage and in the journal. */
    const logOf = async (page) => {
      const { local, journal } = await page.evaluate(dump);
      const months = Object.keys(local).filter((key) => key.startsWith(LOG_PREFIX));
      return { local: months.flatMap((month) => local[month].split('\n').filter(Boolean)), journal: Object.values(journal) };
    };

    /** Waits until what a kill has interrupted is done: before that, both places may be as they were. */
    const untilNothingIsUnfinished = async (page) => {
      for (const deadline = Date.now() + PATIENCE_MILLIS; ; await sleep(50)) {
        const phase = await page.evaluate(phaseOfRestore);
        if (phase !== 'restoring' && phase !== 'undoing') return;
        if (Date.now() > deadline) throw new Error(`a restore stays ${phase}`);
      }
    };

    /** Waits until both places have the same lines, each once, and one of these numbers of them. Resolves to the lines. */
    const settled = async (page, counts) => {
      for (const deadline = Date.now() + PATIENCE_MILLIS; ; await sleep(100)) {
        const { local, journal } = await logOf(page);
        const isSame = local.length === journal.length && new Set([...local, ...journal]).size === journal.length;
        if (isSame && counts.includes(journal.length)) return journal;
        if (Date.now() > deadline) {
          const state = await page.evaluate(stateOfStorage);
          throw new Error(`${local.length} lines in localStorage, ${journal.length} in the journal, not ${counts}; ${state}`);
        }
      }
    };

    test('while a backup is restored into a history, and undone, nothing is lost or doubled', async (t) => {
      const { open, killDuring, browser } = begin(t);
      const [ours, theirs] = [sessionLine(99_999, Date.UTC(2026, 10, 1)), longHistory(1000)];
      const count = Object.keys(theirs.journal).length;
      const text = backup({ entries: linesOf(theirs), settings: { voice: false, safety_read: true, bells: 35 } });
      let page = await open();
      await page.evaluate(choose, { button: '#restore-choose', text: backup({ entries: [ours] }) });
      await waitUntil(page, isShown, [RESTORE, 'In this backup']);
      await page.evaluate(clickButton, 'Restore');
      await waitUntil(page, clickButton, "It's fine, keep it");
      await waitUntil(page, () => !document.getElementById('restore-title').closest('section').innerText.includes('Undo'));
      const kills = { restoring: 0, undoing: 0 };
      // Those in the midst: it was begun, and not all of it was written.
      const inside = { restoring: 0, undoing: 0 };
      let longest = 1200;
      const isEnough = (what) => kills[what] >= KILLS && inside[what] > 0;
      while (!isEnough('restoring') || !isEnough('undoing')) {
        assert.ok(kills.restoring < MOST_KILLS, `no kill was in the midst: ${JSON.stringify({ kills, inside })}`);
        await untilNothingIsUnfinished(page);
        const found = await settled(page, [1, count + 1]);
        assert.ok(found.includes(ours), 'what was here is lost');
        const isRestored = found.length > 1;
        if (isRestored) {
          await waitUntil(page, isShown, [RESTORE, 'Undo the restore']);
        } else {
          await page.evaluate(choose, { button: '#restore-choose', text });
          await waitUntil(page, isShown, [RESTORE, 'In this backup']);
        }
        const what = isRestored ? 'undoing' : 'restoring';
        const wait = await killDuring(page, isRestored ? 'Undo the restore' : 'Restore', { within: longest });
        kills[what] += 1;
        page = await browser.open(`${server.url}licences.txt`);
        const phase = await page.evaluate(phaseOfRestore);
        inside[what] += phase === what;
        // Sooner if it was over, later if it had not begun.
        longest = phase === what ? longest : Math.max(100, longest * (phase === (isRestored ? 'undone' : 'restored') ? 0.8 : 1.2));
        t.diagnostic(`${what}: killed after ${wait} ms, found as ${phase}`);
        await browser.close();
        page = await open();
      }
      t.diagnostic(`in the midst: ${inside.restoring} of ${kills.restoring} while restoring, ${inside.undoing} of ${kills.undoing} while undoing`);
      const last = await settled(page, [1, count + 1]);
      assert.ok(last.includes(ours));
      assert.ok(last.every((line) => line === ours || Object.values(theirs.journal).includes(line)), 'something was made up');
      assert.deepEqual(page.errors, []);
    });

    test('while a backup is made, every session stays as it is', async (t) => {
      const { open, killDuring } = begin(t);
      const history = longHistory(1000);
      const lines = Object.values(history.journal).sort();
      let page = await open();
      await page.evaluate(write, history);
      await reload(page);
      await waitUntil(page, isShown, ['storage-title', '2,000 sessions']);
      for (let kills = 0; kills < KILLS; kills += 1) {
        const wait = await killDuring(page, 'Make a backup', { within: 800 });
        t.diagnostic(`killed after ${wait} ms`);
        page = await open();
        const found = (await settled(page, [lines.length])).sort();
        assert.ok(found.every((line, place) => line === lines[place]), 'a line has changed');
      }
    });

    // Only Chromium and its relatives have files that keep themselves up to date.
    if (engine !== 'Chromium') return;
    test('while the kept file is written, it holds all of it before or all of it after', async (t) => {
      const { open, browser, random } = begin(t);
      let page = await open();
      const history = longHistory(1000);
      await page.evaluate(write, history);
      await reload(page);
      await waitUntil(page, clickButton, 'Choose a new file');
      await waitUntil(page, isShown, [KEPT, 'is up to date']);
      let count = Object.keys(history.journal).length;
      const entries = async () => contentsOf(await page.evaluate(readFile, FILE)).header.entries;
      assert.equal(await entries(), count);
      let after = 0;
      let delay = 3300;
      for (let kills = 0; kills < KILLS; kills += 1) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, '#/progress');
        // A deletion is one more entry. The file is written three seconds after the last one.
        await waitUntil(page, deleteFirst);
        const wait = Math.floor(delay * (0.9 + random() * 0.2));
        await sleep(wait);
        await browser.kill();
        page = await browser.open(`${server.url}licences.txt`);
        const found = await entries();
        assert.ok([count, count + 1].includes(found), `${found} entries of ${count} or one more`);
        after += found > count;
        // Sooner if it was over, later if it had not begun.
        delay *= found > count ? 0.9 : 1.1;
        t.diagnostic(`killed after ${wait} ms, the file is ${found > count ? 'new' : 'old'}`);
        await browser.close();
        page = await open();
        await waitUntil(page, isShown, [KEPT, 'is up to date']);
        count = (await settled(page, [count + 1])).length;
        assert.equal(await entries(), count);
      }
      t.diagnostic(`${after} of ${KILLS} after the write`);
    });
  });
}
