// Your data with the keyboard alone: the order of its buttons, and where the focus is after each of them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { backup, choose, linesOf, replacePickers } from './support/backup.mjs';
import { longHistory, store } from './support/history.mjs';
import { inChromium } from './support/suite.mjs';

const TABLE = 'Started At,Duration,Preset,Activity\n05/04/2026 08:21:14,0:45:0,,Meditation\n';

/** What has the focus: its id, or its text. Runs in the page. */
const focused = () => {
  const { id, localName, textContent } = document.activeElement;
  return localName === 'body' ? 'nothing' : id || textContent.trim();
};

describe('Your data with the keyboard', { timeout: 180_000 }, () => {
  const suite = inChromium();

  const open = async () => {
    const app = await App.openToday(suite.context, suite.url, { before: replacePickers, argument: 'kept.txt' });
    await store(app, longHistory(30));
    await app.reload();
    await app.go('#/your-data');
    await app.page.getByText('60 sessions', { exact: true }).waitFor();
    return app;
  };

  const isFocused = (app, wanted) =>
    app.page.waitForFunction((name) => {
      const { id, textContent } = document.activeElement;
      return id === name || textContent.trim() === name;
    }, wanted);

  /** Presses a button with the keyboard. */
  const press = async (app, name) => {
    await app.button(name).first().focus();
    await app.page.keyboard.press('Enter');
  };

  /** Chooses a file, as its picker does: the button that opened it has the focus. */
  const chooseFile = async (app, id, text) => {
    await app.page.locator(`#${id}`).focus();
    await app.page.evaluate(choose, { button: `#${id}`, text });
  };

  test('Tab reaches each button, in the order of the page', async () => {
    const app = await open();
    await app.page.locator('#title').focus();
    const reached = [];
    for (let last; last !== 'Back to Settings'; ) {
      await app.page.keyboard.press('Tab');
      last = await app.page.evaluate(focused);
      reached.push(last);
      assert.ok(reached.length < 20, reached.join());
    }
    assert.deepEqual(reached, [
      'Make a backup',
      'Choose a new file',
      'Use a backup I already have',
      'restore-choose',
      'other-apps-choose',
      'Ask the browser to keep my data',
      'Make a table',
      'Back to Settings',
    ]);
    assert.deepEqual(app.errors, []);
  });

  test('the focus stays where something goes on, or goes to the heading of the section', async () => {
    const app = await open();
    await press(app, 'Make a backup');
    await isFocused(app, 'Save the file');
    await press(app, 'Choose a new file');
    await isFocused(app, 'kept-title');
    await press(app, 'Stop saving to this file');
    await isFocused(app, 'kept-title');

    const text = backup({ entries: linesOf(longHistory(40)), settings: { voice: false, safety_read: true } });
    await chooseFile(app, 'restore-choose', 'Dear diary');
    await app.page.getByText('This is not a backup from Unknot').waitFor();
    await isFocused(app, 'restore-title');
    for (const answers of [['Cancel'], ['Restore', 'Undo the restore'], ['Restore', "It's fine, keep it"]]) {
      await chooseFile(app, 'restore-choose', text);
      await isFocused(app, 'restore-found');
      for (const answer of answers) {
        await press(app, answer);
        await app.button(answer).waitFor({ state: 'detached' });
        await app.page.locator('#restore-choose').waitFor();
        await isFocused(app, 'restore-title');
      }
    }

    await chooseFile(app, 'other-apps-choose', 'Dear diary');
    await app.page.getByText("Unknot doesn't know the columns").waitFor();
    await isFocused(app, 'other-apps-title');
    for (const answers of [['Cancel'], ['Add these sessions', 'Take them out again']]) {
      await chooseFile(app, 'other-apps-choose', TABLE);
      await isFocused(app, 'other-apps-found');
      for (const answer of answers) {
        await press(app, answer);
        await app.button(answer).waitFor({ state: 'detached' });
        await app.page.locator('#other-apps-choose').waitFor();
        await isFocused(app, 'other-apps-title');
      }
    }
    assert.deepEqual(app.errors, []);
  });
});
