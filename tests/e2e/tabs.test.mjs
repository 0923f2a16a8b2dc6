// Several tabs and an installed window of one profile: all of them show what each has done, and only one of them runs a session.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { PATIENCE_MILLIS } from './support/browsers.mjs';
import { inChromium } from './support/suite.mjs';

const ROUTINE = 'breathing-space';
const ELSEWHERE = 'A session is running somewhere else';

/** Opens the installed app: a window that starts at the manifest's address and stands alone. */
async function openInstalled(suite) {
  const app = await App.open(suite.context, `${suite.url}?source=pwa`, {
    before: () => {
      const { matchMedia } = window;
      window.matchMedia = (query) => (query === '(display-mode: standalone)' ? { matches: true } : matchMedia.call(window, query));
    },
  });
  await app.page.waitForSelector('.offer');
  return app;
}

/** Opens a further tab of a profile in which the safety page has been accepted. */
async function openTab(suite) {
  const app = await App.open(suite.context, suite.url);
  await app.page.waitForSelector('.offer');
  return app;
}

/** Practises until at least `seconds` have been practised. */
async function practise(app, seconds) {
  await app.startSession(ROUTINE);
  await practiseOn(app, seconds);
}

async function practiseOn(app, seconds) {
  await app.playAt(16);
  await app.waitForHeartbeat((beat) => beat.practised >= seconds * 1000);
  await app.playAt(1);
}

const rows = (app) => app.page.locator('.session-row').count();

describe('tabs', { timeout: 300_000 }, () => {
  const suite = inChromium();

  test('a session that one tab finishes is shown in all others without a reload', async () => {
    const progress = await App.openToday(suite.context, suite.url);
    await progress.goProgress();
    const [today, installed, practising] = [await openTab(suite), await openInstalled(suite), await openTab(suite)];
    assert.equal(await progress.streak(), '0');
    await practise(practising, 61);
    await practising.end();
    await progress.page.locator('.session-row').waitFor();
    assert.equal(await rows(progress), 1);
    for (const app of [progress, today, installed]) await app.page.waitForSelector('[data-streak="1"]');
    for (const app of [today, installed]) await app.page.getByText('You practised today.').waitFor();

    // A deletion, too. A streak of no days has no text.
    await practising.button('Back to Today').click();
    await practising.goProgress();
    await practising.page.locator('.session-row .icon-button').first().click();
    for (const app of [progress, today, installed]) await app.page.waitForSelector('[data-streak="0"]', { state: 'attached' });
    assert.equal(await rows(progress), 0);
    for (const app of [progress, today, installed, practising]) assert.deepEqual(app.errors, []);
  });

  test('a second tab does not run another session, and can take over the one that is running', async () => {
    const first = await App.openToday(suite.context, suite.url);
    const second = await openTab(suite);
    await practise(first, 20);
    const left = await first.left();
    await second.page.locator('.offer .button--main').click();
    await second.page.getByRole('heading', { name: ELSEWHERE }).waitFor();
    assert.ok((await second.page.locator('main').textContent()).includes('Breathing space'), 'the running session is not named');
    assert.equal(await second.page.locator('.player').count(), 0);
    await first.waitForProgress(1);

    await second.button('Carry on here').click();
    await second.page.waitForSelector('.player');
    await second.waitForAudio(false);
    assert.ok(Math.abs((await second.left()) - left) <= 8, `${left} s remained there, ${await second.left()} s remain here`);
    await first.page.getByRole('heading', { name: ELSEWHERE }).waitFor();
    assert.equal((await first.audio()).paused, true, 'both tabs play');
    await second.waitForProgress(1);

    // And back, then ended.
    await first.button('Carry on here').click();
    await first.page.waitForSelector('.player');
    await second.page.getByRole('heading', { name: ELSEWHERE }).waitFor();
    await practiseOn(first, 61);
    await first.end();
    await second.page.getByRole('heading', { name: ELSEWHERE }).waitFor({ state: 'detached' });
    const [record] = await first.waitForJournal(1, { sessionOver: true });
    assert.deepEqual(await first.waitForEntries(1), [record]);
    assert.ok(record.practised >= 61_000, JSON.stringify(record));
    await second.goProgress();
    assert.equal(await rows(second), 1);
    // Nothing is in the way any more.
    await second.startSession('morning-mobility');
    await second.waitForProgress(1);
    for (const app of [first, second]) assert.deepEqual(app.errors, []);
  });

  test('of two taps on Start at the same time, one starts a session', async () => {
    const apps = [await App.openToday(suite.context, suite.url), await openTab(suite)];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(apps.map((app) => app.page.locator('.offer .button--main').click()));
      for (const app of apps) await app.page.locator(`.player, h1:text-is("${ELSEWHERE}")`).first().waitFor();
      const outcomesNow = () => Promise.all(apps.map((app) => app.page.getByRole('heading', { name: ELSEWHERE }).count()));
      // Both may have begun before either knew of the other one.
      const deadline = Date.now() + PATIENCE_MILLIS;
      let outcomes = await outcomesNow();
      while (outcomes[0] === outcomes[1]) {
        assert.ok(Date.now() < deadline, 'both or neither run');
        outcomes = await outcomesNow();
      }
      const runner = apps[outcomes.indexOf(0)];
      const other = apps[outcomes.indexOf(1)];
      await runner.waitForHeartbeat((beat) => beat.practised > 0 || beat.snapshot.position > 0);
      assert.equal(Object.keys(await other.localStorage()).filter((key) => key.startsWith('unknot.heartbeat')).length, 1);
      await runner.end();
      await Promise.all(apps.map((app) => app.goToday()));
      await other.frames(5);
    }
    for (const app of apps) assert.deepEqual(app.errors, []);
  });

  test('an interrupted session that one tab goes on with is no longer offered by the others', async () => {
    const first = await App.openToday(suite.context, suite.url);
    await practise(first, 20);
    await first.page.close();
    const [a, b] = [await openTab(suite), await openTab(suite)];
    for (const app of [a, b]) await app.resumeOffer().waitFor();
    await a.resume();
    await b.resumeOffer().waitFor({ state: 'detached' });
    await b.page.locator('.offer .button--main').click();
    await b.page.getByRole('heading', { name: ELSEWHERE }).waitFor();
    await b.page.getByRole('link', { name: 'Leave it there' }).click();
    await b.page.waitForSelector('.offer');
    await practiseOn(a, 50);
    await a.page.close();

    // The other tab offers it again, with all that was practised.
    await b.resumeOffer().waitFor();
    const next = await openTab(suite);
    await next.resumeOffer().waitFor();
    await next.button('End it here').click();
    const [record] = await next.waitForJournal(1, { sessionOver: true });
    assert.deepEqual(await next.waitForEntries(1), [record]);
    assert.ok(record.practised >= 50_000, JSON.stringify(record));
    await b.resumeOffer().waitFor({ state: 'detached' });
    await b.goProgress();
    assert.equal(await rows(b), 1);
    for (const app of [b, next]) assert.deepEqual(app.errors, []);
  });

  test('a longer record of a session wins over an earlier one', async () => {
    const first = await App.openToday(suite.context, suite.url);
    await practise(first, 20);
    await first.page.close();
    // The tab does not hear of the other one: the session is ended there while it goes on here.
    const a = await App.open(suite.context, suite.url, { before: () => delete globalThis.BroadcastChannel });
    const b = await App.open(suite.context, suite.url, {
      before: () => {
        delete globalThis.BroadcastChannel;
        LockManager.prototype.query = async () => ({ held: [], pending: [] });
      },
    });
    for (const app of [a, b]) await app.resumeOffer().waitFor();
    await a.resume();
    await practiseOn(a, 35);
    await b.button('End it here').click();
    await b.waitForEntries(1);
    await practiseOn(a, 50);
    await a.page.close();

    const next = await openTab(suite);
    await next.waitForEntries(2);
    const [record] = await next.waitForJournal(1, { sessionOver: true });
    assert.ok(record.practised >= 50_000, JSON.stringify(record));
    assert.equal(await next.resumeOffer().count(), 0);
    await next.goProgress();
    await next.page.locator('.session-row').waitFor();
    assert.equal(await rows(next), 1);
    assert.deepEqual(next.errors, []);
  });
});
