// Packaging: the release files run at any path under the content security policy, load only files that the byte budget counts, start
// offline from the second visit on, and are updated as a whole, with consent and never during a session.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { firstVisit } from '../../tools/budget.mjs';
import { textOf } from '../../tools/licences.mjs';
import { serveDist } from '../../tools/serve.mjs';
import { launchChromium, waitUntil } from './support/browsers.mjs';
import { launchFirefox } from './support/webdriver.mjs';

const DIST = 'dist';
const NEXT_VERSION = '00000000000000ff';

// ------------------------------------------------------------------ run in the page

/** Registers the worker as the app does, and waits until it controls this page. */
const install = async () => {
  const { serviceWorker } = navigator;
  const controlled = new Promise((done) => serviceWorker.addEventListener('controllerchange', done, { once: true }));
  await serviceWorker.register('./sw.js', { updateViaCache: 'none' });
  if (!serviceWorker.controller) await controlled;
};

/** Checks for an update. Resolves to the new worker's state after its installation. */
const update = async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const found = new Promise((done) => registration.addEventListener('updatefound', done, { once: true }));
  await registration.update();
  await found;
  const worker = registration.installing ?? registration.waiting;
  while (worker.state === 'installing') {
    await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
  }
  return worker.state;
};

/** Asks the waiting worker to take over. Resolves to its answer; if it agrees, after it has been activated. */
const takeOver = async () => {
  const { waiting } = await navigator.serviceWorker.getRegistration();
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((done) => {
    port1.onmessage = (event) => done(event.data);
  });
  waiting.postMessage({ type: 'skip-waiting' }, [port2]);
  if ((await answer) === 'taking-over') {
    while (waiting.state !== 'activated') {
      await new Promise((done) => waiting.addEventListener('statechange', done, { once: true }));
    }
  }
  return answer;
};

const cacheNames = () => caches.keys();

// ------------------------------------------------------------------ run in the test

async function serve(t, options) {
  const server = await serveDist({ dir: DIST, ...options });
  t.after(server.close);
  return server;
}

/** The headers in the README's block of HTTP headers. */
function advisedHeaders() {
  const [, block] = readFileSync('README.md', 'utf8').match(/```http\n([\s\S]*?)```/);
  return Object.fromEntries(block.trim().split('\n').map((line) => line.split(/: (.*)/)));
}

async function openContext(t, browser, options) {
  const context = await browser.newContext(options);
  t.after(() => context.close());
  return context;
}

async function openApp(context, url) {
  const page = await context.newPage();
  const problems = [];
  page.on('console', (message) => {
    // Playwright's own message about blocked service workers is expected.
    const isFromPlaywright = message.text().includes('blocked by Playwright');
    if (['error', 'warning'].includes(message.type()) && !isFromPlaywright) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('requestfailed', (request) => problems.push(`${request.url()} failed`));
  await page.goto(url);
  await page.locator('#splash').waitFor({ state: 'detached' });
  return { page, problems };
}

/** Opens the app with its worker installed, from a copy of dist/ that the test may change. */
async function startChangeable(t, browser) {
  const dir = mkdtempSync(join(tmpdir(), 'unknot-'));
  t.after(() => rmSync(dir, { recursive: true }));
  cpSync(DIST, dir, { recursive: true });
  const requests = [];
  const server = await serve(t, { dir, onRequest: (path) => requests.push(path) });
  const context = await openContext(t, browser);
  const { page } = await openApp(context, server.url);
  await page.evaluate(install);
  requests.length = 0;
  return { dir, server, context, page, requests };
}

/** Publishes a version with another index.html. The worker lists the digest of `listed`, if given, in place of the correct one. */
function publish(dir, listed) {
  const file = (name) => join(dir, name);
  const html = readFileSync(file('index.html'), 'utf8').replace('<html', '<html data-next');
  writeFileSync(file('index.html'), html);
  const digest = createHash('sha256').update(listed ?? html).digest('base64').slice(0, 16);
  const worker = readFileSync(file('sw.js'), 'utf8')
    .replace(/\["\.\/","[^"]+"\]/, `["./","${digest}"]`)
    .replace(/"[0-9a-f]{16}"/, `"${NEXT_VERSION}"`);
  writeFileSync(file('sw.js'), worker);
}

const isNext = (page) => page.locator('html[data-next]').count().then((count) => count === 1);

test('all files referenced by the manifest and the page exist, and images have their declared sizes', () => {
  const manifest = JSON.parse(readFileSync(join(DIST, 'manifest.webmanifest'), 'utf8'));
  const images = [manifest, ...manifest.shortcuts].flatMap(({ icons = [], screenshots = [] }) => [...icons, ...screenshots]);
  for (const { src, type, sizes } of images) {
    const data = readFileSync(join(DIST, src));
    if (type === 'image/png') assert.equal(`${data.readUInt32BE(16)}x${data.readUInt32BE(20)}`, sizes, src);
  }
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  for (const [, address] of html.matchAll(/\b(?:href|src)="([^"#]+)"/g)) readFileSync(join(DIST, address));
});

test('the licences of all linked crates are in the release, each with a text', () => {
  const text = readFileSync(join(DIST, 'licences.txt'), 'utf8');
  const parts = text.split(/^={72}$/m).slice(1);
  const names = parts.flatMap((part) => part.trim().split('\n\n')[0].split('\n'));
  for (const name of ['Unknot', 'leptos ', 'erased ', 'futures-core ', 'wasm-bindgen ', 'serde_json ', 'wasm_split_helpers ']) {
    assert.equal(names.filter((one) => one.startsWith(name)).length, 1, name);
  }
  // Neither tools nor macros.
  for (const name of ['leptos_macro ', 'wasm-bindgen-macro ', 'proptest ']) {
    assert.equal(names.filter((one) => one.startsWith(name)).length, 0, name);
  }
  for (const part of parts) assert.match(part, /permission|licensed|redistribut/i);
});

test('a crate without the text of its licence fails the build', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'unknot-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const crate = (license) => ({ name: 'one', version: '1.0.0', license, manifest_path: join(folder, 'Cargo.toml'), repository: null });
  assert.throws(() => textOf(crate('MIT')), /no text for one 1\.0\.0 \(MIT\)/);
  assert.throws(() => textOf(crate('MIT AND Apache-2.0')), /no text/);
  assert.throws(() => textOf(crate(null)), /no text/);
  assert.match(textOf(crate('MIT OR Apache-2.0')), /Apache License/);
  writeFileSync(join(folder, 'LICENSE-MIT'), 'Copyright of one\r\n');
  writeFileSync(join(folder, 'LICENSE-APACHE'), 'Apache');
  assert.equal(textOf(crate('MIT OR Apache-2.0')), 'Copyright of one');
});

describe('in Chromium', () => {
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  test('the tab of the first visit is told of an update, too', async (t) => {
    const { dir, page } = await startChangeable(t, browser);
    await page.getByRole('button', { name: "I've read this" }).click();
    publish(dir);
    assert.equal(await page.evaluate(update), 'installed');
    await page.getByText('A new version is ready.').waitFor();
  });

  test('an unknown address of a host with the page 404.html leads to the app', async (t) => {
    const notFound = readFileSync(join(DIST, '404.html'), 'utf8');
    const { url } = await serve(t, { base: '/sub/' });
    const context = await openContext(t, browser, { serviceWorkers: 'block' });
    await context.route('**/*', async (route) => {
      if (!route.request().isNavigationRequest()) return route.continue();
      const response = await route.fetch();
      if (response.status() !== 404) return route.fulfill({ response });
      return route.fulfill({ status: 404, contentType: 'text/html', body: notFound });
    });
    const page = await context.newPage();
    for (const address of ['typo', 'a/b/c', 'a/b/']) {
      await page.goto(`${url}${address}#/safety`).catch(() => {});
      await page.waitForURL(`${url}#/safety`);
      await page.locator('#splash').waitFor({ state: 'detached' });
    }
    await context.unrouteAll({ behavior: 'ignoreErrors' });
  });

  for (const base of ['/', '/sub/path/']) {
    test(`the app starts at ${base} without errors or warnings, loading only files of the budget`, async (t) => {
      const requests = new Set();
      const onRequest = (path) => requests.add(path.slice(base.length) || 'index.html');
      const server = await serve(t, { base, brotli: true, onRequest });
      const context = await openContext(t, browser, { serviceWorkers: 'block' });
      const { problems } = await openApp(context, server.url);
      assert.deepEqual(problems, []);
      const counted = firstVisit(DIST);
      // The library isn't part of the first visit's budget: it is fetched after the first page.
      const others = [...requests].filter((path) => !counted.includes(path) && !/^unknot-library-\w+\.wasm$/.test(path));
      assert.deepEqual(others, []);
    });
  }

  test('the policy blocks requests to other hosts, injected scripts and eval', async (t) => {
    const server = await serve(t);
    const { page } = await openApp(await openContext(t, browser), server.url);
    const outcome = await page.evaluate(async () => {
      const blocked = (directive) =>
        new Promise((done) => {
          document.addEventListener('securitypolicyviolation', (event) => {
            if (event.effectiveDirective === directive) done();
          });
        });
      const violation = blocked('connect-src');
      await fetch('http://localhost:9/').catch(() => {});
      const script = document.createElement('script');
      script.append('window.injected = true');
      document.head.append(script);
      await violation;
      // Code of the debugger may use eval. A timer's callback counts as code of the page.
      const evaluated = await new Promise((done) => {
        setTimeout(() => {
          try {
            done((0, eval)('true'));
          } catch {
            done(false);
          }
        });
      });
      return { evaluated, injected: window.injected ?? false };
    });
    assert.deepEqual(outcome, { evaluated: false, injected: false });
  });

  test('the policy refuses to turn text into harmful elements, scripts or addresses of scripts, except for the worker', async (t) => {
    const server = await serve(t);
    const { page } = await openApp(await openContext(t, browser), server.url);
    const harmful = [
      '<script>true</script>',
      '<b onclick="true">text</b>',
      '<b class="a" ONCLICK="true">text</b>',
      '<b/onclick=true>text</b>',
      '<img src="x">',
      '<a href="javascript:true">text</a>',
      '<iframe></iframe>',
      '<b class="a>" onclick="true">',
      'text <',
    ];
    const outcome = await page.evaluate(async (harmful) => {
      const toElements = (text) => Object.assign(document.createElement('p'), { innerHTML: text });
      const attempt = async (action) => {
        try {
          await action();
          return 'allowed';
        } catch (error) {
          return error.name;
        }
      };
      const register = (address) => navigator.serviceWorker.register(address, { updateViaCache: 'none' });
      return {
        'harmless elements': await attempt(() => toElements('<span class="a" aria-hidden="true">text &amp; <path d="M0 0"></path></span>')),
        ...Object.fromEntries(await Promise.all(harmful.map(async (text) => [text, await attempt(() => toElements(text))]))),
        script: await attempt(() => Object.assign(document.createElement('script'), { text: 'true' })),
        address: await attempt(() => Object.assign(document.createElement('script'), { src: './sw.js' })),
        policy: await attempt(() => trustedTypes.createPolicy('another', {})),
        'another worker': await attempt(() => register('./unknot.js')),
        'the worker': await attempt(() => register('./sw.js')),
      };
    }, harmful);
    assert.deepEqual(outcome, {
      'harmless elements': 'allowed',
      ...Object.fromEntries(harmful.map((text) => [text, 'TypeError'])),
      script: 'TypeError',
      address: 'TypeError',
      policy: 'TypeError',
      'another worker': 'TypeError',
      'the worker': 'allowed',
    });
  });

  test('the app works with the headers that the README advises', async (t) => {
    const headers = advisedHeaders();
    assert.ok(Object.keys(headers).length >= 5, JSON.stringify(headers));
    const server = await serve(t, { headers });
    const context = await openContext(t, browser, { permissions: ['microphone'] });
    const { page, problems } = await openApp(context, server.url);
    await page.evaluate(install);
    await page.getByRole('button', { name: "I've read this" }).click();
    await page.locator('.offer .button--main').click();
    await page.getByRole('button', { name: 'Pause' }).click();
    // The recordings need the microphone.
    const isAllowed = () => document.featurePolicy?.allowsFeature('microphone') && !document.featurePolicy.allowsFeature('camera');
    assert.ok(await page.evaluate(isAllowed));
    assert.deepEqual(problems, []);
  });

  test('the second visit works offline, from any address in the scope', async (t) => {
    const server = await serve(t, { base: '/sub/' });
    const context = await openContext(t, browser);
    const first = await openApp(context, server.url);
    await first.page.evaluate(install);
    await first.page.close();
    await server.close();

    for (const address of ['', '?source=pwa#/settings', 'index.html', 'no/such/page#/history']) {
      const { page, problems } = await openApp(context, server.url + address);
      assert.deepEqual(problems, [], address);
      assert.equal(new URL(page.url()).pathname, '/sub/', address);
      await page.close();
    }
  });

  test('an update loads only changed files, waits for consent, and leaves other caches alone', async (t) => {
    const { dir, page, requests } = await startChangeable(t, browser);
    await page.evaluate(() => caches.open('unknot-of-another-app'));
    publish(dir);
    assert.equal(await page.evaluate(update), 'installed');
    assert.deepEqual([...new Set(requests)].sort(), ['/', '/sw.js']);
    await page.reload();
    assert.equal(await isNext(page), false, 'updated without consent');

    assert.equal(await page.evaluate(takeOver), 'taking-over');
    assert.deepEqual((await page.evaluate(cacheNames)).sort(), [`unknot-${NEXT_VERSION}@/`, 'unknot-of-another-app']);
    await page.reload();
    assert.equal(await isNext(page), true);
  });

  test('an update waits for the end of sessions in all tabs', async (t) => {
    const { dir, server, context, page } = await startChangeable(t, browser);
    await page.reload();
    await page.getByRole('button', { name: "I've read this" }).click();
    const other = await openApp(context, server.url);
    await other.page.evaluate(
      () =>
        new Promise((held) => {
          navigator.locks.request('unknot-session.of-another', () => {
            held();
            return new Promise((end) => {
              window.endSession = end;
            });
          });
        }),
    );
    publish(dir);
    assert.equal(await page.evaluate(update), 'installed');
    assert.equal(await page.evaluate(takeOver), 'in-session');
    const updateNow = page.getByRole('button', { name: 'Update now' });
    await updateNow.click();
    const answer = page.locator('.notice', { hasText: 'Session in progress' });
    await answer.waitFor();
    assert.equal(await isNext(page), false);

    await other.page.evaluate(() => window.endSession());
    // It lies over the button until it leaves, or is closed.
    await answer.getByRole('button').click();
    await updateNow.click();
    // Chromium can take a minute.
    await page.locator('html[data-next]').waitFor({ state: 'attached', timeout: 100_000 });
  });

  test('an incomplete deployment is rejected, and the installed version stays', async (t) => {
    const { dir, server, page } = await startChangeable(t, browser);
    publish(dir, 'not what is served');
    assert.equal(await page.evaluate(update), 'redundant');
    await server.close();
    await page.reload();
    await page.locator('#splash').waitFor({ state: 'detached' });
    assert.equal(await isNext(page), false);
  });
});

describe('in Firefox', () => {
  test('the app starts under the policy, and a second time offline', async (t) => {
    const server = await serve(t, { base: '/sub/' });
    const browser = await launchFirefox();
    t.after(() => browser.close());
    const page = await browser.newPage();
    const waitUntilStarted = () => waitUntil(page, () => !document.querySelector('#splash'));
    await page.goto(server.url);
    await waitUntilStarted();
    await page.evaluate(install);
    await server.close();
    await page.goto(server.url);
    await waitUntilStarted();
    assert.deepEqual(page.errors, []);
  });
});
