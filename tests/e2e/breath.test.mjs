// Breathing that is led: a pace of one's own, and a screen for people who want less motion. That the disc is where the sound is,
// is looked at in sound/breath.test.mjs.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { chooseOwnRhythm, FROM, watch } from './support/breath.mjs';
import { inChromium } from './support/suite.mjs';

describe('a breath', { timeout: 300_000 }, () => {
  const suite = inChromium();

  test('of ones own is chosen by halves of seconds, kept, and led', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.go('#/routine/own-rhythm');
    await chooseOwnRhythm(app);
    assert.equal(await app.page.getByRole('slider', { name: 'Hold after in', exact: true }).getAttribute('aria-valuetext'), '2 s');
    await app.reload();
    await app.page.getByRole('group', { name: 'Your breath, 13½ seconds' }).waitFor();
    await app.startSession('own-rhythm');
    await app.page.evaluate((seconds) => {
      globalThis.audioOfTheApp.currentTime = seconds;
    }, FROM + 1);
    await app.waitForSound(1);
    const sizes = (await app.page.evaluate(watch, 30)).map(({ size }) => size);
    assert.ok(sizes.every((size) => size > 0 && size <= 1), `${sizes}`);
    assert.deepEqual(app.errors, []);
  });

  test('is not there for who has asked for less motion', async () => {
    const context = await suite.browser.newContext({ reducedMotion: 'reduce' });
    const app = await App.openToday(context, suite.url);
    await app.startSession('coherent-breathing');
    await app.page.evaluate((seconds) => {
      globalThis.audioOfTheApp.currentTime = seconds;
    }, FROM + 2);
    await app.waitForSound(1);
    const [{ size }] = await app.page.evaluate(watch, 1);
    assert.equal(size, null);
    assert.deepEqual(app.errors, []);
    await context.close();
  });
});
