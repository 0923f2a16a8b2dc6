// Sounds: previews, the choice of a bell, the audio session, the dark screen, and changes during a session.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, PHONE, SETTINGS, unseal } from './support/app.mjs';
import { inChromium } from './support/suite.mjs';

describe('sounds', { timeout: 120_000 }, () => {
  const suite = inChromium();

  const stored = async (app) => unseal((await app.localStorage())[SETTINGS]).data;
  const source = (app) => app.page.evaluate(() => globalThis.appAudio.src);

  test('every sound has a preview, and the chosen bell is stored', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.go('#/settings');
    await app.page.getByRole('link', { name: 'Hear the sounds and choose a bell' }).click();
    await app.button('Next pose').click();
    await app.waitForAudio(false);
    const first = await source(app);
    await app.page.getByLabel('temple gong').check();
    await app.page.waitForFunction((last) => globalThis.appAudio.src !== last, first);
    await app.waitForAudio(false);
    assert.equal((await stored(app)).bell, 'gong');
    // Leaving the page stops the preview.
    await app.goToday();
    await app.waitForAudio(true);
    await app.reload();
    await app.go('#/sounds');
    assert.equal(await app.page.getByLabel('temple gong').isChecked(), true);
    assert.deepEqual(app.errors, []);
  });

  test('the audio session stops other music or plays over it, as chosen', async () => {
    await suite.context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'audioSession', { value: { type: 'auto' } });
    });
    const app = await App.openToday(suite.context, suite.url);
    const kind = () => app.page.evaluate(() => navigator.audioSession.type);
    assert.equal(await kind(), 'playback');
    await app.go('#/settings');
    await app.page.getByLabel('Play over my music').check();
    assert.equal(await kind(), 'transient');
    await app.reload();
    assert.equal(await kind(), 'transient');
    assert.deepEqual(app.errors, []);
  });

  test('sound continues while the screen is dark, and a tap or an interruption brightens it', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('breath-awareness');
    const dark = app.page.locator('#dim');
    await app.button('Dark').click();
    await dark.waitFor();
    const { width, height } = await dark.boundingBox();
    assert.deepEqual({ width, height }, PHONE);
    await app.waitForProgress(1);
    // A tap at any point brightens the screen.
    await app.page.mouse.click(20, 20);
    await dark.waitFor({ state: 'detached' });
    assert.equal((await app.audio()).paused, false);
    await app.button('Dark').click();
    await dark.waitFor();
    await app.page.evaluate(() => globalThis.appAudio.pause());
    await dark.waitFor({ state: 'detached' });
    await app.page.getByText('Your phone paused the sound.').waitFor();
    await app.button('Resume').click();
    await app.button('Dark').click();
    await app.page.keyboard.press('Escape');
    await dark.waitFor({ state: 'detached' });
    assert.deepEqual(app.errors, []);
  });

  test('another bell replaces the track of a running session', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('morning-mobility');
    await app.button('Skip this step').click();
    await app.waitForProgress(1);
    const first = await source(app);
    await app.go('#/sounds');
    await app.page.getByText('You are in a session.').waitFor();
    await app.page.getByLabel('wooden block').check();
    await app.page.waitForFunction((last) => globalThis.appAudio.src !== last, first);
    await app.waitForAudio(false);
    const before = (await app.audio()).currentTime;
    await app.page.waitForFunction((time) => globalThis.appAudio.currentTime > time + 1, before);
    await app.page.getByRole('link', { name: /^Session in progress/ }).click();
    await app.practiseEnough();
    await app.end();
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    assert.equal(record.outcome, 'ended_early');
    assert.deepEqual(app.errors, []);
  });
});
