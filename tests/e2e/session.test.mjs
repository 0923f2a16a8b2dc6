// A session from the first visit to the record of it: the promise of the app. The clock is the real one of the
// `<audio>` element; nothing here sleeps, everything waits for what is on the page or on the device.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { inChromium } from './support/suite.mjs';

describe('a session', { timeout: 180_000 }, () => {
  const suite = inChromium();

  test('the safety screen comes first, once', async () => {
    const app = await App.open(suite.context, suite.url);
    assert.equal(await app.page.locator('.offer').count(), 0, 'nothing is offered before');
    await app.go('#/session/breathing-space');
    await app.button("I've read this").waitFor();
    assert.equal(await app.page.locator('.player').count(), 0, 'no address leads around it');
    await app.go('#/');
    await app.acceptSafety();
    await app.reload();
    await app.page.waitForSelector('.offer');
    assert.equal(await app.button("I've read this").count(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('an address with a length of its own leads to a session of that length, whatever was ready before', async () => {
    const app = await App.openToday(suite.context, suite.url);
    for (const [address, total] of [
      ['morning-mobility?min=15', 910],
      ['morning-mobility', 610],
    ]) {
      await app.go(`#/session/${address}`);
      await app.page.waitForSelector('.player');
      assert.equal(await app.left(), total, address);
      await app.goToday();
    }
    assert.deepEqual(app.errors, []);
  });

  test('on the page of a routine it begins anew after one that ended there', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('breathing-space');
    await app.go('#/routine/breathing-space');
    await app.page.waitForSelector('.return-bar');
    await app.endOfTrack();
    await app.page.waitForSelector('.return-bar', { state: 'detached' });
    await app.button('Start').click();
    await app.page.waitForSelector('.player');
    await app.button('Pause').waitFor();
    await app.waitForAudio(false);
    assert.ok((await app.left()) > 180, 'from its beginning');
    assert.deepEqual(app.errors, []);
  });

  test('the audio element drives the countdown, and buttons and keys drive the session', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.start();

    // Played fast, the session goes fast: it is the element's clock that counts, and not the wall's.
    await app.playAt(8);
    await app.waitForProgress(1);
    const [from, wall] = [(await app.audio()).currentTime, Date.now()];
    await app.waitForProgress(16);
    const took = (Date.now() - wall) / 1000;
    const passed = (await app.audio()).currentTime - from;
    assert.ok(passed > 14, `the element went on by ${passed} s`);
    assert.ok(took < passed / 2, `${passed} s of the session took ${took} s`);
    await app.playAt(1);

    await app.button('Pause').click();
    await app.button('Resume').waitFor();
    await app.waitForAudio(true);
    const stood = await app.audio();
    const [countdown, left] = [await app.countdown(), await app.left()];
    await app.frames(90);
    assert.deepEqual(await app.audio(), stood, 'the element stands');
    assert.deepEqual([await app.countdown(), await app.left()], [countdown, left], 'and so does the countdown');

    await app.press('Space');
    await app.button('Pause').waitFor();
    await app.waitForAudio(false);
    await app.waitForProgress(2);

    const first = await app.step();
    await app.press('ArrowRight');
    await app.waitForOtherStep(first);
    const second = await app.step();
    assert.notEqual(second, first);
    await app.press('ArrowLeft');
    await app.waitForOtherStep(second);
    assert.equal(await app.step(), first, 'back where it was');

    await app.press('Space');
    await app.button('Resume').waitFor();
    await app.waitForAudio(true);
    assert.deepEqual(app.errors, []);
  });

  test('goes on when a shortcut is used, which leads to its screen', async () => {
    const app = await App.openToday(suite.context, suite.url, {
      before: () => {
        const launchQueue = {
          setConsumer: (consumer) => {
            globalThis.launch = consumer;
          },
        };
        Object.defineProperty(globalThis, 'launchQueue', { value: launchQueue });
      },
    });
    await app.start();
    const launch = (targetURL) => app.page.evaluate((url) => globalThis.launch({ targetURL: url }), targetURL);
    await launch(`${suite.url}#/routine/breathing-space`);
    await app.page.waitForFunction(() => location.hash === '#/routine/breathing-space');
    await app.page.waitForSelector('.return-bar');
    // The icon itself leads nowhere.
    await launch(`${suite.url}?source=pwa`);
    await app.waitForSound(1);
    assert.equal(await app.page.evaluate(() => location.hash), '#/routine/breathing-space');
    assert.deepEqual(app.errors, []);
  });

  test('asks which of two it is to be, and keeps what it ends', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('three-minute-reset');
    await app.playAt(8);
    await app.waitForHeartbeat((beat) => beat.practised > 2_000);
    await app.goToday();
    await app.page.getByRole('button', { name: /A bad moment/ }).click();
    await app.button('Go back to it').click();
    await app.page.waitForSelector('.player');
    await app.waitForAudio(false);

    await app.go('#/session/breathing-space');
    await app.button('End it, and come here').click();
    await app.button('Start').waitFor();
    assert.equal(await app.title(), 'Breathing space');
    await app.waitForJournal(1, { overToo: true });
    const [kept] = await app.waitForEntries(1);
    assert.match(JSON.stringify(kept), /three-minute-reset/);
    assert.deepEqual(app.errors, []);
  });

  test('is offered for the time at which the page comes to the front, be it the next morning', async () => {
    const app = await App.openToday(suite.context, suite.url);
    const offered = () => app.page.locator('.offer h2').textContent();
    const date = () => app.page.locator('.today__date').textContent();
    const comeBack = async (time) => {
      // A time of the page, which need not be in the zone of this process.
      const there = await app.page.evaluate((text) => new Date(text).getTime(), time);
      await app.page.clock.setFixedTime(there);
      await app.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    };
    await comeBack('2026-11-24T21:00:00');
    await app.page.waitForFunction(() => document.querySelector('.today__date').textContent.includes('24'));
    const [evening, last] = [await offered(), await date()];
    await comeBack('2026-11-25T08:00:00');
    await app.page.waitForFunction(() => document.querySelector('.today__date').textContent.includes('25'));
    assert.notEqual(await offered(), evening);
    assert.notEqual(await date(), last);
    assert.deepEqual(app.errors, []);
  });

  test('finished, it is kept in both places, counted, and there after a reload', async () => {
    const app = await App.openToday(suite.context, suite.url);
    assert.equal(await app.streak(), '0');
    await app.start();
    await app.skipToEnd();
    assert.equal(await app.title(), 'Well done');
    await app.page.waitForSelector('[data-streak="1"]');

    const journal = await app.waitForJournal(1, { overToo: true });
    const kept = await app.waitForEntries(1);
    assert.deepEqual(kept, journal, 'the same in both places');

    await app.button('Back to Today').click();
    await app.page.waitForSelector('.offer');
    await app.page.waitForSelector('[data-streak="1"]');

    await app.reload();
    await app.page.waitForSelector('.offer');
    await app.page.waitForSelector('[data-streak="1"]');
    assert.equal(await app.resumeOffer().count(), 0);
    await app.goProgress();
    assert.equal(await app.page.locator('.session-row').count(), 1);
    assert.match(await app.page.locator('.session-row').textContent(), /finished/i);
    assert.equal((await app.entries()).length, 1);
    assert.deepEqual(app.errors, []);
  });

  test('ended early, it is kept for what it was; removed by a slip, it comes back', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.start();
    // Getting ready is no practice.
    await app.playAt(8);
    await app.waitForHeartbeat((beat) => beat.practised > 2_000);
    await app.playAt(1);

    await app.button('End').click();
    const dialog = app.page.getByRole('alertdialog');
    await dialog.waitFor();
    await app.waitForAudio(true);
    await app.page.waitForFunction(() => document.activeElement?.closest('dialog'));
    await app.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    await app.waitForProgress(1);

    await app.button('End').click();
    await app.button('End session').click();
    await app.page.waitForSelector('.done');
    // Two seconds are kept, but nobody is told that they count.
    assert.equal(await app.title(), 'A first step');
    await app.waitForJournal(1, { overToo: true });
    await app.button('Back to Today').click();
    await app.page.waitForSelector('.offer');

    await app.goProgress();
    const row = app.page.locator('.session-row');
    assert.equal(await row.count(), 1);
    assert.match(await row.textContent(), /ended early/i);
    const before = await row.textContent();

    await row.getByRole('button').click();
    await row.waitFor({ state: 'detached' });
    await app.button('Undo').click();
    await row.waitFor();
    assert.equal(await row.textContent(), before);

    // The session, its removal and its return: a log of what happened, of which nothing is ever rewritten.
    await app.waitForJournal(3);
    await app.reload();
    await row.waitFor();
    assert.equal(await row.textContent(), before, 'and it is there for good');
    assert.deepEqual(app.errors, []);
  });
});
