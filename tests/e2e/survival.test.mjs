// What outlives a kill. A phone takes a browser away without a word: what was practised must be there afterwards,
// and a session that ran must go on where it was. The kill is a real one, of every process of the browser.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';

import { App, DIST, PHONE } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { serve } from './support/serve.mjs';

/** How much of a session may have to be done again, in seconds. */
const AGAIN = 15;

/** The processes whose command line names the profile: the browser of this test, and no other. */
function processesOf(profile) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandOf(pid).some((part) => part === `--user-data-dir=${profile}`))
    .map(Number);
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    // Over in the meantime.
    return [];
  }
}

/** Kills the browser on `profile` as the system would: at once, with nothing to say. */
async function kill(context, profile) {
  const gone = new Promise((done) => context.once('close', done));
  const pids = processesOf(profile);
  assert.ok(pids.length > 0, 'there is a browser to kill');
  for (const pid of pids) {
    try {
      // The browser leads a group of its own, with all of its helpers.
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      // A helper, which leads none: it goes with the group.
      if (error.code !== 'ESRCH') throw error;
    }
  }
  await gone;
}

describe('after a kill', { timeout: 180_000, skip: process.platform !== 'linux' && 'finds processes in /proc' }, () => {
  let server;
  let profile;
  let context;

  const launch = async () => {
    context = await launchChromium({ userDataDir: profile, viewport: PHONE });
  };

  before(async () => {
    server = await serve(DIST);
  });
  after(() => server?.close());
  beforeEach(async () => {
    profile = mkdtempSync(join(tmpdir(), 'unknot-survival-'));
    await launch();
  });
  afterEach(async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  /** The app again, past the safety screen where localStorage lost that it was read. */
  const openAgain = async () => {
    const app = await App.open(context, server.url);
    if ((await app.button("I've read this").count()) > 0) await app.acceptSafety();
    await app.page.waitForSelector('.offer');
    return app;
  };

  test('a session goes on where it was', async () => {
    let app = await App.openToday(context, server.url);
    await app.start();
    await app.playAt(8);
    await app.waitForHeartbeat((beat) => beat.practised > 20_000);
    await app.playAt(1);
    // What is skipped is neither practised nor left.
    const step = await app.step();
    await app.press('ArrowRight');
    await app.waitForOtherStep(step);
    await app.waitForHeartbeat((beat) => beat.skipped === 1);
    const left = await app.left();
    await kill(context, profile);

    await launch();
    app = await openAgain();
    await app.resumeOffer().waitFor();
    assert.equal((await app.entries()).length, 0, 'not over, and so not in the list');
    const offered = await app.leftToResume();
    assert.ok(Math.abs(offered - left) <= AGAIN, `${left} s were left at the kill, and ${offered} s are offered`);
    await app.goOn();
    const now = await app.left();
    assert.ok(Math.abs(now - left) <= AGAIN, `${left} s were left at the kill, and ${now} s after it`);
    await app.waitForProgress(1);

    await app.goToday();
    assert.equal(await app.resumeOffer().count(), 0, 'what goes on is not offered');
    assert.deepEqual(app.errors, []);
  });

  test('a session that was just finished is there, once', async () => {
    let app = await App.openToday(context, server.url);
    await app.start();
    await app.skipToEnd();
    const [record] = await app.waitForJournal(1);
    await kill(context, profile);

    await launch();
    app = await openAgain();
    await app.goProgress();
    await app.page.locator('.session-row').waitFor();
    assert.equal(await app.page.locator('.session-row').count(), 1);
    assert.match(await app.page.locator('.session-row').textContent(), /finished/i);
    assert.deepEqual(await app.waitForJournal(1, { overToo: true }), [record], 'and the old heartbeat is gone');
    assert.deepEqual(await app.entries(), [record], 'localStorage lost it or not: it is healed');
    await app.goToday();
    assert.equal(await app.resumeOffer().count(), 0);
    assert.deepEqual(app.errors, []);
  });
});
