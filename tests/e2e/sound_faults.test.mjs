// The sound of a running session fails. The track is tried once more at that place; if that doesn't help, the player says so, the
// session goes on without sound, and a button tries again.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { waitUntil } from './support/browsers.mjs';
import { inChromium } from './support/suite.mjs';

const RETRY = 'Try the sound again';

// ------------------------------------------------------------------ run in the page

/**
 * Sound devices that can be made to hang: the element says that it plays, and its position stands still. Also counts the tracks
 * that are played.
 */
const addHangingDevice = () => {
  const { prototype } = HTMLMediaElement;
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'currentTime');
  const stands = new WeakMap();
  globalThis.hangs = false;
  globalThis.tracks = new Set();
  Object.defineProperty(prototype, 'currentTime', {
    get() {
      if (!globalThis.hangs) return get.call(this);
      if (!stands.has(this)) stands.set(this, get.call(this));
      return stands.get(this);
    },
    set(time) {
      stands.set(this, time);
      set.call(this, time);
    },
    configurable: true,
  });
  const { play } = prototype;
  prototype.play = function count() {
    globalThis.tracks.add(this.src);
    return play.call(this);
  };
};

const hang = (hangs) => {
  globalThis.hangs = hangs;
};

/** Blocks the page for longer than a position may stand still. Firefox then reports the old position for a moment. */
const blockPage = async () => {
  globalThis.hangs = true;
  // The app reads where it stands.
  await new Promise((done) => setTimeout(done, 200));
  const end = performance.now() + 7_000;
  while (performance.now() < end);
  setTimeout(() => {
    globalThis.hangs = false;
  }, 200);
};

const tracks = () => globalThis.tracks.size;

const failSound = () => globalThis.appAudio.dispatchEvent(new Event('error'));

const says = (words) => document.querySelector('.player__trouble').textContent.includes(words);

const countdownMoves = (from) => document.querySelector('.player__left').textContent !== from;

// ------------------------------------------------------------------

const suite = inChromium();

async function startSession(before) {
  const app = await App.openToday(suite.context, suite.url, { before });
  await app.start();
  await app.waitForProgress(1);
  return app;
}

/** Waits until the countdown moves. */
async function goesOn(app) {
  const left = await app.page.locator('.player__left').textContent();
  await waitUntil(app.page, countdownMoves, left);
}

describe('a sound that fails', () => {
  test('an error of the element is tried once more at that place, and then said', async () => {
    const app = await startSession(addHangingDevice);
    const before = { left: await app.left(), tracks: await app.page.evaluate(tracks) };
    await app.page.evaluate(failSound);
    await waitUntil(app.page, (count) => globalThis.tracks.size > count, before.tracks);
    await goesOn(app);
    assert.ok(Math.abs((await app.left()) - before.left) < 10, 'It goes on at another place');
    assert.equal(await app.page.evaluate(says, "can't play here"), false);

    await app.page.evaluate(failSound);
    await waitUntil(app.page, says, "can't play here");
    await goesOn(app);
    const silent = await app.page.evaluate(tracks);
    await app.button(RETRY).click();
    await waitUntil(app.page, (count) => globalThis.tracks.size > count, silent);
    await waitUntil(app.page, () => document.querySelector('.player__trouble').textContent === '');
    await goesOn(app);
    assert.equal(await app.button(RETRY).count(), 0);
    assert.equal(await app.page.evaluate(() => document.activeElement.id), 'title');
    await app.end();
  });

  test('a device that hangs is noticed, and the countdown goes on without it', async () => {
    const app = await startSession(addHangingDevice);
    const { left, tracks: count } = { left: await app.left(), tracks: await app.page.evaluate(tracks) };
    await app.page.evaluate(hang, true);
    await waitUntil(app.page, says, "can't play here");
    assert.ok((await app.page.evaluate(tracks)) > count, 'It was not tried again');
    await goesOn(app);
    assert.ok((await app.left()) >= left - 5, 'Time has passed in which the session stood still');

    await app.page.evaluate(hang, false);
    await app.button(RETRY).click();
    await waitUntil(app.page, () => document.querySelector('.player__trouble').textContent === '');
    await goesOn(app);
  });

  test('a `play` that never settles is noticed', async () => {
    const app = await App.openToday(suite.context, suite.url, {
      before: () => {
        HTMLMediaElement.prototype.play = () => new Promise(() => {});
      },
    });
    await app.page.locator('.offer .button--main').click();
    await app.page.waitForSelector('.player');
    // The person may be asked to resume, but not for ever.
    await waitUntil(app.page, () => {
      document.querySelector('[aria-label="Resume"]')?.click();
      return document.querySelector('.player__trouble').textContent.includes("can't play here");
    });
    await goesOn(app);
  });

  test('a page that stood still itself is not a fault', async () => {
    const app = await startSession(addHangingDevice);
    const before = await app.page.evaluate(tracks);
    await app.page.evaluate(blockPage);
    await app.waitForProgress(10);
    assert.equal(await app.page.evaluate(tracks), before);
    assert.equal(await app.page.evaluate(says, ' '), false);
  });

  test('a wait of the element that ends is not a fault', async () => {
    const app = await startSession(addHangingDevice);
    await app.page.evaluate(() => {
      for (const name of ['waiting', 'stalled']) globalThis.appAudio.dispatchEvent(new Event(name));
    });
    const before = await app.page.evaluate(tracks);
    await app.waitForProgress(8);
    assert.equal(await app.page.evaluate(tracks), before);
    assert.equal(await app.page.evaluate(says, ' '), false);
  });
});
