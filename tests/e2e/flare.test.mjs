// A flare: started with one tap on Today, left in steps, and without a streak.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { inChromium } from './support/suite.mjs';

describe('a flare', { timeout: 180_000 }, () => {
  const suite = inChromium();

  const begin = async (app) => {
    await app.page.getByRole('link', { name: 'A flare-up? Go gently' }).click();
    await app.button('Yes, go gently').click();
    await app.page.getByRole('heading', { name: 'Breathe and rest' }).waitFor();
  };

  test('one tap offers short sessions and hides the streak', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.page.waitForSelector('[data-streak]', { state: 'attached' });
    await begin(app);
    const lengths = await app.page.locator('.card__words .soft').allTextContents();
    assert.ok(lengths.length >= 3);
    for (const text of lengths) {
      const [, minutes] = text.match(/(\d+) min/);
      assert.ok(minutes >= 3 && minutes <= 10, text);
    }
    await app.goToday();
    assert.equal(await app.title(), 'Go gently today');
    assert.match(await app.page.locator('.offer').textContent(), /Breathing space.*3 min/);
    await app.page.getByText('Nobody counts days in a flare.').waitFor();
    assert.equal(await app.page.locator('[data-streak]').count(), 0);
    // There is one Start, for where the person is.
    await app.go('#/flare');
    const [main, start] = [app.page.locator('.card strong').first(), app.button('Start')];
    assert.equal(await main.textContent(), 'Breathing space');
    await app.page.getByRole('radio', { name: 'in bed' }).check();
    assert.equal(await main.textContent(), 'Flare-up, five minutes');
    assert.equal(await start.count(), 1);
    await app.page.getByRole('radio', { name: 'on a chair' }).check();
    // Another session starts with one tap, and is recorded.
    await app.page.getByRole('button', { name: /^Flare-up, five minutes/ }).click();
    await app.waitForAudio(false);
    assert.equal(await app.left(), 310);
    await app.practiseEnough();
    await app.end();
    assert.equal(await app.page.locator('[data-streak]').count(), 0);
    const entries = await app.waitForJournal(2, { sessionOver: true });
    assert.deepEqual(entries.map(({ kind }) => kind).sort(), ['flare', 'session']);
    assert.deepEqual(app.errors, []);
  });

  test('the steps back to normal go in both directions and survive a reload', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await begin(app);
    await app.button('A little easier: the next step').click();
    await app.page.getByRole('heading', { name: 'Small moves' }).waitFor();
    await app.button('Worse again: a step back').click();
    await app.page.getByRole('heading', { name: 'Breathe and rest' }).waitFor();
    await app.button('A little easier: the next step').click();
    await app.button('A little easier: the next step').click();
    await app.page.getByRole('heading', { name: 'Shorter than usual' }).waitFor();
    await app.waitForJournal(5);
    await app.goToday();
    await app.reload();
    await app.page.waitForSelector('.offer');
    await app.page.locator('.offer').getByText('7 min').waitFor();
    assert.equal(await app.title(), 'Go gently today');
    await app.go('#/flare');
    await app.button('The flare is over').click();
    await app.page.getByText('Good. Today offers your usual sessions again.').waitFor();
    await app.goToday();
    assert.notEqual(await app.title(), 'Go gently today');
    await app.page.waitForSelector('[data-streak]', { state: 'attached' });
    assert.deepEqual(app.errors, []);
  });

  test('every step can be undone', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await begin(app);
    await app.button('The flare is over').click();
    await app.button('Undo: as it was before').click();
    await app.page.getByRole('heading', { name: 'Breathe and rest' }).waitFor();
    assert.equal(await app.button('Undo: as it was before').count(), 0);
    await app.button('The flare is over').click();
    await app.goToday();
    await begin(app);
    await app.button('Undo: as it was before').click();
    await app.button('Yes, go gently').waitFor();
    assert.deepEqual(app.errors, []);
  });
});
