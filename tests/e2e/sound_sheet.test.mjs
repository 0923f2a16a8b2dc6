// The sheet of sounds over the player: the session waits for it, what is chosen is heard in the session from the same place on, and
// it is kept. In Chromium and Firefox.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { App, DIST, SETTINGS, unseal } from './support/app.mjs';
import { click, ENGINES, launch, waitUntil, waitUntilRendered } from './support/engines.mjs';
import { keepMediaKeys, pressMediaKey } from './support/media_keys.mjs';
import { serve } from './support/serve.mjs';
import { inChromium } from './support/suite.mjs';

const SESSION = '#/session/morning-mobility';
/** How much louder the voice is at 150 percent than at 100, as a factor: 7 dB. The limiter takes a little of it. */
const LOUDER = { from: 2, to: 2.3 };
/** How much of the tracks is compared, in seconds. */
const COMPARED = 40;

// ------------------------------------------------------------------ run in the page

/** Keeps the tracks of the session, which are longer than those of samples, and the elements that play. Runs before the app. */
const keepSound = () => {
  const { createObjectURL } = URL;
  globalThis.sessionTracks = [];
  URL.createObjectURL = (blob) => {
    if (blob.size > 5_000_000) globalThis.sessionTracks.push(blob);
    return createObjectURL.call(URL, blob);
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function note() {
    globalThis.appAudio = this;
    return play.call(this);
  };
};

/**
 * The loudness of each tenth of a second of a track (of the last one, unless `index` says which), from a time in seconds on, as root
 * mean square.
 */
const tenths = async ({ index = -1, from, seconds }) => {
  const [header, second] = [44, 48_000];
  const start = header + 2 * Math.round((from * second) / 2);
  const bytes = await globalThis.sessionTracks.at(index).slice(start, start + seconds * second).arrayBuffer();
  const samples = new Int16Array(bytes);
  return Array.from({ length: Math.floor(samples.length / 2400) }, (_, n) => {
    const tenth = samples.subarray(n * 2400, (n + 1) * 2400);
    return Math.sqrt(tenth.reduce((sum, sample) => sum + sample ** 2, 0) / tenth.length);
  });
};

const audio = () => ({ paused: globalThis.appAudio.paused, time: globalThis.appAudio.currentTime });
const plays = () => globalThis.appAudio && !globalThis.appAudio.paused && globalThis.appAudio.currentTime > 0;
const isPast = (seconds) => !globalThis.appAudio.paused && globalThis.appAudio.currentTime > seconds;
const isPaused = () => globalThis.appAudio.paused;
const left = () => document.querySelector('.player__left').textContent;
const isOpen = (open) => (document.querySelector('#sound') !== null) === open;
const hasTracks = (count) => globalThis.sessionTracks.length > count;

/** Moves a slider to a value, as a person does who lets go of it. */
const slide = ({ label, value }) => {
  const field = [...document.querySelectorAll('#sound .field')].find(({ textContent }) => textContent.includes(label));
  const input = field.querySelector('input');
  input.value = String(value);
  input.dispatchEvent(new Event('change', { bubbles: true }));
};

// ------------------------------------------------------------------

const isSpeech = (loudness) => loudness > 1500;

/** Seconds of a time such as `9:58 left`. */
function seconds(text) {
  const [minutes, rest] = text.match(/(\d+):(\d+)/).slice(1).map(Number);
  return minutes * 60 + rest;
}

for (const engine of ENGINES) {
  describe(`sounds of a session in ${engine}`, { timeout: 300_000 }, () => {
    let server;
    before(async () => {
      server = await serve(DIST);
    });
    after(() => server?.close());

    test('the voice gets louder where the session stands, and stays so', async (t) => {
      const page = await (await launch(t, engine, { sound: true })).newPage({ before: keepSound });
      await page.goto(server.url);
      await click(page, '#main .bottom-action .button');
      await waitUntil(page, () => document.querySelector('.offer') !== null);
      await page.evaluate((hash) => (location.hash = hash), SESSION);
      await click(page, '.round-button--main');
      await waitUntil(page, plays);
      // The clips of the voice come in a track of their own.
      const spoken = () => page.evaluate(tenths, { from: 0, seconds: COMPARED });
      while ((await spoken()).filter(isSpeech).length < 60) {
        const count = await page.evaluate(() => globalThis.sessionTracks.length);
        await waitUntil(page, hasTracks, count);
      }
      await waitUntil(page, isPast, 1);

      await click(page, '#sound-control');
      await waitUntil(page, isOpen, true);
      await waitUntil(page, isPaused);
      const { time } = await page.evaluate(audio);
      const [before, count] = [await page.evaluate(left), await page.evaluate(() => globalThis.sessionTracks.length)];
      const old = await page.evaluate(tenths, { from: time, seconds: COMPARED });
      await page.evaluate(slide, { label: 'Voice volume', value: 150 });
      await waitUntil(page, hasTracks, count);
      assert.equal(await page.evaluate(left), before, 'the session has not waited');
      await click(page, '#sound .button--main');
      await waitUntil(page, isOpen, false);
      await waitUntil(page, plays);
      await waitUntil(page, isPast, 1);
      assert.ok(seconds(before) - seconds(await page.evaluate(left)) < 6, 'the session has lost its place');

      // What was said at this place is said again, louder.
      const loud = await page.evaluate(tenths, { from: 0, seconds: COMPARED });
      const ratios = old.map((loudness, n) => ({ loudness, ratio: loud[n] / loudness })).filter(({ loudness }) => isSpeech(loudness));
      assert.ok(ratios.length > 40, `${ratios.length} tenths of speech`);
      const median = ratios.map(({ ratio }) => ratio).sort((one, other) => one - other)[ratios.length >> 1];
      assert.ok(median > LOUDER.from && median < LOUDER.to, `${median} times as loud`);

      // All sound off is silence at once, and its end brings all of it back.
      const isLoud = async () => (await spoken()).some(isSpeech);
      const turnSilence = async () => {
        await click(page, '#sound-control');
        await waitUntil(page, isOpen, true);
        const tracks = await page.evaluate(() => globalThis.sessionTracks.length);
        await click(page, '#sound .switch input');
        await waitUntil(page, hasTracks, tracks);
        await click(page, '#sound .button--main');
        await waitUntil(page, isOpen, false);
        await waitUntil(page, plays);
      };
      await turnSilence();
      assert.equal(await isLoud(), false, 'a silent session speaks');
      await turnSilence();
      while (!(await isLoud())) {
        const tracks = await page.evaluate(() => globalThis.sessionTracks.length);
        await waitUntil(page, hasTracks, tracks);
      }

      await page.reload();
      await waitUntilRendered(page);
      const stored = await page.evaluate((key) => localStorage.getItem(key), SETTINGS);
      const { voice_percent: percent, silent } = unseal(stored).data;
      assert.deepEqual([percent, silent], [150, false]);
      await waitUntil(page, () => document.querySelector('.player, .resume') !== null);
      assert.deepEqual(page.errors, []);
    });
  });
}

describe('sounds of a session', { timeout: 240_000 }, () => {
  const suite = inChromium();
  const sheet = (app) => app.page.locator('#sound');
  const stored = async (app) => unseal((await app.localStorage())[SETTINGS]).data;

  /** A session in its second step. */
  const start = async (options) => {
    const app = await App.openToday(suite.context, suite.url, options);
    await app.start();
    await app.button('Skip this step').click();
    await app.waitForPlayback(0.5);
    return app;
  };

  test('the whole of it works with the keyboard, and Escape goes on', async () => {
    const app = await start();
    await app.button('Sound').press('Enter');
    await sheet(app).getByRole('heading', { name: 'Sound' }).waitFor();
    await app.waitForAudio(true);
    await sheet(app).getByText('Your session is paused.').waitFor();
    const step = await app.step();
    // All sound off has the focus; then comes the voice, which is off in new profiles of tests.
    await app.page.keyboard.press('Tab');
    await app.page.keyboard.press('Space');
    const voice = sheet(app).getByLabel('Voice volume');
    await voice.focus();
    for (let press = 0; press < 2; press += 1) await app.page.keyboard.press('ArrowRight');
    assert.equal(await voice.getAttribute('aria-valuetext'), '120 %');
    await sheet(app).getByLabel('Background sound').selectOption('rain');
    await sheet(app).getByLabel('Background volume').waitFor();
    await app.page.keyboard.press('Escape');
    await sheet(app).waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    assert.equal(await app.page.evaluate(() => document.activeElement.ariaLabel), 'Sound');
    assert.equal(await app.step(), step, 'a key of the sheet has moved the session');
    const { voice: isOn, voice_percent: percent, background } = await stored(app);
    assert.deepEqual([isOn, percent, background], [true, 120, 'rain']);
    await app.practiseEnough();
    await app.end();
    const records = await app.waitForJournal(1, { sessionOver: true });
    assert.equal(records.length, 1);
    assert.deepEqual(app.errors, []);
  });

  test('a session that was paused before stays paused', async () => {
    const app = await start();
    await app.button('Pause').click();
    await app.button('Sound').click();
    await sheet(app).getByText('What you choose here is kept for every session.').waitFor();
    await app.button('Done').click();
    await sheet(app).waitFor({ state: 'detached' });
    await app.button('Resume').waitFor();
    assert.equal((await app.audio()).paused, true);
    assert.deepEqual(app.errors, []);
  });

  test('a key of the headphones that plays closes it, and the sample gives way to the session', async () => {
    const app = await start({ before: keepMediaKeys });
    await app.button('Sound').click();
    await sheet(app).waitFor();
    const bells = sheet(app).getByLabel('Bell volume');
    await bells.focus();
    await app.page.keyboard.press('ArrowRight');
    // The sample plays while the session waits.
    await app.waitForAudio(false);
    await app.page.evaluate(() => (globalThis.sample = globalThis.appAudio));
    await app.page.evaluate(pressMediaKey, 'play');
    await sheet(app).waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    assert.equal(await app.page.evaluate(() => globalThis.sample !== globalThis.appAudio && globalThis.sample.paused), true);
    await app.waitForProgress(1);
    assert.deepEqual(app.errors, []);
  });
});

