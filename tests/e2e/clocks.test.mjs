// Clocks that are wrong: the app starts, draws Today, and a session runs and is recorded, whatever the clock on the wall says.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, PHONE, replaceClock } from './support/app.mjs';
import { inChromium } from './support/suite.mjs';

describe('a wrong clock', { timeout: 180_000 }, () => {
  const suite = inChromium();

  const openAt = async (time, timezoneId = 'UTC') => {
    await suite.context.close();
    suite.context = await suite.browser.newContext({ viewport: PHONE, timezoneId });
    return App.openToday(suite.context, suite.url, { before: replaceClock, argument: time });
  };

  for (const [time, zone, day] of [
    ['1970-01-01T00:00:30Z', 'UTC', '1969-12-31'],
    ['1970-01-01T00:00:30Z', 'America/New_York', '1969-12-31'],
    ['2038-01-19T03:14:00Z', 'UTC', '2038-01-18'],
    ['2038-01-19T09:14:00Z', 'UTC', '2038-01-19'],
    ['2100-02-28T12:00:00Z', 'Pacific/Kiritimati', '2100-02-28'],
    ['2100-12-31T23:59:40Z', 'UTC', '2100-12-31'],
  ]) {
    test(`at ${time} in ${zone} a minute is practised and recorded`, async () => {
      const app = await openAt(time, zone);
      await app.start();
      await app.playAt(8);
      await app.waitForProgress(70);
      await app.finish();
      const [record] = await app.waitForJournal(1, { sessionOver: true });
      assert.deepEqual([record.day, record.outcome], [day, 'finished']);
      assert.deepEqual(await app.waitForEntries(1), [record]);
      await app.page.waitForSelector('[data-streak="1"]');
      await app.goProgress();
      await app.page.locator('.session-row').waitFor();
      assert.deepEqual(app.errors, []);
    });
  }

  test('a clock that is set back by a year in mid-session takes nothing away', async () => {
    let app = await openAt('2026-11-24T08:00:00Z');
    await app.start();
    await app.playAt(8);
    await app.waitForHeartbeat((beat) => beat.practised > 20_000);
    await app.page.evaluate(() => globalThis.setClock('2025-11-24T08:00:00Z'));
    await app.waitForProgress(60);
    const before = await app.waitForHeartbeat((beat) => beat.practised > 60_000);
    await app.playAt(1);

    await app.page.close();
    app = await App.open(suite.context, suite.url, { before: replaceClock, argument: '2025-11-24T08:05:00Z' });
    await app.resumeOffer().waitFor();
    await app.resume();
    await app.waitForProgress(2);
    await app.finish();
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    assert.deepEqual([record.day, record.outcome], ['2026-11-24', 'finished']);
    assert.ok(record.practised >= before.practised, 'practice is lost');
    assert.deepEqual(await app.waitForEntries(1), [record]);
    assert.deepEqual(app.errors, []);
  });

  test('sessions of a time when the clock was far ahead do not hide the others', async () => {
    let app = await openAt('2100-06-01T08:00:00Z');
    await app.start();
    await app.finish();
    await app.waitForEntries(1);
    await app.page.close();
    app = await App.open(suite.context, suite.url, { before: replaceClock, argument: '2026-11-24T08:00:00Z' });
    await app.page.waitForSelector('[data-streak="0"]', { state: 'attached' });
    await app.start();
    await app.finish();
    await app.waitForEntries(2);
    await app.page.waitForSelector('[data-streak="1"]');
    await app.goProgress();
    const headings = await app.page.locator('.day-heading').allTextContents();
    assert.match(headings[0], /2100/);
    assert.doesNotMatch(headings[1], /\d{4}/);
    assert.deepEqual(app.errors, []);
  });
});
