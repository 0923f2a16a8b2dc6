// Days, with the clock on the wall under the test's control: what is on screen follows it, and what is practised belongs to the day
// on which it is practised.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, PHONE, replaceClock } from './support/app.mjs';
import { longHistory, sessionLine, store } from './support/history.mjs';
import { inChromium } from './support/suite.mjs';

/** Berlin, whose clocks change on 29 March 2026 and on 25 October 2026. */
const ZONE = 'Europe/Berlin';

describe('days', { timeout: 180_000 }, () => {
  const suite = inChromium();

  /** Opens Today at a time of the clock on the wall (with its offset from UTC), which then runs. */
  const openAt = async (time) => {
    await suite.context.close();
    suite.context = await suite.browser.newContext({ viewport: PHONE, timezoneId: ZONE });
    await suite.context.clock.install({ time: new Date(time) });
    return App.openToday(suite.context, suite.url);
  };

  const shown = (app, selector) => app.page.locator(selector).first().textContent();

  /** Lets time pass with the page in front, and waits until a text differs. Returns it before and after. */
  const passing = async (app, selector, time) => {
    const before = await shown(app, selector);
    await app.page.clock.fastForward(time);
    await app.page.waitForFunction(([part, text]) => document.querySelector(part).textContent !== text, [selector, before]);
    return [before, await shown(app, selector)];
  };

  for (const [what, time, passes, from, to] of [
    ['the day begins at four', '2026-11-24T03:55:00+01:00', '10:00', /Good evening.*Monday.*23/, /Good morning.*Tuesday.*24/],
    ['morning becomes afternoon at noon', '2026-11-24T11:55:00+01:00', '10:00', /Good morning/, /Good afternoon/],
    ['afternoon becomes evening at five', '2026-11-24T16:55:00+01:00', '10:00', /Good afternoon/, /Good evening/],
    ['the clocks change in the night', '2026-03-29T01:00:00+01:00', '02:05:00', /Saturday.*28/, /Good morning.*Sunday.*29/],
    ['a whole night passes', '2026-10-24T22:00:00+02:00', '07:05:00', /Good evening.*24/, /Good morning.*25/],
  ]) {
    test(`while the page is in front, ${what}`, async () => {
      const app = await openAt(time);
      const [before, after] = await passing(app, '.today__date', passes);
      assert.match(before, from);
      assert.match(after, to);
      assert.deepEqual(app.errors, []);
    });
  }

  test('while Progress is in front, midnight begins a day and a week for who wants it to', async () => {
    const app = await openAt('2026-11-29T23:40:00+01:00');
    await app.go('#/settings');
    await app.page.getByLabel('A new day starts at').selectOption('0');
    await app.goProgress();
    const [before, after] = await passing(app, '.week__days', '25:00');
    assert.notEqual(before, after);
    assert.deepEqual(app.errors, []);
  });

  /** Opens Today at a time, in a page with the browser's own timers. */
  const openPageAt = async (time) => {
    const app = await App.open(suite.context, suite.url, { before: replaceClock, argument: time });
    if ((await app.button("I've read this").count()) > 0) await app.acceptSafety();
    return app;
  };

  /** Practises the session of Today for more than a minute. */
  const practise = async (app) => {
    await app.start();
    await app.playAt(8);
    await app.waitForHeartbeat((beat) => beat.practised > 65_000);
    await app.playAt(1);
  };

  test('a session that was interrupted days ago is not offered, and its practice counts for its own day', async () => {
    const before = await openPageAt('2026-11-24T20:00:00');
    await practise(before);
    await before.page.close();
    const app = await openPageAt('2026-11-28T09:00:00');
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    assert.deepEqual([record.day, record.outcome], ['2026-11-24', 'interrupted']);
    assert.equal(await app.resumeOffer().count(), 0, 'it is offered after four days');
    await app.goProgress();
    assert.match(await shown(app, '.day-heading'), /24/);
    assert.deepEqual(app.errors, []);
  });

  test('a session that was interrupted the same evening is offered, until the evening is over', async () => {
    const before = await openPageAt('2026-11-24T20:00:00');
    await practise(before);
    await before.page.close();
    const app = await openPageAt('2026-11-24T23:00:00');
    await app.resumeOffer().waitFor();
    await app.page.evaluate(() => {
      globalThis.setClock('2026-11-25T07:00:00');
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await app.resumeOffer().waitFor({ state: 'detached' });
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    assert.deepEqual([record.day, record.outcome], ['2026-11-24', 'interrupted']);
    assert.deepEqual(app.errors, []);
  });

  test('a session that is paused over night counts for both days', async () => {
    const app = await openPageAt('2026-11-24T22:00:00');
    await practise(app);
    await app.button('Pause').click();
    await app.button('Resume').waitFor();
    await app.waitForAudio(true);
    await app.page.evaluate(() => globalThis.setClock('2026-11-25T08:00:00'));
    await app.button('Resume').click();
    await app.waitForAudio(false);
    const [evening] = await app.waitForJournal(1);
    assert.deepEqual([evening.day, evening.outcome], ['2026-11-24', 'ended_early']);
    await app.finish();
    const records = await app.waitForJournal(2, { sessionOver: true });
    const morning = records.find((record) => record.id !== evening.id);
    assert.deepEqual([morning.day, morning.outcome], ['2026-11-25', 'finished']);
    assert.ok(evening.practised >= 65_000);
    assert.equal(evening.practised + morning.practised, 600_000, 'practice is lost or counted twice');
    assert.deepEqual(app.errors, []);
  });

  test('a session of which every step was skipped is not recorded, and the page says so', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.start();
    await app.playAt(8);
    await app.waitForHeartbeat((beat) => beat.practised > 2000);
    await app.playAt(1);
    await app.skipToEnd();
    assert.equal(await app.title(), 'You had a look');
    assert.equal(await app.page.locator('[data-streak]').count(), 0);
    await app.waitForJournal(0, { sessionOver: true });
    assert.deepEqual(await app.entries(), []);
    await app.button('Back to Today').click();
    await app.page.waitForSelector('[data-streak="0"]', { state: 'attached' });
    assert.deepEqual(app.errors, []);
  });

  for (const [locale, first] of [
    ['en-US', 'S'],
    ['en-GB', 'M'],
  ]) {
    test(`weeks begin on ${first === 'S' ? 'Sunday' : 'Monday'} in ${locale}`, async () => {
      await suite.context.close();
      suite.context = await suite.browser.newContext({ viewport: PHONE, locale });
      const app = await App.openToday(suite.context, suite.url);
      await app.page.waitForSelector('.week');
      assert.equal(await shown(app, '.week__days [aria-hidden]'), first);
      assert.deepEqual(app.errors, []);
    });
  }

  test('one timer waits for the next change, and none in a hidden page', async () => {
    const app = await openAt('2026-11-24T18:00:00+01:00');
    // The test's clock has replaced `setTimeout`; this is between it and the app.
    await app.page.evaluate(() => {
      const { setTimeout: set, clearTimeout: clear } = globalThis;
      const waiting = new Map();
      globalThis.longTimers = waiting;
      globalThis.setTimeout = (body, delay, ...rest) => {
        const id = set(body, delay, ...rest);
        if (delay > 600_000) waiting.set(id, delay);
        return id;
      };
      globalThis.clearTimeout = (id) => {
        waiting.delete(id);
        clear(id);
      };
    });
    const become = (state) =>
      app.page.evaluate((visibilityState) => {
        Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    const timers = () => app.page.evaluate(() => [...globalThis.longTimers.values()]);
    await become('visible');
    await app.page.waitForFunction(() => globalThis.longTimers.size === 1);
    const [delay] = await timers();
    assert.ok(Math.abs(delay - 6 * 3_600_000) < 60_000, `${delay} ms at 18:00, with midnight next`);
    await become('hidden');
    assert.deepEqual(await timers(), []);
    assert.deepEqual(app.errors, []);
  });

  test('days of another year have the year', async () => {
    const app = await openAt('2026-11-24T08:00:00+01:00');
    const local = {};
    const journal = {};
    for (const [number, day] of ['2024-11-28', '2025-11-28', '2026-01-28'].entries()) {
      local[`unknot.log.v1.${day.slice(0, 7)}`] = `${sessionLine(number, Date.parse(`${day}T08:00:00Z`))}\n`;
    }
    await store(app, { local, journal });
    await app.reload();
    await app.goProgress();
    await app.page.locator('.session-row').nth(2).waitFor();
    const headings = await app.page.locator('.day-heading').allTextContents();
    assert.deepEqual(
      headings.map((text) => text.match(/\d{4}/)?.[0]),
      [undefined, '2025', '2024'],
    );
    assert.deepEqual(app.errors, []);
  });

  test('ten years of sessions are complete after a start, and one of them can be removed', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await store(app, longHistory(3650));
    await app.reload();
    await app.page.waitForSelector('[data-streak="3650"]');
    await app.goProgress();
    await app.page.getByText('7,300 sessions').last().waitFor();
    const rows = app.page.locator('.session-row');
    await rows.nth(19).waitFor();
    const before = await rows.count();
    assert.ok(before >= 20 && before < 90, `${before} rows`);
    await rows.first().getByRole('button', { name: /^Remove/ }).click();
    await app.page.getByText('7,299 sessions').last().waitFor();
    assert.equal(await rows.count(), before - 1);
    await app.page.locator('.fold:not([open]) > summary').first().click();
    await app.page.waitForFunction((count) => document.querySelectorAll('.session-row').length > count, before);
    assert.deepEqual(app.errors, []);
  });
});
