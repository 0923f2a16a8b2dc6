// A session from the first visit to its record. The clock is that of the real `<audio>` element. No test sleeps: all wait for a state
// of the page or of the storage.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { PREPARATION } from './support/plan.mjs';
import { inChromium } from './support/suite.mjs';

describe('a session', { timeout: 180_000 }, () => {
  const suite = inChromium();

  test('the safety page comes before everything else, once', async () => {
    const app = await App.open(suite.context, suite.url);
    assert.equal(await app.page.locator('.offer').count(), 0, 'a session is offered before');
    await app.go('#/session/breathing-space');
    await app.button("I've read this").waitFor();
    assert.equal(await app.page.locator('.player').count(), 0, 'an address bypasses it');
    await app.go('#/');
    await app.acceptSafety();
    await app.reload();
    await app.page.waitForSelector('.offer');
    assert.equal(await app.button("I've read this").count(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('the length in an address applies, also after a session of another length was prepared', async () => {
    const app = await App.openToday(suite.context, suite.url);
    for (const [address, total] of [
      ['morning-mobility?min=15', 900 + PREPARATION],
      ['morning-mobility', 600 + PREPARATION],
    ]) {
      await app.go(`#/session/${address}`);
      await app.page.waitForSelector('.player');
      assert.equal(await app.left(), total, address);
      await app.goToday();
    }
    assert.deepEqual(app.errors, []);
  });

  test('after a session has ended on its routine’s page, Start begins a new one', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('breathing-space');
    await app.go('#/routine/breathing-space');
    await app.page.waitForSelector('.return-bar');
    await app.seekToEnd();
    await app.page.waitForSelector('.return-bar', { state: 'detached' });
    await app.button('Start').click();
    await app.page.waitForSelector('.player');
    await app.button('Pause').waitFor();
    await app.waitForAudio(false);
    assert.ok((await app.left()) > 180, 'it does not start from the beginning');
    assert.deepEqual(app.errors, []);
  });

  test('the audio element drives the countdown, and buttons and keys drive the session', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.start();

    // At a higher playback rate the session advances faster, so its clock is the element's and not the wall clock.
    await app.playAt(8);
    await app.waitForProgress(1);
    const [from, wall] = [(await app.audio()).currentTime, Date.now()];
    await app.waitForProgress(16);
    const took = (Date.now() - wall) / 1000;
    const passed = (await app.audio()).currentTime - from;
    assert.ok(passed > 14, `the element advanced by ${passed} s`);
    assert.ok(took < passed / 2, `${passed} s of the session took ${took} s`);
    await app.playAt(1);

    await app.button('Pause').click();
    await app.button('Resume').waitFor();
    await app.waitForAudio(true);
    const paused = await app.audio();
    const [countdown, left] = [await app.countdown(), await app.left()];
    await app.frames(90);
    assert.deepEqual(await app.audio(), paused, 'the element advances while paused');
    assert.deepEqual([await app.countdown(), await app.left()], [countdown, left], 'the countdown changes while paused');

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
    // The first step begins with the way down to its pose.
    const start = 'Get down to the floor | Next: Constructive rest';
    assert.equal(await app.step(), start, 'the left arrow does not go back to the first step');

    await app.press('Space');
    await app.button('Resume').waitFor();
    await app.waitForAudio(true);
    assert.deepEqual(app.errors, []);
  });

  test('an app shortcut opens its page and does not stop the session', async () => {
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
    // Launching the app without a shortcut stays on the page.
    await launch(`${suite.url}?source=pwa`);
    await app.waitForPlayback(1);
    assert.equal(await app.page.evaluate(() => location.hash), '#/routine/breathing-space');
    assert.deepEqual(app.errors, []);
  });

  test('a second session asks whether to end the first, and records it', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.startSession('three-minute-reset');
    await app.practiseEnough();
    await app.goToday();
    await app.page.getByRole('button', { name: /Having a bad moment/ }).click();
    await app.button('Go back to it').click();
    await app.page.waitForSelector('.player');
    await app.waitForAudio(false);

    await app.go('#/session/breathing-space');
    await app.button('End it, and stay here').click();
    await app.button('Start').waitFor();
    assert.equal(await app.title(), 'Breathing space');
    await app.waitForJournal(1, { sessionOver: true });
    const [entry] = await app.waitForEntries(1);
    assert.match(JSON.stringify(entry), /three-minute-reset/);
    assert.deepEqual(app.errors, []);
  });

  test('the offer is updated when the page becomes visible at another time', async () => {
    const app = await App.openToday(suite.context, suite.url);
    const offered = () => app.page.locator('.offer h2').textContent();
    const date = () => app.page.locator('.today__date').textContent();
    const comeBack = async (time) => {
      // Converted in the page, whose time zone may differ from that of this process.
      const timestamp = await app.page.evaluate((text) => new Date(text).getTime(), time);
      await app.page.clock.setFixedTime(timestamp);
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

  test('a finished session is stored in journal and log, counts, and survives a reload', async () => {
    const app = await App.openToday(suite.context, suite.url);
    assert.equal(await app.streak(), '0');
    await app.start();
    await app.finish();
    assert.equal(await app.title(), 'Well done');
    await app.page.waitForSelector('[data-streak="1"]');

    const journal = await app.waitForJournal(1, { sessionOver: true });
    assert.deepEqual(await app.waitForEntries(1), journal);

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

  test('a session ended early is recorded, and its removal can be undone', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.start();
    await app.practiseEnough();

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
    assert.equal(await app.title(), 'That counts too');
    await app.page.waitForSelector('[data-streak="1"]');
    await app.waitForJournal(1, { sessionOver: true });
    await app.button('Back to Today').click();
    await app.page.waitForSelector('.offer');

    await app.goProgress();
    const row = app.page.locator('.session-row');
    assert.equal(await row.count(), 1);
    assert.match(await row.textContent(), /ended early/i);
    const before = await row.textContent();

    await row.getByRole('button', { name: /^Remove / }).click();
    await row.waitFor({ state: 'detached' });
    await app.button('Undo').click();
    await row.waitFor();
    assert.equal(await row.textContent(), before);

    // The session, its removal and the undo are three entries: the log is append-only.
    await app.waitForJournal(3);
    await app.reload();
    await row.waitFor();
    assert.equal(await row.textContent(), before, 'the undo does not survive a reload');
    assert.deepEqual(app.errors, []);
  });
});
