// “This hurts”: the session waits for an answer, and one tap continues it with the easier way of the step, or with a rest. The record
// has what hurt.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, SETTINGS, unseal } from './support/app.mjs';
import { keepMediaKeys, pressMediaKey } from './support/media_keys.mjs';
import { inChromium } from './support/suite.mjs';

/** The stored swap of a step that was left out. */
const LEFT_OUT = { instead: 'constructive-rest' };

/** Says that the current step hurts. Returns the question. */
async function ask(app, press = () => app.button('This hurts').click()) {
  await press();
  const dialog = app.page.locator('#hurt');
  await dialog.getByRole('heading', { name: 'What would help?' }).waitFor();
  return dialog;
}

/** Gives an answer, which closes the question. */
async function answer(app, words) {
  const dialog = app.page.locator('#hurt');
  await dialog.getByRole('button').filter({ hasText: words }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe('“This hurts”', { timeout: 240_000 }, () => {
  const suite = inChromium();

  test('waits for an answer, makes a step easier, leaves it out, takes it back, and lists it after the session', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    const pose = await app.page.locator('.player__pose').textContent();
    const dialog = await ask(app);
    await app.waitForAudio(true);
    const left = await app.left();
    await answer(app, 'Make it easier');
    await app.waitForAudio(false);
    assert.ok(left - (await app.left()) < 5, 'the swap or the question has taken time');
    const easier = await app.page.locator('.player__pose').textContent();
    assert.notEqual(easier, pose);

    // Twice in one step.
    await ask(app);
    assert.equal(await dialog.getByText('Make it easier').count(), 0);
    await answer(app, 'Leave it out');
    const rest = await app.page.locator('.player__pose').textContent();
    assert.notEqual(rest, easier);

    // A slip can be taken back, and what comes later is as it was.
    await ask(app);
    await app.button(`Undo: go back to ${pose}`).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await app.page.locator('.player__pose').textContent(), pose);
    await ask(app);
    await answer(app, 'Leave it out');

    await app.waitForProgress(2);
    await app.end();
    await app.page.getByRole('heading', { name: 'What hurt today' }).waitFor();
    await app.button(`${pose}: skip in every session`).click();
    assert.equal(await app.button(`${pose}: skip in every session`).getAttribute('aria-pressed'), 'true');
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    assert.equal(record.hurts.length, 1);
    const [{ pose: hurt, swap }] = record.hurts;
    assert.deepEqual(unseal((await app.localStorage())[SETTINGS]).data.sore, [hurt]);
    assert.deepEqual(swap, LEFT_OUT);
    await app.goProgress();
    await app.page.getByText(`${pose} hurt: you left it out.`).waitFor();
    // The pose can be taken off the sore list, and put back.
    await app.go('#/about-you');
    const sore = async () => unseal((await app.localStorage())[SETTINGS]).data.sore;
    await app.button(pose).click();
    assert.deepEqual(await sore(), []);
    await app.button(pose).click();
    assert.deepEqual(await sore(), [hurt]);
    assert.deepEqual(app.errors, []);
  });

  test('offers a rest instead of the easier way in the last seconds of a step', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    const seek = (ahead) => app.page.evaluate((seconds) => (globalThis.appAudio.currentTime += seconds), ahead);
    const countdown = async () => Number((await app.page.locator('.countdown').textContent()).split(':').at(-1));
    // The lock screen names what the page names, also when that changes in the middle of a segment.
    const names = () => app.page.evaluate(() => [document.querySelector('.player__pose').textContent, navigator.mediaSession.metadata.title]);
    const [down, locked] = await names();
    assert.equal(locked, down);
    await seek(20);
    await app.page.waitForFunction((before) => document.querySelector('.player__pose').textContent !== before, down);
    const [pose, lockedPose] = await names();
    assert.ok(lockedPose.startsWith(pose), `${lockedPose} for ${pose}`);

    // Seeks to the pelvic tilt, and then to its last seconds.
    await seek(53);
    await app.page.getByText('Pelvic tilt', { exact: true }).waitFor();
    await app.waitForPlayback(0.5);
    await seek((await countdown()) - 8);
    await app.waitForPlayback(0.5);
    const dialog = await ask(app);
    assert.equal(await dialog.getByText('Make it easier').count(), 0);
    await answer(app, 'Rest until the next step');
    await app.page.getByText('Rest', { exact: true }).waitFor();
    assert.equal(await app.page.evaluate(() => navigator.mediaSession.metadata.title), 'Rest', 'the lock screen still names the move');
    assert.deepEqual(app.errors, []);
  });

  test('the whole of it works with the keyboard, and what is announced says so', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    const pose = await app.page.locator('.player__pose').textContent();
    const dialog = await ask(app, () => app.button('This hurts').press('Enter'));
    const { name, description } = await app.page.evaluate(() => {
      const [element] = document.querySelectorAll('#hurt');
      const words = (attribute) => document.getElementById(element.getAttribute(attribute)).textContent;
      return { name: words('aria-labelledby'), description: words('aria-describedby') };
    });
    assert.deepEqual([name, description], ['What would help?', 'Your session is paused.']);
    // The first answer has the focus.
    await app.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    const region = app.page.locator('[role="status"]', { has: app.page.locator('.player__pose') });
    assert.notEqual(await region.locator('.player__pose').textContent(), pose);
    assert.equal(await app.page.evaluate(() => document.activeElement.textContent), 'This hurts');
    assert.deepEqual(app.errors, []);
  });

  test('reading on, and Escape, change nothing', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    const pose = await app.page.locator('.player__pose').textContent();
    const dialog = await ask(app);
    // The signs and the number to call are above the way back to the exercise.
    const order = await dialog.locator('.answer__signs, .hurt__ways button, a[href^="tel:"]').evaluateAll((all) => all.map((one) => one.localName));
    assert.deepEqual(order, ['div', 'button', 'a']);
    await app.button('How much pain? When to stop?').click();
    await dialog.getByText('If your pain is usually 3 or less, keep it at 3 or below.').waitFor();
    await dialog.getByLabel('5', { exact: true }).check();
    await dialog.getByRole('row', { name: '0 to 6 Carry on.' }).waitFor();
    // Enter on a number would submit the form, and the session would go on.
    await dialog.getByLabel('5', { exact: true }).press('Enter');
    await dialog.getByText('A face that droops').waitFor();
    assert.equal((await app.audio()).paused, true);
    await app.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    assert.equal(await app.page.locator('.player__pose').textContent(), pose);
    assert.deepEqual(app.errors, []);
  });

  test('a session that was paused before stays paused after the answer', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    await app.button('Pause').click();
    await ask(app);
    await answer(app, 'Make it easier');
    await app.button('Resume').waitFor();
    assert.equal((await app.audio()).paused, true);
    await app.button('Resume').click();
    await app.waitForAudio(false);
    assert.deepEqual(app.errors, []);
  });

  test('a question that is open while the page is hidden waits, and so does the session', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    const dialog = await ask(app);
    await app.waitForAudio(true);
    // As a phone reports it that is put into a pocket.
    const report = (state) =>
      app.page.evaluate((visibility) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
        Object.defineProperty(document, 'hidden', { configurable: true, value: visibility === 'hidden' });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      }, state);
    await report('hidden');
    await report('visible');
    assert.ok(await dialog.isVisible());
    assert.equal((await app.audio()).paused, true);
    await answer(app, 'Leave it out');
    await app.waitForAudio(false);
    assert.deepEqual(app.errors, []);
  });

  test('a key of the headphones that moves on answers the question, and nothing is swapped', async () => {
    const app = await App.openToday(suite.context, suite.url, { before: keepMediaKeys });
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    const dialog = await ask(app);
    await app.page.evaluate(pressMediaKey, 'nexttrack');
    await dialog.waitFor({ state: 'detached' });
    await app.page.evaluate(pressMediaKey, 'play');
    await app.waitForAudio(false);
    await app.practiseEnough();
    await app.end();
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    assert.deepEqual(record.hurts ?? [], []);
    assert.deepEqual(app.errors, []);
  });

  test('a killed session resumes with its swaps', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    const pose = await app.page.locator('.player__pose').textContent();
    await ask(app);
    await answer(app, 'Leave it out');
    await app.waitForHeartbeat((heartbeat) => heartbeat.hurts?.at(-1).swap.instead === LEFT_OUT.instead);
    await app.reload();
    await app.resume();
    assert.notEqual(await app.page.locator('.player__pose').textContent(), pose);
    await app.end();
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    assert.deepEqual(record.hurts.at(-1).swap, LEFT_OUT);
    assert.deepEqual(app.errors, []);
  });
});
