// What people say of their days themselves: sessions added afterwards, changes, rest days and a goal, each with its undo, in two tabs and
// after a start.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { sessionLine, store } from './support/history.mjs';
import { inChromium } from './support/suite.mjs';

const DAY_MILLIS = 86_400_000;

/** The date so many days before today, of a day that starts at four, as the page's fields have it. */
const dayAgo = (app, days) =>
  app.page.evaluate(
    (millis) => {
      const at = new Date(Date.now() - millis - 4 * 3_600_000);
      return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
    },
    days * DAY_MILLIS,
  );

/** Adds a session with the form. */
async function addSession(app, { what, day, minutes, note = '' }) {
  await app.button('Add a session').click();
  const dialog = app.page.locator('dialog');
  await dialog.getByLabel('What you did').selectOption(what);
  await dialog.getByLabel('Day', { exact: true }).fill(day);
  await dialog.getByLabel('How many minutes').fill(minutes);
  await dialog.getByLabel('Note, if you like').fill(note);
  await app.button('Save').click();
}

/** Sets rest days with the form, which has to be open. */
async function rest(app, first, last) {
  await app.page.getByLabel('First day').fill(first);
  await app.page.getByLabel('Last day').fill(last);
  await app.button('Set rest days').click();
}

const streakOf = (app, days) => app.page.waitForSelector(`[data-streak="${days}"]`, { state: 'attached' });
const rows = (app) => app.page.locator('.session-row__edit');
const isFocused = (app, name) => app.page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, name);

/** Waits until the keyboard works in a dialog. */
const untilInDialog = (app) => app.page.waitForFunction(() => document.activeElement?.closest('dialog') != null);

describe('rest days', { timeout: 180_000 }, () => {
  const suite = inChromium();

  test('a session is added with the keyboard, edited and removed, and each can be undone, in all tabs', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.goProgress();
    const other = await App.open(suite.context, suite.url);
    await other.goProgress();
    const yesterday = await dayAgo(app, 1);

    await app.button('Add a session').focus();
    await app.page.keyboard.press('Enter');
    await untilInDialog(app);
    await app.page.keyboard.press('Escape');
    await app.page.waitForSelector('dialog', { state: 'detached' });
    await isFocused(app, 'Add a session');

    await addSession(app, { what: 'Walk', day: yesterday, minutes: '25', note: 'To the lake\nand back' });
    await app.page.getByText('Session added.').waitFor();
    await isFocused(app, 'Undo');
    for (const tab of [app, other]) {
      await tab.page.getByText('25 minutes · added by you').waitFor();
      await tab.page.locator('.session-row__note', { hasText: 'To the lake' }).waitFor();
      await streakOf(tab, 1);
    }
    await app.waitForEntries(1);
    await app.waitForJournal(1);

    await rows(app).click();
    await untilInDialog(app);
    await app.page.keyboard.press('Escape');
    await isFocused(app, 'Edit');
    await rows(app).click();
    await app.button('Save').click();
    await isFocused(app, 'Edit');
    await app.page.getByText('Session added.').waitFor();

    await rows(app).click();
    await app.page.locator('dialog').getByLabel('How many minutes').fill('0');
    await app.button('Save').click();
    await app.page.getByText('from 1 to 600').waitFor();
    await app.page.locator('dialog').getByLabel('How many minutes').fill('40');
    await app.page.locator('dialog').getByLabel('Day', { exact: true }).fill(await dayAgo(app, 3));
    await app.button('Save').click();
    for (const tab of [app, other]) {
      await tab.page.getByText('40 minutes · added by you').waitFor();
      await streakOf(tab, 0);
    }
    await isFocused(app, 'Edit');
    await app.button('Undo').click();
    await isFocused(app, 'Edit');
    for (const tab of [app, other]) await tab.page.getByText('25 minutes · added by you').waitFor();

    await app.page.getByRole('button', { name: /^Remove Walk/ }).click();
    await other.page.waitForFunction(() => document.querySelector('.session-row__edit') === null);
    await app.button('Undo').click();
    for (const tab of [app, other]) await rows(tab).waitFor();

    // The other tab edits it, and a start reads all of it from either place.
    await rows(other).click();
    await other.page.locator('dialog').getByLabel('Note, if you like').fill('Rain');
    await other.button('Save').click();
    await app.page.locator('.session-row__note', { hasText: 'Rain' }).waitFor();
    await app.waitForEntries(6);
    await app.waitForJournal(6);
    await app.page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith('unknot.log.')) localStorage.removeItem(key);
    });
    await app.reload();
    await app.goProgress();
    await app.page.locator('.session-row__note', { hasText: 'Rain' }).waitFor();
    await app.page.getByText('25 minutes · added by you').waitFor();
    for (const tab of [app, other]) assert.deepEqual(tab.errors, []);
  });

  test('rest days bridge the days in a row, add nothing, and are removed with undo', async () => {
    const app = await App.openToday(suite.context, suite.url);
    const local = {};
    for (const [number, ago] of [1, 2, 5, 6].entries()) {
      const day = await dayAgo(app, ago);
      const key = `unknot.log.v1.${day.slice(0, 7)}`;
      local[key] = `${local[key] ?? ''}${sessionLine(number, Date.parse(`${day}T12:00:00Z`))}\n`;
    }
    await store(app, { local, journal: {} });
    await app.reload();
    await app.goProgress();
    await streakOf(app, 2);
    await app.page.locator('.rest summary').click();
    await rest(app, await dayAgo(app, 3), await dayAgo(app, 4));
    await app.page.getByText("Choose a last day that isn't before the first day.").waitFor();
    await rest(app, await dayAgo(app, 4), await dayAgo(app, 3));
    await streakOf(app, 4);
    await isFocused(app, 'Undo');
    await app.page.locator('.rest li').getByRole('button').click();
    await app.page.getByText('Rest days removed.').waitFor();
    await streakOf(app, 2);
    await app.button('Undo').click();
    await streakOf(app, 4);
    // Ahead: the week shows it.
    const [today, later] = [await dayAgo(app, 0), await dayAgo(app, -1)];
    await rest(app, today, later);
    await app.page.locator('.day__dot--rest').first().waitFor();
    assert.match(await app.page.locator('.week').textContent(), /: rest day/);
    await app.reload();
    await app.goProgress();
    await streakOf(app, 4);
    assert.deepEqual(app.errors, []);
  });

  test('the goal is one to seven days, and who does not want counts sees only what was done', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.goProgress();
    await addSession(app, { what: 'Meditation', day: await dayAgo(app, 0), minutes: '10' });
    await app.page.getByText('This week: 1 of 4 days').waitFor();
    await app.page.getByText(/Practice strength: \d+ out of 100/).waitFor();
    await app.go('#/settings');
    await app.page.getByRole('group', { name: 'My goal: days a week' }).getByLabel('2', { exact: true }).check();
    await app.goProgress();
    await app.page.getByText('This week: 1 of 2 days').waitFor();
    await app.go('#/settings');
    await app.page.getByRole('switch', { name: 'Count my days' }).click();
    for (const go of [() => app.goProgress(), () => app.goToday()]) {
      await go();
      await app.page.locator('.day__dot--practised').waitFor();
      assert.doesNotMatch(await app.page.locator('main').textContent(), /goal|of \d days|in a row|strength/);
    }
    await app.reload();
    await app.page.locator('.day__dot--practised').waitFor();
    assert.equal(await app.page.locator('[data-streak]').count(), 0);
    assert.deepEqual(app.errors, []);
  });
});
