// Restoring a backup and adding the sessions of another app: what is shown beforehand, what is stored then, undoing it to the byte,
// two tabs, hostile texts and other files. Kills are in backup_kills.test.mjs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { App, DIST, SETTINGS, seal, unseal } from './support/app.mjs';
import { backup, choose, countTurns, dump, linesOf, shown } from './support/backup.mjs';
import { ENGINES, click, launch, waitUntil, waitUntilRendered } from './support/engines.mjs';
import { longHistory, sessionLine } from './support/history.mjs';
import { serve } from './support/serve.mjs';
import { inChromium } from './support/suite.mjs';

const RESTORE = 'restore-title';
const OTHER_APPS = 'other-apps-title';
const RECORDING = { text: 'Bridge.', bytes: Uint8Array.from({ length: 60_000 }, (_, n) => (n * 7) % 256) };
const HOSTILE = '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=2</script>=1+1';

/** Stores settings under which the safety page has been read, and nothing is spoken. Runs in a page of the app's origin. */
const settle = ({ key, text }) => {
  if (!localStorage.getItem(key)) localStorage.setItem(key, text);
};
const SETTLED = { key: SETTINGS, text: seal({ v: 2, data: { voice: false, safety_read: true } }) };

/** Notes what the content security policy forbids. Runs before the app. */
const watch = () => {
  globalThis.violations = [];
  addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(event.violatedDirective));
};

const isShown = ([heading, part]) => document.getElementById(heading)?.closest('section').innerText.includes(part);

/** The button with this label in a section. Runs in the page. */
const press = ([heading, label]) => {
  const buttons = [...document.getElementById(heading).closest('section').querySelectorAll('button')];
  buttons.find((button) => button.textContent === label).click();
};

/** The page "Your data", in any engine. */
async function openYourData(browser, url) {
  const page = await browser.newPage({ before: watch });
  await page.goto(`${url}licences.txt`);
  await page.evaluate(settle, SETTLED);
  await page.goto(`${url}#/your-data`);
  await waitUntilRendered(page);
  await waitUntil(page, () => document.getElementById('restore-choose') !== null);
  return page;
}

const until = (page, heading, part) => waitUntil(page, isShown, [heading, part]);

async function restore(page, text) {
  await page.evaluate(choose, { button: '#restore-choose', text });
  await until(page, RESTORE, 'In this backup');
  await page.evaluate(press, [RESTORE, 'Restore']);
  await until(page, RESTORE, 'Undo the restore');
}

for (const engine of ENGINES) {
  describe(`restoring in ${engine}`, { timeout: 300_000 }, () => {
    let server;
    before(async () => {
      server = await serve(DIST);
    });
    after(() => server.close());

    test('an empty device gets everything, and undoing it gives the same bytes', async (t) => {
      const page = await openYourData(await launch(t, engine), server.url);
      const before = await page.evaluate(dump);
      const history = longHistory(40);
      const theirs = { voice: false, safety_read: true, theme: 'dark', bells: 35 };
      const text = backup({ entries: linesOf(history), settings: theirs, recordings: [RECORDING] });

      await page.evaluate(choose, { button: '#restore-choose', text });
      await until(page, RESTORE, 'In this backup');
      const preview = await page.evaluate(shown, RESTORE);
      for (const part of ['80 sessions will be added', '1 of your recordings will be added', 'by Unknot 0.1.0', '2 settings are different']) {
        assert.ok(preview.includes(part), `${part} is missing: ${preview}`);
      }
      assert.equal(await page.evaluate(() => document.activeElement.id), 'restore-found');
      assert.deepEqual(await page.evaluate(dump), before, 'a preview changes something');
      await page.evaluate(press, [RESTORE, 'Restore']);
      await until(page, RESTORE, '80 sessions were added');
      await waitUntil(page, () => document.documentElement.dataset.theme === 'dark');
      const restored = await page.evaluate(dump);
      for (const [key, line] of Object.entries(history.journal)) assert.equal(restored.journal[key], line);
      for (const [month, lines] of Object.entries(history.local)) {
        assert.deepEqual(restored.local[month].split('\n').sort(), lines.split('\n').sort());
      }
      assert.equal(restored.recordings['Bridge.'], `audio/mp4 ${[...RECORDING.bytes].join()}`);
      assert.equal(unseal(restored.local[SETTINGS]).data.bells, 35);

      await page.evaluate(choose, { button: '#restore-choose', text });
      await until(page, RESTORE, 'Everything in this backup is here already');

      await page.reload();
      await waitUntil(page, isShown, [RESTORE, '80 sessions were added']);
      assert.deepEqual(await page.evaluate(dump), restored, 'a reload changes something');
      await page.evaluate(press, [RESTORE, 'Undo the restore']);
      await until(page, RESTORE, 'has been undone');
      assert.deepEqual(await page.evaluate(dump), before);
      await page.reload();
      await waitUntil(page, () => document.getElementById('restore-choose') !== null);
      assert.deepEqual(await page.evaluate(dump), before, 'something comes back');
      await waitUntil(page, () => document.documentElement.dataset.theme !== 'dark');
      assert.deepEqual(page.errors, []);
    });

    test('every other file gets an answer, and changes nothing', async (t) => {
      const page = await openYourData(await launch(t, engine), server.url);
      const before = await page.evaluate(dump);
      const whole = backup({ entries: [sessionLine(1, Date.UTC(2026, 10, 1))] });
      for (const [file, answer] of [
        [{ text: '' }, 'This file is empty'],
        [{ base64: Buffer.from('PK\u0003\u0004\0\0', 'latin1').toString('base64') }, 'This is not a backup'],
        [{ base64: Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1').toString('base64') }, 'This is not a backup'],
        [{ text: 'Started At,Duration\n' }, 'from another app'],
        [{ text: `${seal({ backup: 'unknot', v: 2, app: '9.9.9' })}\n` }, 'needs Unknot 9.9.9 or newer'],
      ]) {
        await page.evaluate(choose, { button: '#restore-choose', ...file });
        await until(page, RESTORE, answer);
      }
      await page.evaluate(choose, { button: '#restore-choose', text: whole.slice(0, -30) });
      await until(page, RESTORE, 'Part of this file is missing');
      await page.evaluate(press, [RESTORE, 'Cancel']);
      await waitUntil(page, () => document.activeElement.id === 'restore-title');
      assert.deepEqual(await page.evaluate(dump), before);
      assert.deepEqual(page.errors, []);
    });

    test('50 MB of anything can be stopped, and the page responds meanwhile', async (t) => {
      const page = await openYourData(await launch(t, engine), server.url);
      const chooseJunk = () => {
        const chosen = new DataTransfer();
        chosen.items.add(new File(Array.from({ length: 50 }, () => 'x'.repeat(1 << 20)), 'junk'));
        const field = document.querySelector('#restore-choose').previousElementSibling;
        field.files = chosen.files;
        field.dispatchEvent(new Event('change', { bubbles: true }));
      };
      await page.evaluate(countTurns);
      await page.evaluate(chooseJunk);
      await until(page, RESTORE, 'This is not a backup');
      // It is read in 1600 steps.
      assert.ok((await page.evaluate(() => globalThis.turns)) > 800, 'the page had no turn between two steps');
      // As soon as the button is there: a fast device has soon read all of it.
      await page.evaluate((heading) => {
        const section = document.getElementById(heading).closest('section');
        const stop = () => [...section.querySelectorAll('button')].find((button) => button.textContent === 'Stop');
        const seen = new MutationObserver(() => {
          if (!stop()) return;
          seen.disconnect();
          stop().click();
        });
        seen.observe(section, { childList: true, subtree: true });
      }, RESTORE);
      await page.evaluate(chooseJunk);
      await until(page, RESTORE, 'Stopped. Nothing has changed.');
      await page.evaluate(choose, { button: '#restore-choose', text: backup() });
      await until(page, RESTORE, 'Everything in this backup is here already');
      assert.deepEqual(page.errors, []);
    });

    test('texts that would do something elsewhere are only shown', async (t) => {
      const page = await openYourData(await launch(t, engine), server.url);
      const entries = [sessionLine(1, Date.UTC(2026, 10, 1), { routine: HOSTILE })];
      const settings = { voice: false, safety_read: true, note: HOSTILE, favourites: [HOSTILE] };
      const recordings = [{ text: HOSTILE, bytes: RECORDING.bytes }];
      const text = backup({ app: HOSTILE, entries, settings, recordings });
      // Half of the recording, so that its text is named.
      await restore(page, text.replace(/^.*"part":2.*\n/m, ''));
      await page.evaluate((hash) => { location.hash = hash; }, '#/progress');
      await waitUntil(page, (part) => document.querySelector('.session-row')?.textContent.includes(part), HOSTILE);
      await page.evaluate((hash) => { location.hash = hash; }, '#/your-data');
      await waitUntil(page, () => document.getElementById('other-apps-choose') !== null);
      const table = `Started At,Duration,Preset,Activity\n11/20/2026 08:00:00,0:10:0,,"${HOSTILE.replaceAll('"', '""')}"\n`;
      await page.evaluate(choose, { button: '#other-apps-choose', text: table });
      await until(page, OTHER_APPS, HOSTILE);
      await page.evaluate(press, [OTHER_APPS, 'Add these sessions']);
      await until(page, OTHER_APPS, '1 session was added');
      const seen = await page.evaluate(() => ['hacked' in globalThis, document.querySelector('[onerror]') !== null, globalThis.violations]);
      assert.deepEqual(seen, [false, false, []]);
      assert.deepEqual(page.errors, []);
    });

    test('the sessions of another app are added once, and can be taken out again', async (t) => {
      const page = await openYourData(await launch(t, engine), server.url);
      const before = await page.evaluate(dump);
      const table = 'Started At,Duration,Preset,Activity\n05/04/2026 08:21:14,0:45:0,,Meditation\nsoon,0:10:0,,\n';
      await page.evaluate(choose, { button: '#other-apps-choose', text: table });
      await until(page, OTHER_APPS, 'Sessions from Insight Timer.');
      const preview = await page.evaluate(shown, OTHER_APPS);
      for (const part of [/1 session will be added/, /Line 3: there is no such date/, /The first is on (May 4, 2026|4 May 2026)/, /45 minutes/]) {
        assert.match(preview, part);
      }
      await page.evaluate(() => {
        const dayFirst = document.querySelectorAll('input[name="other-apps-order"]')[1];
        dayFirst.focus();
        dayFirst.click();
      });
      // What is different is announced, and who chooses with the arrow keys stays at the question.
      const isAnnounced = () => {
        const said = [...document.querySelectorAll('main [role=status]')].map((status) => status.innerText).join();
        return /The first is on (April 5, 2026|5 April 2026)/.test(said);
      };
      await waitUntil(page, isAnnounced);
      assert.ok(await page.evaluate(() => document.activeElement.matches('[name="other-apps-order"]:checked')), 'the focus is lost');
      await page.evaluate(press, [OTHER_APPS, 'Add these sessions']);
      await until(page, OTHER_APPS, '1 session was added');
      const entries = Object.keys((await page.evaluate(dump)).journal);
      assert.equal(entries.length, 1);
      await page.evaluate(choose, { button: '#other-apps-choose', text: table });
      await until(page, OTHER_APPS, 'Every session in this file is here already');
      await page.evaluate(press, [OTHER_APPS, 'Take them out again']);
      await until(page, OTHER_APPS, 'are taken out again');
      assert.deepEqual(await page.evaluate(dump), before);
      assert.deepEqual(page.errors, []);
    });
  });
}

describe('restoring with two tabs', { timeout: 180_000 }, () => {
  const suite = inChromium();

  test('the other tab shows what is restored, and that it is undone', async () => {
    const open = async (hash) => {
      const app = await App.open(suite.context, `${suite.url}${hash}`, { before: settle, argument: SETTLED, voice: true });
      await app.waitUntilRendered();
      return app;
    };
    const progress = await open('#/progress');
    const data = await open('#/your-data');
    await data.page.waitForSelector('#restore-choose');
    const entries = linesOf(longHistory(3));
    await restore(data.page, backup({ entries, settings: { safety_read: true, voice: false, theme: 'dark' } }));
    await progress.page.locator('.session-row').first().waitFor();
    await progress.page.waitForSelector('html[data-theme="dark"]');
    await data.page.evaluate(press, [RESTORE, 'Undo the restore']);
    await until(data.page, RESTORE, 'has been undone');
    await progress.page.waitForSelector('.session-row', { state: 'detached' });
    await progress.page.waitForSelector('html:not([data-theme="dark"])');
    assert.deepEqual([...progress.errors, ...data.errors], []);
  });
});
