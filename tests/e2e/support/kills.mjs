// Browsers that are killed: all of their processes with SIGKILL, as a phone ends them, and started again on the same profile.

import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PHONE } from './app.mjs';
import { launchChromium, PATIENCE_MILLIS } from './browsers.mjs';
import { cutIncomplete } from './leveldb.mjs';
import { launchFirefox } from './webdriver.mjs';

/** The reason why browsers can't be killed on this machine, or false. */
export function noKills() {
  return process.platform !== 'linux' && 'finds processes in /proc';
}

/** The ids of the browser processes that were started on a profile, or that have one of its files open. */
export function processesOf(profile) {
  const isOfProfile = (part) => part === profile || part === `--user-data-dir=${profile}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandOf(pid).some(isOfProfile) || filesOf(pid).some((file) => file.startsWith(`${profile}/`)))
    .map(Number);
}

/** The files that a process has open, among them the locks of a browser's storage. */
function filesOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
  } catch {
    // The process has ended in the meantime, or is somebody else's.
    return [];
  }
}

function linkOf(path) {
  try {
    return [readlinkSync(path)];
  } catch {
    return [];
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    // The process has ended in the meantime.
    return [];
  }
}

/** The processes that these have started, and those that they have started. */
function withChildren(pids) {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => [Number(pid), parentOf(pid)]));
  const found = new Set(pids);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

function parentOf(pid) {
  try {
    // The name of the program is in brackets, and may have spaces.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Ends every process of the browser on a profile at once. Returns their ids. */
export function killBrowserOn(profile) {
  let pids = [];
  // First they stand still, or one that is being started now would outlive the others.
  for (let found = withChildren(processesOf(profile)); found.length > pids.length; found = withChildren(pids)) {
    pids = found;
    for (const pid of pids) signal(pid, 'SIGSTOP');
  }
  for (const pid of pids) signal(pid, 'SIGKILL');
  return pids;
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended by itself, with its parent.
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Whether a process is there that isn't only waiting for its parent to take note of its end. */
function isAlive(pid) {
  try {
    return !/^.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Waits until no process of a browser is left on a profile, nor any of these: a second browser on it would find its storage locked,
 * and show none.
 */
async function waitUntilGone(profile, pids) {
  const isThere = () => processesOf(profile).length > 0 || pids.some(isAlive);
  for (const deadline = Date.now() + PATIENCE_MILLIS; isThere(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('the browser outlives its end');
  }
}

const LAUNCHES = {
  async Chromium(profile) {
    // What is left of a start that failed still holds the profile's storage.
    const cleanUp = () => waitUntilGone(profile, killBrowserOn(profile));
    const context = await launchChromium({ userDataDir: profile, viewport: PHONE, cleanUp });
    const newPage = async (scripts) => {
      const page = await context.newPage();
      const errors = [];
      page.on('pageerror', (error) => errors.push(error.message));
      for (const [script, argument] of scripts) await page.addInitScript(script, argument);
      return {
        errors,
        goto: (url) => page.goto(url, { waitUntil: 'domcontentloaded' }),
        evaluate: (call, given) => page.evaluate(call, given),
        text: () => page.innerText('body'),
      };
    };
    const closed = new Promise((done) => context.once('close', done));
    return { newPage, close: () => context.close(), closed: () => closed };
  },
  async Firefox(profile) {
    const args = ['-profile', profile, `--width=${PHONE.width}`, `--height=${PHONE.height}`];
    const browser = await launchFirefox({ args, eager: true });
    const newPage = async (scripts) => {
      const page = await browser.newPage();
      for (const [script, argument] of scripts) await browser.runBefore(script, argument);
      return page;
    };
    return { newPage, close: browser.close, closed: () => browser.close().catch(() => {}) };
  },
};

/**
 * A profile on which an engine can be started, killed and started again. It is removed after the test.
 *
 * `open(url, [script, argument], …)` starts the browser and resolves to a page with the API of engines.mjs, which runs these scripts
 * before the app. `kill()` ends the browser's processes at once, and resolves when they are gone. Chromium is spared what it would do to a
 * log that a kill has left incomplete: delete all databases two starts later, which a test of its own looks at.
 */
export function killable(t, engine) {
  const profile = mkdtempSync(join(tmpdir(), 'unknot-kills-'));
  let browser;
  t.after(async () => {
    await browser?.close().catch(() => {});
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    profile,
    async open(url, ...scripts) {
      browser = await LAUNCHES[engine](profile);
      const page = await browser.newPage(scripts);
      await page.goto(url);
      return page;
    },
    async kill() {
      const ended = browser;
      const pids = killBrowserOn(profile);
      if (pids.length === 0) throw new Error('no browser process was found');
      await ended.closed();
      browser = undefined;
      await waitUntilGone(profile, pids);
      const incomplete = engine === 'Chromium' ? cutIncomplete(profile) : 0;
      if (incomplete > 0) t.diagnostic(`${incomplete} incomplete logs`);
    },
    /** Ends the browser as a person does. */
    async close() {
      const pids = withChildren(processesOf(profile));
      await browser.close();
      browser = undefined;
      await waitUntilGone(profile, pids);
    },
  };
}
