// The phone's own voice: one of the person's region, never a joke voice, and a choice that can be heard.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, seal, SETTINGS, unseal } from './support/app.mjs';
import { waitUntil } from './support/browsers.mjs';
import { inChromium } from './support/suite.mjs';

// ------------------------------------------------------------------ run in the page

/** Voices as a Mac has them, which arrive late, and a record of who speaks. */
const addVoices = ({ key, text }) => {
  if (!localStorage.getItem(key)) localStorage.setItem(key, text);
  Object.defineProperty(navigator, 'language', { get: () => 'en-GB' });
  const voice = (name, lang) => ({ name, lang, voiceURI: `uri:${name}`, localService: true, default: false });
  const all = [voice('Anna', 'de-DE'), voice('Samantha', 'en-US'), voice('Daniel', 'en-GB'), voice('Kate', 'en-GB'), voice('Zarvox', 'en-US')];
  let loaded = [];
  globalThis.loadVoices = () => {
    loaded = all;
    speechSynthesis.onvoiceschanged?.();
  };
  globalThis.spoken = [];
  SpeechSynthesis.prototype.getVoices = () => loaded;
  SpeechSynthesis.prototype.speak = ({ text: words, voice: speaker }) => {
    if (words) globalThis.spoken.push({ words, speaker: speaker?.name });
  };
  globalThis.SpeechSynthesisUtterance = class {
    constructor(words) {
      this.text = words;
    }
  };
};

const lastSpeaker = () => globalThis.spoken.at(-1)?.speaker;

// ------------------------------------------------------------------

describe("the phone's own voice", () => {
  const suite = inChromium();

  test('is one of the region, until another one is chosen', async () => {
    const text = seal({ v: 2, data: { safety_read: true, voice: true, phones_voice: false } });
    const app = await App.open(suite.context, suite.url, { before: addVoices, argument: { key: SETTINGS, text }, voice: true });
    const { page } = app;
    await app.go('#/settings');
    await page.getByRole('radio', { name: 'Lower voice' }).waitFor();
    assert.equal(await page.getByRole('radio', { name: "Your phone's voice" }).count(), 0, 'There is no voice yet');
    await page.evaluate(() => globalThis.loadVoices());
    await page.getByRole('radio', { name: "Your phone's voice" }).check();
    const field = page.locator('#phone-voice');
    await field.locator('option').nth(2).waitFor({ state: 'attached' });
    assert.deepEqual(await field.locator('option').allTextContents(), ['Daniel', 'Kate', 'Samantha']);
    assert.equal(await field.inputValue(), 'uri:Daniel');
    await app.button('Hear this voice').click();
    assert.equal(await page.evaluate(lastSpeaker), 'Daniel');

    await field.selectOption('Kate');
    await app.button('Hear this voice').click();
    await waitUntil(page, () => globalThis.spoken.at(-1).speaker === 'Kate');
    assert.equal(unseal((await app.localStorage())[SETTINGS]).data.phone_voice, 'uri:Kate');

    await page.evaluate(() => {
      globalThis.spoken = [];
    });
    await app.goToday();
    await app.start();
    await waitUntil(page, lastSpeaker);
    assert.equal(await page.evaluate(lastSpeaker), 'Kate');
    await app.end();
  });
});
