// Firefox and WebKit as Debian has them, through WebDriver: Playwright drives only builds of its own of the two. WebKit is
// the browser of WebKitGTK on a virtual screen: the engine of Safari but not its media player, so what it shows of sound is
// that the app asks for nothing that only the others give.

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
/** A script that has not answered by then never will: what scripts of tests wait for has deadlines of its own, which are shorter. */
const SCRIPT_MILLIS = 300_000;

const WEBKIT_ENV = {
  // Containers run as root, where the sandbox does not start. The pages are our own.
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
  NO_AT_BRIDGE: '1',
};

/** Why WebKit can't be tested here, or false. */
export function noWebKit() {
  const isThere = (program) => process.env.PATH.split(':').some((folder) => existsSync(`${folder}/${program}`));
  return (
    !(isThere(DRIVER) && isThere('Xvfb') && BROWSERS.some(existsSync)) &&
    'needs WebKitGTK (Debian: webkit2gtk-driver, gstreamer1.0-plugins-good, gstreamer1.0-pulseaudio, gstreamer1.0-libav, xvfb)'
  );
}

/**
 * Firefox, headless, on a fresh profile with these preferences. As root it crashes in about one start of twenty: it gets a second
 * one. With `eager`, `goto` and `reload` answer as soon as the document has been read, and not when all of it is there.
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

async function startFirefox(env, options) {
  const driver = await new Builder()
    .forBrowser('firefox')
    .setFirefoxService(new ServiceBuilder(find('GECKODRIVER', ['geckodriver'])).setEnvironment({ ...env, ...morning() }))
    .setFirefoxOptions(options)
    .build();
  const errors = [];
  const log = await logInspector(driver);
  await log.onConsoleEntry(({ level, text }) => level === 'error' && errors.push(text));
  // A page knows no other origin, but the driver's own script may still run when another page has been opened.
  const isOfDriver = (text) => text.includes('Permission denied to access property');
  await log.onJavascriptException(({ text }) => isOfDriver(text) || errors.push(text));
  const browser = await browserOf(driver, { errors, close: () => driver.quit() });
  const preload = await scriptManager(await driver.getWindowHandle(), driver);
  /** Runs a script in every page from now on, each time one is loaded, ahead of all else; until what it resolves to is called. */
  const runBefore = async (script, argument) => {
    const id = await preload.addPreloadScript(`() => { (${script})(${JSON.stringify(argument) ?? ''}); }`);
    return () => preload.removePreloadScript(id);
  };
  return { ...browser, runBefore };
}

/** WebKit with a screen of its own. */
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
    // It picks a number that is free, and tells it.
    const screen = run('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const [display] = await once(screen.stdio[3], 'data');
    const port = await freePort();
    run(DRIVER, [`--port=${port}`], { env: { ...env, ...morning(), ...WEBKIT_ENV, DISPLAY: `:${String(display).trim()}` } });
    await answers(port);
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

/** A browser whose pages answer to the few calls of Playwright's that tests of every engine use. */
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

/** A page, which comes to the front when it is used. The last one that is left can't be closed. */
function pageOf(driver, errors, tabs) {
  const tab = tabs.front;
  const inFront = async () => {
    if (tabs.front !== tab) await driver.switchTo().window(tab);
    tabs.front = tab;
    return driver;
  };
  return {
    /** What went wrong on the browser's pages, where it tells that (Firefox). */
    errors,
    goto: async (url) => (await inFront()).get(url),
    reload: async () => (await inFront()).navigate().refresh(),
    waitForSelector: async (selector) =>
      (await inFront()).wait(until.elementLocated(By.css(selector)), PATIENCE_MILLIS, `no ${selector}`),
    click: async (selector) => (await (await inFront()).findElement(By.css(selector))).click(),
    /** What is seen of its text, with or without scripts. */
    text: async () => (await (await inFront()).findElement(By.css('body'))).getText(),
    close: async () => {
      await (await inFront()).close();
      tabs.front = undefined;
    },
    evaluate: async (call, ...given) => {
      await inFront();
      // Firefox runs this in a sandbox beside the page, whose global object is not the page's. And what is thrown comes as a
      // value: a result that is an error would be taken for one of the driver's.
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

/** Waits until something listens at a port of this machine. */
async function answers(port) {
  const deadline = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise((done) => {
      socket.once('connect', () => done(true)).once('error', () => done(false));
    });
    socket.destroy();
    if (isOpen) return;
    if (Date.now() > deadline) throw new Error(`Nothing answers at port ${port}`);
    await sleep(50);
  }
}
