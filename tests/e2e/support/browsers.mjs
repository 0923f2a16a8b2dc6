// Launches the installed Chromium in the same way for every test and tool: headless, with a fresh profile unless one is given,
// and without background requests. UNKNOT_CHROMIUM and UNKNOT_FIREFOX override the browsers on PATH. The other engines are in
// webdriver.mjs.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { launch } from 'chrome-launcher';
import { chromium } from 'playwright-core';

import { countRetry } from './retries.mjs';

const CHROMIUM_ARGS = [
  // The sandbox does not start as root, which containers run as. All pages are our own.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The general timeout. On a busy machine an operation of seconds can take a minute. */
export const PATIENCE_MILLIS = 60_000;

/**
 * Launches Chromium with Playwright. With `userDataDir` this returns one persistent context on that profile, which can be
 * launched again; without, a browser whose `newContext()` is a fresh profile. `cleanUp` is called before a second try.
 */
export async function launchChromium({ userDataDir, args = [], env = process.env, cleanUp, ...options } = {}) {
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
    // As root, Chromium crashes in rare starts. A permanent fault of the machine would also break the second start.
    countRetry(`Chromium did not start: ${error.message.split('\n', 1)[0]}`);
    await cleanUp?.();
    return start();
  }
}

/**
 * Launches Chromium with real tabs: a page is hidden and throttled while another one is in front. With Playwright's own launch
 * every page counts as visible. `port` is that of the DevTools protocol.
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
    // With `noDefaults` Playwright doesn't override which page is in front.
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

/**
 * Waits until `holds` returns a truthy value in a page of any driver, and returns it. `argument` is passed to it, `within` is the
 * timeout in milliseconds.
 */
export async function waitUntil(page, holds, argument, { within = PATIENCE_MILLIS } = {}) {
  const deadline = Date.now() + within;
  for (;;) {
    const result = await page.evaluate(holds, argument);
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`Timed out after ${within / 1000} s: ${holds} with ${JSON.stringify(argument)}`);
    await sleep(50);
  }
}

export function chromiumPath() {
  return find('UNKNOT_CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
}

export function firefoxPath() {
  return find('UNKNOT_FIREFOX', ['firefox-esr', 'firefox']);
}

/** How many hours east of UTC it is between nine and ten in the morning: from -12 to 11. There the date may be another one. */
export function hoursEast() {
  return ((9 - new Date().getUTCHours() + 36) % 24) - 12;
}

/**
 * An environment with a time zone in which it is between nine and ten in the morning. The session that the app offers depends on
 * the time of day; tests should not.
 */
export function morning() {
  const east = hoursEast();
  // In the names of these zones a plus sign means west.
  return { TZ: `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}` };
}

/** The path in an environment variable, or else the first of `names` on PATH. Throws if there is none. */
export function find(variable, names) {
  if (process.env[variable]) return process.env[variable];
  const folders = process.env.PATH.split(delimiter);
  const path = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (!path) throw new Error(`None of ${names.join(', ')} is on PATH: install one of them, or set ${variable}`);
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
