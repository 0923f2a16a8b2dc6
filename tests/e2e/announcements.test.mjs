// What a screen reader is told: a region is in the page before the text that it announces, and the focus never falls to the page when
// a button removes itself.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { waitUntil } from './support/browsers.mjs';
import { inChromium } from './support/suite.mjs';
import { HIGHER, downloadAll } from './support/voices.mjs';

// ------------------------------------------------------------------ run in the page

const refusePlay = (name) => {
  HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('', name));
};

/** Marks the live regions that are in the page now. */
const markRegions = () => {
  for (const region of document.querySelectorAll('[role=status], [role=alert]')) region.wasThere = true;
};

/** Whether a region that was in the page before says this. */
const isAnnounced = (words) =>
  [...document.querySelectorAll('[role=status], [role=alert]')].some((region) => region.wasThere && region.textContent.includes(words));

const focusIsSomewhere = () => document.activeElement !== null && document.activeElement !== document.body;

// ------------------------------------------------------------------

const suite = inChromium();

/** Presses a button with the keyboard. */
async function pressWithKeyboard(app, name) {
  await app.button(name).focus();
  await app.page.keyboard.press('Enter');
}

describe('announcements', () => {
  for (const [error, words] of [['NotAllowedError', 'Tap to start the sound'], ['NotSupportedError', "can't play here"]]) {
    test(`"${words}" is announced after a ${error}`, async () => {
      const app = await App.openToday(suite.context, suite.url, { before: refusePlay, argument: error });
      await app.go('#/session/morning-mobility');
      await app.page.waitForSelector('.player');
      await app.page.evaluate(markRegions);
      await pressWithKeyboard(app, 'Start');
      await waitUntil(app.page, isAnnounced, words);
      assert.ok(await app.page.evaluate(focusIsSomewhere));
    });
  }

  test('the lock-screen test announces what it does and how it ends', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.go('#/lock-test');
    await app.button('Start').waitFor();
    await app.page.evaluate(markRegions);
    await pressWithKeyboard(app, 'Start');
    await waitUntil(app.page, isAnnounced, 'Lock the phone now');
    await app.button('Stop the test').waitFor();
    await waitUntil(app.page, focusIsSomewhere);
    await app.waitForAudio(false);
    await app.page.evaluate(() => globalThis.appAudio.pause());
    await waitUntil(app.page, isAnnounced, 'Something stopped the sound');
    await waitUntil(app.page, focusIsSomewhere);
  });

  test('a lock-screen test whose sound is stopped before it is heard says so', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.page.evaluate(() => {
      const { play } = HTMLMediaElement.prototype;
      HTMLMediaElement.prototype.play = function playAndStop() {
        const playing = play.call(this);
        this.pause();
        return playing;
      };
    });
    await app.go('#/lock-test');
    await app.button('Start').waitFor();
    await app.page.evaluate(markRegions);
    await pressWithKeyboard(app, 'Start');
    await waitUntil(app.page, isAnnounced, 'Something stopped the sound');
  });

  test('the download of the voice announces its end, and its button keeps the focus', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.go('#/settings');
    await app.page.getByRole('switch', { name: 'Voice' }).check();
    await app.button(downloadAll(HIGHER)).waitFor();
    await app.page.evaluate(markRegions);
    await suite.context.setOffline(true);
    await pressWithKeyboard(app, downloadAll(HIGHER));
    await waitUntil(app.page, isAnnounced, 'could not be downloaded');
    assert.equal(await app.page.evaluate(() => document.activeElement.textContent), 'Try again');
  });

  test('the focus moves on when an offer is declined or a notice is dismissed', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.start();
    await app.waitForProgress(12);
    await app.waitForHeartbeat();
    await app.page.close();
    const next = await App.open(suite.context, suite.url);
    await next.resumeOffer().waitFor();
    await pressWithKeyboard(next, 'End it here');
    await next.resumeOffer().waitFor({ state: 'detached' });
    await waitUntil(next.page, () => document.activeElement.id === 'title');
  });
});
