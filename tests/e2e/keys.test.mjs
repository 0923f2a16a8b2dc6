// Keys and media keys: they do what the person expects, whatever has been clicked before and whatever extensions put into the page.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { waitUntil } from './support/browsers.mjs';
import { keepMediaKeys, pressMediaKey } from './support/media_keys.mjs';
import { inChromium } from './support/suite.mjs';

// ------------------------------------------------------------------ run in the page

/** As extensions do: translators, password managers, ad blockers. */
const addForeignDialog = () => {
  const dialog = document.createElement('dialog');
  dialog.open = true;
  dialog.textContent = 'Save this page?';
  document.body.append(dialog);
};

const isShown = (name) => document.querySelector(`[aria-label="${name}"]`) !== null;

// ------------------------------------------------------------------

const suite = inChromium();
const running = (app) => waitUntil(app.page, isShown, 'Pause');
const paused = (app) => waitUntil(app.page, isShown, 'Resume');

async function startSession() {
  const app = await App.openToday(suite.context, suite.url, { before: keepMediaKeys });
  await app.start();
  await running(app);
  return app;
}

describe('keys', () => {
  for (const name of ['Skip this step', 'Back', '+15 s']) {
    test(`Space pauses after a click on "${name}", and doesn't press it again`, async () => {
      const app = await startSession();
      // From the second step, so that going back changes the step.
      await app.press('ArrowRight');
      await app.button(name).click();
      const { step, left } = { step: await app.step(), left: await app.left() };
      await app.page.keyboard.press(' ');
      await paused(app);
      assert.equal(await app.step(), step);
      assert.ok(Math.abs((await app.left()) - left) <= 5, 'The time has been changed again');
      await app.page.keyboard.press(' ');
      await running(app);
      assert.equal(await app.step(), step);
    });
  }

  test('Space pauses after "This hurts" has been clicked and its dialog closed', async () => {
    const app = await startSession();
    await app.page.getByRole('button', { name: 'This hurts' }).click();
    await app.button('Carry on as before').click();
    await app.page.waitForSelector('dialog', { state: 'detached' });
    await running(app);
    await app.page.keyboard.press(' ');
    await paused(app);
    assert.equal(await app.page.locator('dialog').count(), 0, 'It was pressed again');
  });

  test('with the focus ring on a button, Space presses that button', async () => {
    const app = await startSession();
    const step = await app.step();
    const focused = () => app.page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    for (let tabs = 0; (await focused()) !== 'Skip this step'; tabs += 1) {
      assert.ok(tabs < 20, 'Tab does not reach the button');
      await app.page.keyboard.press('Tab');
    }
    await app.page.keyboard.press(' ');
    await app.waitForOtherStep(step);
    assert.ok(await app.page.evaluate(isShown, 'Pause'), 'It has paused');
  });

  test('a dialog of an extension leaves the keys alone', async () => {
    const app = await startSession();
    await app.page.evaluate(addForeignDialog);
    await app.press(' ');
    await paused(app);
    const step = await app.step();
    await app.press('ArrowRight');
    await app.waitForOtherStep(step);
  });

  test('the media key "stop" pauses: the session can go on', async () => {
    const app = await startSession();
    await app.waitForProgress(1);
    await app.page.evaluate(pressMediaKey, 'stop');
    await paused(app);
    await app.page.evaluate(pressMediaKey, 'play');
    await running(app);
  });
});
