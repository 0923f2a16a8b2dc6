// “This hurts”: one tap in a session replaces the step by its easier way, or by a rest. The time and the sound continue, and the
// record has what hurt.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, SETTINGS, unseal } from './support/app.mjs';
import { inChromium } from './support/suite.mjs';

/** The stored swap of a step that was left out. */
const LEFT_OUT = { instead: 'constructive-rest' };

describe('“This hurts”', { timeout: 240_000 }, () => {
  const suite = inChromium();

  test('makes a step easier, leaves it out, and lists it after the session', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    const left = await app.left();
    const pose = await app.page.locator('.player__pose').textContent();
    await app.button('This hurts').click();
    const dialog = app.page.locator('#hurt');
    await dialog.getByRole('heading', { name: `${pose}: the easier way` }).waitFor();
    assert.ok(left - (await app.left()) < 5, 'the swap changed the remaining time');
    await app.button('Leave it out').click();
    await dialog.getByRole('heading', { name: `${pose}: left out` }).waitFor();
    await app.button(`${pose}: skip in every session`).click();
    await app.button('Carry on like this').click();
    await dialog.waitFor({ state: 'detached' });
    assert.notEqual(await app.page.locator('.player__pose').textContent(), pose);
    assert.equal((await app.audio()).paused, false, 'the dialog paused the sound');

    // Undo restores the step.
    await app.button('Skip this step').click();
    const other = await app.page.locator('.player__pose').textContent();
    await app.button('This hurts').click();
    await app.button('Undo: do it as before').click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await app.page.locator('.player__pose').textContent(), other);

    await app.waitForProgress(2);
    await app.end();
    await app.page.getByRole('heading', { name: 'What hurt today' }).waitFor();
    assert.equal(await app.button(`${pose}: skip in every session`).getAttribute('aria-pressed'), 'true');
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    assert.equal(record.hurts.length, 1);
    const [{ pose: hurt, swap }] = record.hurts;
    assert.deepEqual(unseal((await app.localStorage())[SETTINGS]).data.sore, [hurt]);
    assert.deepEqual(swap, LEFT_OUT);
    await app.goProgress();
    await app.page.getByText(`It hurt: ${pose}: left out`).waitFor();
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
    // Seeks to the pelvic tilt, and then to its last seconds.
    await seek(66);
    await app.page.getByText('Pelvic tilt', { exact: true }).waitFor();
    await app.waitForPlayback(0.5);
    await seek((await countdown()) - 8);
    await app.waitForPlayback(0.5);
    await app.button('This hurts').click();
    await app.page.locator('#hurt').getByRole('heading', { name: 'Rest until the next step' }).waitFor();
    assert.equal(await app.page.locator('#hurt').getByText('easier way').count(), 0);
    await app.button('Carry on like this').click();
    await app.page.getByText('Rest', { exact: true }).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('the dialog stays open through the next step, and reading pauses the session', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    await app.button('This hurts').click();
    const dialog = app.page.locator('#hurt');
    await app.button('Skip this step').evaluate((skip) => skip.click());
    await app.button('Leave it out').waitFor({ state: 'detached' });
    assert.ok(await dialog.isVisible(), 'the next step closed the dialog');
    await app.button('How much pain is all right, and when to stop').click();
    await dialog.getByText('0 to 3: carry on.').waitFor();
    await app.waitForAudio(true);
    await app.button('Carry on like this').click();
    await dialog.waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    assert.deepEqual(app.errors, []);
  });

  test('a session that was paused before stays paused after reading', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    await app.button('Pause').click();
    await app.button('This hurts').click();
    await app.button('How much pain is all right, and when to stop').click();
    await app.page.getByText('0 to 3: carry on.').waitFor();
    await app.page.keyboard.press('Escape');
    await app.page.locator('#hurt').waitFor({ state: 'detached' });
    await app.button('Resume').waitFor();
    assert.equal((await app.audio()).paused, true);
    assert.deepEqual(app.errors, []);
  });

  test('a killed session resumes with its swaps', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    const pose = await app.page.locator('.player__pose').textContent();
    await app.button('This hurts').click();
    await app.button('Leave it out').click();
    await app.button('Carry on like this').click();
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
