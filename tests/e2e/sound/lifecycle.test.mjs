// Page lifecycle: browsers throttle and freeze hidden pages. The clock of a session is its sound, so a page that is shown again has
// to show the state of the sound, and credit exactly what was played.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { App, DIST } from '../support/app.mjs';
import { launchTabbedChromium } from '../support/browsers.mjs';
import { Plan } from '../support/plan.mjs';
import { serve } from '../support/serve.mjs';

const ROUTINE = 'morning-mobility';
const FROZEN_MS = 60_000;
/** The largest difference between what the page shows and the element's time, in seconds. */
const TOLERANCE = 0.05;

/** Counts how often timers and frames wake the page, hidden or visible. Runs in the page, before the app. */
const countWakes = () => {
  globalThis.wakes = { hidden: 0, visible: 0 };
  for (const name of ['requestAnimationFrame', 'setInterval', 'setTimeout']) {
    const ask = globalThis[name];
    globalThis[name] = (body, ...more) => {
      const counted = (...given) => {
        globalThis.wakes[document.visibilityState] += 1;
        return body(...given);
      };
      return ask.call(globalThis, counted, ...more);
    };
  }
};

/** Waits until the page's visibility changes. Resolves to the new state and the moment after the app has handled the event. */
const nextVisibility = () =>
  new Promise((done) => {
    // The app's listener was added first, so it has updated the page when this one runs.
    const read = () => done({ state: document.visibilityState, moment: globalThis.readAppMoment() });
    document.addEventListener('visibilitychange', read, { once: true });
  });

describe('page lifecycle', { timeout: 300_000 }, () => {
  const plan = new Plan(ROUTINE);
  let server;
  let browser;
  let other;
  let app;

  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());
  beforeEach(async () => {
    browser = await launchTabbedChromium();
    other = await browser.context.newPage();
    app = await App.openToday(browser.context, server.url, { before: countWakes });
    await app.startSession(ROUTINE);
  });
  afterEach(() => browser.close());

  /** Hides or shows the app's tab. Resolves to the moment after the app has handled the event. */
  const hide = () => bringToFront(other, 'hidden');
  const show = () => bringToFront(app.page, 'visible');
  const bringToFront = async (page, wanted) => {
    const changed = app.page.evaluate(nextVisibility);
    await page.bringToFront();
    const { state, moment } = await changed;
    assert.equal(state, wanted);
    return moment;
  };

  const assertInSync = (t, moment, when) => {
    const difference = plan.disagreement(moment);
    t.diagnostic(`${when}: ${difference.toFixed(3)} s between the page and the element`);
    assert.ok(difference <= TOLERANCE, `${when}: ${difference} s between the page and the element: ${JSON.stringify(moment)}`);
  };

  /** Checks the running session until its countdown has changed `count` times. */
  const assertStaysInSync = async (t, count) => {
    const { changes, between } = await app.watchCountdown(count);
    const differences = between.map((moment) => plan.disagreement(moment));
    const late = changes.map((moment) => plan.lateness(moment));
    t.diagnostic(`running: ${statistics(differences)} s between the page and the element`);
    t.diagnostic(`running: the countdown changes ${statistics(late)} s late`);
    // A change can be early only if the clock is wrong.
    assert.ok(Math.min(...late) >= -0.001, `the countdown changed early: ${late}`);
    // A busy machine delays single changes. A wrong clock would be wrong at every change and in between, so the median change
    // and 95 percent of the moments must be correct.
    assert.ok(median(late) <= TOLERANCE, `the countdown changes late: ${late}`);
    const wrong = differences.filter((difference) => difference > TOLERANCE).length;
    assert.ok(wrong <= differences.length / 20, `${wrong} of ${differences.length} moments are wrong`);
  };

  /** Ends the session, and checks that the credited practice is what was played. */
  const assertCredit = async (t) => {
    await app.end();
    const [record] = await app.waitForJournal(1, { sessionOver: true });
    const played = await app.played();
    assert.equal(record.outcome, 'ended_early');
    const credit = record.practised / 1000;
    const expected = played - plan.preparation;
    t.diagnostic(`${expected.toFixed(3)} s of practice were played, ${credit} s are credited`);
    assert.ok(Math.abs(credit - expected) <= TOLERANCE, `${expected} s of practice were played, ${credit} s are credited`);
    assert.deepEqual(app.errors, []);
  };

  test('a page hidden for several steps runs no timers and is in sync as soon as it is shown', async (t) => {
    const step = await app.step();
    await hide();
    await app.playAt(8);
    await app.waitForPlayback(160);
    await app.playAt(1);
    await app.waitForPlayback(4);
    const wakes = await app.page.evaluate(() => globalThis.wakes);
    assert.equal(wakes.hidden, 0, 'timers or frames ran while hidden');
    assert.ok(wakes.visible > 0, 'no timers or frames ran while visible');

    assertInSync(t, await show(), 'shown again');
    // Repeated at several fractions of a second, because a stale page can be correct by chance.
    for (const seconds of [1.2, 1.4, 1.6, 1.8]) {
      await hide();
      await app.waitForPlayback(seconds);
      assertInSync(t, await show(), 'shown once more');
    }
    assert.notEqual(await app.step(), step);
    await assertStaysInSync(t, 8);
    await assertCredit(t);
  });

  test('a page frozen for a minute keeps its place, explains the pause and resumes with one tap', async (t) => {
    await app.playAt(8);
    await app.waitForLeft(plan.total - 70);
    await app.playAt(1);
    await hide();
    const devtools = await browser.context.newCDPSession(app.page);
    const before = await app.moment();
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    // The freeze can only be tested in real time.
    await sleep(FROZEN_MS);
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });

    assertInSync(t, await show(), 'thawed');
    await app.page.getByText('Your phone paused the sound. Your place in the session is saved.').waitFor();
    await app.button('Resume').waitFor();
    const [moment, { paused }] = [await app.moment(), await app.audio()];
    assert.ok(paused, 'the element is not paused');
    assert.ok(moment.time - before.time < FROZEN_MS / 1000 / 10, `${moment.time - before.time} s were played while frozen`);
    assertInSync(t, moment, 'paused');
    await app.frames(30);
    assert.deepEqual(await app.moment(), moment, 'the page changes while paused');

    await app.button('Resume').click();
    await app.waitForAudio(false);
    await app.button('Pause').waitFor();
    await assertStaysInSync(t, 8);
    await assertCredit(t);
  });
});

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function statistics(numbers) {
  return `${median(numbers).toFixed(3)} (median), ${Math.max(...numbers).toFixed(3)} (worst of ${numbers.length})`;
}
