// The system's own browsers, started the same way by every test and tool: headless, on a fresh profile unless one
// is given, and quiet on the network. UNKNOT_CHROMIUM and UNKNOT_FIREFOX override what is found on PATH.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

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

/** What the app offers depends on the time of day, and its tests should not: to browsers it is after nine in the morning. */
const env = { ...process.env, TZ: zoneOfMorning() };

/**
 * Chromium through Playwright. With `userDataDir` this is one persistent context on that profile, to be closed and
 * opened again as a person would; without, a browser whose `newContext()` is a fresh profile.
 */
export function launchChromium({ userDataDir, args = [], ...options } = {}) {
  const settings = { executablePath: chromiumPath(), env, args: [...CHROMIUM_ARGS, ...args], ...options };
  return userDataDir === undefined ? chromium.launch(settings) : chromium.launchPersistentContext(userDataDir, settings);
}

/**
 * Chromium with tabs as a person has them: a page is hidden while another one is in front, and slowed down as browsers
 * slow down what is hidden. To pages that Playwright opens otherwise each is in front, always.
 */
export async function launchTabbedChromium() {
  const launched = await puppeteer.launch({
    executablePath: chromiumPath(),
    env,
    args: CHROMIUM_ARGS,
    defaultViewport: null,
    ignoreDefaultArgs: [
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
  });
  // Without its defaults Playwright leaves it to the browser which page is in front.
  const connected = await chromium.connectOverCDP(launched.wsEndpoint(), { noDefaults: true });
  const close = async () => {
    await connected.close();
    await launched.close();
  };
  return { context: connected.contexts()[0], close };
}

/** Firefox through Puppeteer and WebDriver BiDi. As root it crashes in about one start of twenty: it gets a second one. */
export async function launchFirefox(options = {}) {
  const settings = { browser: 'firefox', executablePath: firefoxPath(), env, ...options };
  try {
    return await puppeteer.launch(settings);
  } catch (error) {
    console.error(`Firefox did not start (${error.message}); trying once more`);
    return puppeteer.launch(settings);
  }
}

/**
 * Waits until `holds` is true in a page of Puppeteer's. Its own `waitForFunction` makes a function of a text, which the
 * policy of the page forbids and Firefox refuses.
 */
export async function until(page, holds, ...given) {
  const deadline = Date.now() + 30_000;
  while (!(await page.evaluate(holds, ...given))) {
    if (Date.now() > deadline) throw new Error(`Never came true: ${holds}`);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
  }
}

export function chromiumPath() {
  return find('UNKNOT_CHROMIUM', ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
}

export function firefoxPath() {
  return find('UNKNOT_FIREFOX', ['firefox-esr', 'firefox']);
}

function zoneOfMorning() {
  const east = ((9 - new Date().getUTCHours() + 36) % 24) - 12;
  // In these names a plus is west.
  return `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}

function find(variable, names) {
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
