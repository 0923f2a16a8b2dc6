// Chromium as the system has it, started the same way by every test and tool: headless, on a fresh profile unless one is
// given, and quiet on the network. UNKNOT_CHROMIUM and UNKNOT_FIREFOX override what is found on PATH. The other engines
// are in webdriver.mjs.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { launch } from 'chrome-launcher';
import { chromium } from 'playwright-core';

import { countRetry } from './retries.mjs';

const CHROMIUM_ARGS = [
  // Containers run as root, where the sandbox does not start. The pages are our own.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long something may take that comes about by itself: on a machine with other work, seconds become a minute. */
export const PATIENCE_MILLIS = 60_000;

/**
 * Chromium through Playwright. With `userDataDir` this is one persistent context on that profile, to be closed and
 * opened again as a person would; without, a browser whose `newContext()` is a fresh profile.
 */
export async function launchChromium({ userDataDir, args = [], env = process.env, ...options } = {}) {
  const settings = {
    executablePath: chromiumPath(),
    env: { ...env, ...morning() },
    args: [...CHROMIUM_ARGS, ...args],
    ...options,
  };
  const start = () => (userDataDir === undefined ? chromium.launch(settings) : chromium.launchPersistentContext(userDataDir, settings));
  try {
    return await start();
  } catch (error) {
    // As root it crashes in a rare start. What is wrong with a machine would be wrong the second time, too.
    countRetry(`Chromium did not start: ${error.message.split('\n', 1)[0]}`);
    return start();
  }
}

/**
 * Chromium with tabs as a person has them: a page is hidden while another one is in front, and slowed down as browsers
 * slow down what is hidden. To pages that Playwright opens otherwise each is in front, always. It listens at `port`.
 */
export async function launchTabbedChromium({ args = [] } = {}) {
  const launched = await launch({
    chromePath: chromiumPath(),
    chromeFlags: ['--headless=new', '--mute-audio', ...CHROMIUM_ARGS, ...args],
    ignoreDefaultFlags: true,
    envVars: { ...process.env, ...morning() },
    logLevel: 'silent',
    maxConnectionRetries: PATIENCE_MILLIS / 500,
  });
  try {
    // Without its defaults Playwright leaves it to the browser which page is in front.
    const connected = await chromium.connectOverCDP(`http://127.0.0.1:${launched.port}`, { noDefaults: true });
    const close = async () => {
      await connected.close();
      launched.kill();
    };
    return { context: connected.contexts()[0], port: launched.port, close };
  } catch (error) {
    launched.kill();
    throw error;
  }
}

/** Waits until `holds` is true in a page of any driver. `given` is its argument, `within` a deadline. */
export async function until(page, holds, given, { within = PATIENCE_MILLIS } = {}) {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await page.evaluate(holds, given);
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Not true after ${within / 1000} s: ${holds}, given ${JSON.stringify(given)}`);
    await sleep(50);
  }
}

export function chromiumPath() {
  return find('UNKNOT_CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
}

export function firefoxPath() {
  return find('UNKNOT_FIREFOX', ['firefox-esr', 'firefox']);
}

/**
 * The part of a browser's environment that says what time it is: what the app offers depends on the time of day, and its
 * tests should not, so to browsers it is after nine in the morning.
 */
export function morning() {
  const east = ((9 - new Date().getUTCHours() + 36) % 24) - 12;
  // In these names a plus is west.
  return { TZ: `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}` };
}

/** The program that a variable of the environment names, or else the first of `names` on PATH. */
export function find(variable, names) {
  if (process.env[variable]) return process.env[variable];
  const folders = process.env.PATH.split(delimiter);
  const path = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (!path) throw new Error(`No ${names.join(', ')} on PATH: install one of them, or set ${variable}`);
  return path;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
