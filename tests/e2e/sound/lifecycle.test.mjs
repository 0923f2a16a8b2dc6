// What browsers do to pages that nobody looks at: hide them, slow them down, freeze them. The clock of a session is
// its sound, so whatever became of the page, it has to show again what the sound has come to, and count just that.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { App, DIST } from '../support/app.mjs';
import { launchTabbedChromium } from '../support/browsers.mjs';
import { Plan } from '../support/plan.mjs';
import { serve } from '../support/serve.mjs';

const ROUTINE = 'morning-mobility';
const FROZEN_MS = 60_000;
/** How far what is shown may be from the time of the element, in seconds. */
const TOLERANCE = 0.05;

/** Counts how often timers and frames wake the page, hidden or visible. In the page, ahead of the app. */
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

/** Waits until the page has been shown or hidden; tells which, and the moment at which the app has just heard of it. */
const nextVisibility = () =>
  new Promise((done) => {
    // The app listens since its start and so is told first, and what it does then is drawn before the next listener.
    const tell = () => done({ state: document.visibilityState, moment: globalThis.momentOfTheApp() });
    document.addEventListener('visibilitychange', tell, { once: true });
  });

describe('a page that', { timeout: 300_000 }, () => {
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

  /** Puts the other tab in front of the app, or the app; resolves to the moment at which the app is told. */
  const hide = () => bringToFront(other, 'hidden');
  const show = () => bringToFront(app.page, 'visible');
  const bringToFront = async (page, wanted) => {
    const told = app.page.evaluate(nextVisibility);
    await page.bringToFront();
    const { state, moment } = await told;
    assert.equal(state, wanted);
    return moment;
  };

  const assertRight = (t, moment, when) => {
    const off = plan.disagreement(moment);
    t.diagnostic(`${when}: ${off.toFixed(3)} s between the screen and the element`);
    assert.ok(off <= TOLERANCE, `${when} the screen is ${off} s off: ${JSON.stringify(moment)}`);
  };

  /** Watches the session run for as long as its countdown takes to change `count` times. */
  const assertRunsRight = async (t, count) => {
    const { changes, between } = await app.watchCountdown(count);
    const off = between.map((moment) => plan.disagreement(moment));
    const late = changes.map((moment) => plan.lateness(moment));
    t.diagnostic(`running: ${figures(off)} s between the screen and the element`);
    t.diagnostic(`running: ${figures(late)} s from a second to its change of the countdown`);
    // To be early takes a wrong clock: that must not happen once.
    assert.ok(Math.min(...late) >= -0.001, `the countdown changed early: ${late}`);
    // To be late takes only a browser that gets no processor for a moment, and that is not the app's doing. But a clock
    // that is wrong is so at each change and all the time in between: most changes and nearly all moments must be right.
    assert.ok(middle(late) <= TOLERANCE, `the countdown changes late: ${late}`);
    const wrong = off.filter((distance) => distance > TOLERANCE).length;
    assert.ok(wrong <= off.length / 20, `${wrong} of ${off.length} moments are wrong`);
  };

  /** What was played is what counts, and it counts once. */
  const assertCredit = async (t) => {
    await app.end();
    const [record] = await app.waitForJournal(1, { overToo: true });
    const played = await app.played();
    assert.equal(record.outcome, 'ended_early');
    const credit = record.practised / 1000;
    const due = played - plan.preparation;
    t.diagnostic(`${due.toFixed(3)} s of practice were played, and ${credit} s are kept`);
    assert.ok(Math.abs(credit - due) <= TOLERANCE, `${due} s of practice were played, and ${credit} s are kept`);
    assert.deepEqual(app.errors, []);
  };

  test('is hidden for several steps goes on by its sound alone, and is right as soon as it is shown', async (t) => {
    const step = await app.step();
    await hide();
    await app.playAt(8);
    await app.waitForSound(160);
    await app.playAt(1);
    await app.waitForSound(4);
    const wakes = await app.page.evaluate(() => globalThis.wakes);
    assert.equal(wakes.hidden, 0, 'nothing of the app runs but what the element calls');
    assert.ok(wakes.visible > 0, 'and in front of the person it does');

    assertRight(t, await show(), 'shown again');
    // And whenever in a second that is: what is seconds old can look right by chance.
    for (const seconds of [1.2, 1.4, 1.6, 1.8]) {
      await hide();
      await app.waitForSound(seconds);
      assertRight(t, await show(), 'and once more');
    }
    assert.notEqual(await app.step(), step);
    await assertRunsRight(t, 8);
    await assertCredit(t);
  });

  test('is frozen for a minute keeps its place, says why it stands, and goes on with one tap', async (t) => {
    await app.playAt(8);
    await app.waitForLeft(plan.total - 70);
    await app.playAt(1);
    await hide();
    const devtools = await browser.context.newCDPSession(app.page);
    const before = await app.moment();
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    // The one wait for real time: it is the browser's freeze that is looked at, and it knows no other.
    await sleep(FROZEN_MS);
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });

    assertRight(t, await show(), 'thawed');
    await app.page.getByText('Your phone paused the sound. Your place is kept.').waitFor();
    await app.button('Resume').waitFor();
    const [stood, { paused }] = [await app.moment(), await app.audio()];
    assert.ok(paused, 'the browser has stopped the element');
    assert.ok(stood.time - before.time < FROZEN_MS / 1000 / 10, `${stood.time - before.time} s were played while frozen`);
    assertRight(t, stood, 'paused');
    await app.frames(30);
    assert.deepEqual(await app.moment(), stood, 'it stands');

    await app.button('Resume').click();
    await app.waitForAudio(false);
    await app.button('Pause').waitFor();
    await assertRunsRight(t, 8);
    await assertCredit(t);
  });
});

function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function figures(numbers) {
  return `${middle(numbers).toFixed(3)} (median) and ${Math.max(...numbers).toFixed(3)} (worst of ${numbers.length})`;
}
