// `./dev serve` builds the app for development and serves it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { App } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { freePort } from './support/port.mjs';

/** The timeout of the build, which compiles all dependencies the first time. */
const BUILT_WITHIN_MILLIS = 600_000;

/** Part of the browser's error about the service worker, which doesn't exist in development. */
const WORKER_ERROR = 'when fetching the script';

describe('the development server', { timeout: BUILT_WITHIN_MILLIS + 120_000 }, () => {
  let served;
  let url;
  let output = '';

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    // A process group of its own, so that its child processes can be ended with it.
    served = spawn('./dev', ['serve', '--port', String(port)], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [served.stdout, served.stderr]) stream.on('data', (text) => (output += text));
    const deadline = Date.now() + BUILT_WITHIN_MILLIS;
    while (!(await responds(url))) {
      assert.equal(served.exitCode, null, output);
      assert.ok(!output.includes('error from build pipeline'), output);
      assert.ok(Date.now() < deadline, output);
      await sleep(500);
    }
  });
  after(async () => {
    if (served.exitCode !== null) return;
    const exit = once(served, 'exit');
    process.kill(-served.pid, 'SIGTERM');
    await exit;
  });

  test('serves the app', async () => {
    const browser = await launchChromium();
    try {
      const app = await App.openToday(await browser.newContext(), url);
      await app.start();
      assert.deepEqual(app.errors.filter((error) => !error.includes(WORKER_ERROR)), []);
    } finally {
      await browser.close();
    }
  });
});

async function responds(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
