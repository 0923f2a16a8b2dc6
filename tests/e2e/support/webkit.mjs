// WebKit as Debian has it: the browser of WebKitGTK, on a screen that nobody sees. It is the engine of Safari but not its
// media player, so what it shows of sound is that the app asks for nothing that only the others give.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { Builder, By, Capabilities, until } from 'selenium-webdriver';

import { freePort } from './port.mjs';

const DRIVER = 'WebKitWebDriver';
const BROWSERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
  .flatMap((folder) => ['4.1', '4.0'].map((version) => `${folder}/webkit2gtk-${version}/MiniBrowser`));
const SCREEN = '1280x1000x24';
const PATIENCE_MILLIS = 30_000;

const ENV = {
  // Containers run as root, where the sandbox does not start. The pages are our own.
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
  NO_AT_BRIDGE: '1',
};

/** Why there can be no WebKit here, or false. */
export function noWebKit() {
  const isThere = (program) => process.env.PATH.split(':').some((folder) => existsSync(`${folder}/${program}`));
  return (
    !(isThere(DRIVER) && isThere('Xvfb') && BROWSERS.some(existsSync)) &&
    'needs WebKitGTK (Debian: webkit2gtk-driver, gstreamer1.0-plugins-good, gstreamer1.0-pulseaudio, gstreamer1.0-libav, xvfb)'
  );
}

/** WebKit with one page, which answers to the few calls of Playwright's and Puppeteer's that tests of every engine use. */
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
    run(DRIVER, [`--port=${port}`], { env: { ...env, ...ENV, DISPLAY: `:${String(display).trim()}` } });
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
    return { newPage: async () => pageOf(driver), close: () => driver.quit().finally(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

function pageOf(driver) {
  return {
    goto: (url) => driver.get(url),
    waitForSelector: (selector) => driver.wait(until.elementLocated(By.css(selector)), PATIENCE_MILLIS),
    click: async (selector) => (await driver.findElement(By.css(selector))).click(),
    evaluate: async (call, ...given) => {
      // What is thrown comes as a value: a result of a script that is an error would be taken for one of the driver's.
      const script = `
        const [call, given, done] = [${call}, [...arguments].slice(0, -1), arguments[arguments.length - 1]];
        Promise.resolve(call(...given)).then((value) => done({ value }), (thrown) => done({ thrown: String(thrown) }));`;
      await driver.manage().setTimeouts({ script: PATIENCE_MILLIS * 10 });
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
