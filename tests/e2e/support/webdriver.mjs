// Launches the Firefox and WebKit that Debian packages, through WebDriver, because Playwright drives only its own builds of them.
// WebKit is WebKitGTK's MiniBrowser on a virtual display. It has Safari's engine but another media player, so sound tests in it
// only show that the app doesn't depend on features of the other engines.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { Builder, By, Capabilities, until } from 'selenium-webdriver';
import logInspector from 'selenium-webdriver/bidi/logInspector.js';
import scriptManager from 'selenium-webdriver/bidi/scriptManager.js';
import { Options, ServiceBuilder } from 'selenium-webdriver/firefox.js';

import { find, firefoxPath, morning } from './browsers.mjs';
import { freePort } from './port.mjs';
import { countRetry } from './retries.mjs';

const DRIVER = 'WebKitWebDriver';
const BROWSERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
  .flatMap((folder) => ['4.1', '4.0'].map((version) => `${folder}/webkit2gtk-${version}/MiniBrowser`));
const SCREEN = '1280x1000x24';
const PATIENCE_MILLIS = 60_000;
/** The timeout of scripts. It is longer than any timeout inside the tests' scripts. */
const SCRIPT_MILLIS = 300_000;

const WEBKIT_ENV = {
  // The sandbox does not start as root, which containers run as. All pages are our own.
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
  NO_AT_BRIDGE: '1',
};

/** The reason why WebKit can't be tested on this machine, or false. */
export function noWebKit() {
  const isInstalled = (program) => process.env.PATH.split(':').some((folder) => existsSync(`${folder}/${program}`));
  return (
    !(isInstalled(DRIVER) && isInstalled('Xvfb') && BROWSERS.some(existsSync)) &&
    'needs WebKitGTK (Debian: webkit2gtk-driver, gstreamer1.0-plugins-good, gstreamer1.0-pulseaudio, gstreamer1.0-libav, xvfb)'
  );
}

/**
 * Launches headless Firefox on a fresh profile with these preferences. As root about one start in twenty crashes and is retried.
 * With `eager`, `goto` and `reload` resolve when the document has been parsed, instead of when everything has loaded.
 */
export async function launchFirefox({ env = process.env, prefs = {}, args = [], eager = false } = {}) {
  const options = new Options().setBinary(firefoxPath()).addArguments('-headless', ...args).enableBidi();
  for (const [name, value] of Object.entries(prefs)) options.setPreference(name, value);
  if (eager) options.setPageLoadStrategy('eager');
  try {
    return await startFirefox(env, options);
  } catch (error) {
    countRetry(`Firefox did not start: ${error.message}`);
    return startFirefox(env, options);
  }
}

/**
 * Firefox reports this, as an exception, about an answer of the service worker that it could not deliver, because the page that asked for it has
 * been left. It names the address of the response, and those that the worker makes have none. In a page that is still there, what it did
 * not get would be missing.
 */
const UNDELIVERED = 'Failed to load ‘’. A ServiceWorker intercepted the request and encountered an unexpected error.';

async function startFirefox(env, options) {
  const driver = await new Builder()
    .forBrowser('firefox')
    .setFirefoxService(new ServiceBuilder(find('GECKODRIVER', ['geckodriver'])).setEnvironment({ ...env, ...morning() }))
    .setFirefoxOptions(options)
    .build();
  const errors = [];
  const log = await logInspector(driver);
  // The app accesses no other origin. The error comes from the driver's script if it still runs when another page opens.
  const isOfDriver = (text) => text.includes('Permission denied to access property');
  const note = ({ text }) => text === UNDELIVERED || isOfDriver(text) || errors.push(text);
  await log.onConsoleEntry((entry) => entry.level === 'error' && note(entry));
  await log.onJavascriptException(note);
  const browser = await browserOf(driver, { errors, close: () => driver.quit() });
  const preload = await scriptManager(await driver.getWindowHandle(), driver);
  /**
   * Runs a script before all others whenever a page is loaded. Resolves to a function that removes it. The empty document that comes
   * before a page is left out: it has no origin and so no storage.
   */
  const runBefore = async (script, argument) => {
    const call = `(${script})(${JSON.stringify(argument) ?? ''})`;
    const id = await preload.addPreloadScript(`() => { if (globalThis.origin !== 'null') ${call}; }`);
    return () => preload.removePreloadScript(id);
  };
  return { ...browser, runBefore };
}

/** Launches WebKit on a virtual display of its own. */
export async function launchWebKit({ env = process.env } = {}) {
  const processes = [];
  const close = async () => {
    for (const child of processes.reverse()) {
      if (child.kill()) await once(child, 'exit');
    }
  };
  const run = (program, args, options) => {
    const child = spawn(program, args, { stdio: 'ignore', ...options });
    processes.push(child);
    return child;
  };
  try {
    // Xvfb picks a free display number and writes it to this descriptor.
    const screen = run('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const [display] = await once(screen.stdio[3], 'data');
    const port = await freePort();
    run(DRIVER, [`--port=${port}`], { env: { ...env, ...morning(), ...WEBKIT_ENV, DISPLAY: `:${String(display).trim()}` } });
    await waitForPort(port);
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}`)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: BROWSERS.find(existsSync), args: ['--automation'] },
        }),
      )
      .build();
    return browserOf(driver, { errors: [], close: () => driver.quit().finally(close) });
  } catch (error) {
    await close();
    throw error;
  }
}

/** A browser whose pages implement the part of Playwright's API that tests of several engines use. */
async function browserOf(driver, { errors, close }) {
  await driver.manage().setTimeouts({ script: SCRIPT_MILLIS });
  const tabs = { used: false, front: undefined };
  return {
    newPage: async () => {
      if (tabs.used) await driver.switchTo().newWindow('tab');
      tabs.used = true;
      tabs.front = await driver.getWindowHandle();
      return pageOf(driver, errors, tabs);
    },
    close,
  };
}

/** A page, which is brought to the front when it is used. The last page of a browser can't be closed. */
function pageOf(driver, errors, tabs) {
  const tab = tabs.front;
  const inFront = async () => {
    if (tabs.front !== tab) await driver.switchTo().window(tab);
    tabs.front = tab;
    return driver;
  };
  return {
    /** Errors on the browser's pages. Only Firefox reports them. */
    errors,
    goto: async (url) => (await inFront()).get(url),
    reload: async () => (await inFront()).navigate().refresh(),
    waitForSelector: async (selector) => {
      await inFront();
      try {
        return await driver.wait(until.elementLocated(By.css(selector)), PATIENCE_MILLIS);
      } catch (error) {
        const shown = await driver.findElement(By.css('body')).getText();
        throw new Error(`no ${selector} at ${await driver.getCurrentUrl()}, which shows: ${shown}`, { cause: error });
      }
    },
    click: async (selector) => (await (await inFront()).findElement(By.css(selector))).click(),
    /** The visible text, which is also available without scripts. */
    text: async () => (await (await inFront()).findElement(By.css('body'))).getText(),
    close: async () => {
      await (await inFront()).close();
      tabs.front = undefined;
    },
    evaluate: async (call, ...given) => {
      await inFront();
      // Firefox runs the script in a sandbox with its own global object, so the page's is passed as `globalThis`. Exceptions are
      // returned as values, because the driver would interpret a result that is an error as its own.
      const script = `
        const [given, done] = [[...arguments].slice(0, -1), arguments[arguments.length - 1]];
        const call = ((globalThis) => ${call})(window);
        Promise.resolve(call(...given)).then((value) => done({ value }), (thrown) => done({ thrown: String(thrown) }));`;
      const { value, thrown } = await driver.executeAsyncScript(script, ...given);
      if (thrown) throw new Error(thrown);
      return value;
    },
  };
}

/** Waits until a port of this machine accepts connections. */
async function waitForPort(port) {
  const deadline = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise((done) => {
      socket.once('connect', () => done(true)).once('error', () => done(false));
    });
    socket.destroy();
    if (isOpen) return;
    if (Date.now() > deadline) throw new Error(`Port ${port} accepts no connections`);
    await sleep(50);
  }
}
