// Paced breathing: a custom pace, and reduced motion. sound/breath.test.mjs tests that the disc is in sync with the sound.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { chooseOwnRhythm, PACING_START, samplePacer } from './support/breath.mjs';
import { inChromium } from './support/suite.mjs';

describe('paced breathing', { timeout: 300_000 }, () => {
  const suite = inChromium();

  test('a custom pace is chosen in half seconds, stored and used', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.go('#/routine/own-rhythm');
    await chooseOwnRhythm(app);
    assert.equal(await app.page.getByRole('slider', { name: 'Hold after breathing in', exact: true }).getAttribute('aria-valuetext'), '2 s');
    await app.reload();
    await app.page.getByRole('group', { name: 'One breath: 13½ seconds' }).waitFor();
    await app.startSession('own-rhythm');
    await app.page.evaluate((seconds) => {
      globalThis.appAudio.currentTime = seconds;
    }, PACING_START + 1);
    await app.waitForPlayback(1);
    const sizes = (await app.page.evaluate(samplePacer, 30)).map(({ size }) => size);
    assert.ok(sizes.every((size) => size > 0 && size <= 1), `${sizes}`);
    assert.deepEqual(app.errors, []);
  });

  test('reduced motion hides the disc', async () => {
    const context = await suite.browser.newContext({ reducedMotion: 'reduce' });
    const app = await App.openToday(context, suite.url);
    await app.startSession('coherent-breathing');
    await app.page.evaluate((seconds) => {
      globalThis.appAudio.currentTime = seconds;
    }, PACING_START + 2);
    await app.waitForPlayback(1);
    const [{ size }] = await app.page.evaluate(samplePacer, 1);
    assert.equal(size, null);
    assert.deepEqual(app.errors, []);
    await context.close();
  });
});
