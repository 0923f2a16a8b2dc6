// Accessibility: no page violates a rule of axe-core, in light or dark, and none scrolls horizontally on a small phone at twice the
// font size.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';

import { App, DIST, PHONE } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { serve } from './support/serve.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each page or state of a page: its name, and how to reach it from the one before. */
const PAGES = [
  ['safety, before the first session', async (app) => app.button("I've read this").waitFor()],
  ['today', async (app) => app.acceptSafety()],
  ['library', at('#/library')],
  [
    'library, without results',
    async (app) => {
      await app.page.locator('summary').click();
      await app.page.getByRole('searchbox').fill('bridge');
      await app.page.getByRole('heading', { name: 'Poses' }).waitFor();
      await app.page.getByLabel('in bed').check();
      await app.button('Show all sessions').waitFor();
    },
  ],
  ['routine', at('#/routine/morning-mobility')],
  ['routine of the library', at('#/routine/hips-hamstrings')],
  ['meditation', at('#/routine/breath-awareness')],
  ['pose', at('#/pose/cat-cow')],
  ['pose of the library', at('#/pose/figure-4')],
  ['variation of a pose', at('#/pose/marching-seated')],
  ['about you', at('#/about-you')],
  ['learn', at('#/learn')],
  ['article', at('#/learn/acupuncture')],
  ['progress, empty', at('#/progress')],
  ['settings', at('#/settings')],
  ['sounds', at('#/sounds')],
  ['recordings, sessions', at('#/recordings')],
  ['recordings, lines of a session', at('#/recordings/morning-mobility', '.list')],
  ['lock-screen test', at('#/lock-test')],
  ['safety', at('#/safety')],
  ['unknown address', at('#/nowhere')],
  [
    'player, ready',
    async (app) => {
      await app.go('#/session/breathing-space');
      await app.page.waitForSelector('.player');
    },
  ],
  [
    'player, running',
    async (app) => {
      await app.goToday();
      await app.start();
    },
  ],
  ['another page during a session', at('#/library', '.return-bar')],
  [
    'player, in a pose, paused',
    async (app) => {
      await app.page.locator('.return-bar').click();
      await app.page.waitForSelector('.player');
      const step = await app.step();
      await app.press('ArrowRight');
      await app.waitForOtherStep(step);
      await app.button('Pause').click();
      await app.button('Resume').waitFor();
    },
  ],
  [
    '“This hurts” dialog',
    async (app) => {
      await app.button('This hurts').click();
      await app.page.waitForSelector('#hurt');
    },
  ],
  [
    'end dialog',
    async (app) => {
      await app.button('Go on like this').click();
      await app.page.waitForSelector('.dialog', { state: 'detached' });
      await app.button('End').click();
      await app.page.waitForSelector('.dialog');
    },
  ],
  [
    'done',
    async (app) => {
      await app.page.keyboard.press('Escape');
      await app.page.waitForSelector('.dialog', { state: 'detached' });
      await app.finish();
    },
  ],
  [
    'progress, with a session',
    async (app) => {
      await app.button('Back to Today').click();
      await app.page.waitForSelector('.offer');
      await app.goProgress();
      await app.page.waitForSelector('.session-row');
    },
  ],
  [
    'flare',
    async (app) => {
      await app.goToday();
      await app.button('A flare-up? Go gently').click();
      await app.page.getByRole('heading', { name: 'Breathe and rest' }).waitFor();
    },
  ],
  ['today, in a flare', async (app) => app.goToday()],
  ['progress, in a flare', async (app) => app.goProgress()],
  [
    'progress, with a removal to undo',
    async (app) => {
      await app.page.locator('.session-row button').click();
      await app.button('Undo').waitFor();
    },
  ],
];

function at(route, selector = '#title') {
  return async (app) => {
    const last = await app.title();
    await app.go(route);
    await app.page.waitForFunction(
      ([old, wanted]) => document.querySelector('#title')?.textContent !== old && document.querySelector(wanted),
      [last, selector],
    );
  };
}

/** The violations that axe finds, as one line per element. Runs in the page. */
const violations = async () => {
  const { violations: found } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all }) => `${id}: ${target.join(' ')} (${[...any, ...all][0]?.message ?? 'see the rule'})`),
  );
};

/** The innermost elements that extend beyond the window. Runs in the page. */
const tooWide = () => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const isWide = (element) => element.getBoundingClientRect().right > clientWidth + 0.5;
  const wide = [...document.body.querySelectorAll('*:not(svg *)')].filter(
    (element) => isWide(element) && ![...element.children].some(isWide),
  );
  const name = ({ localName, classList }) => [localName, ...classList].join('.');
  return [`${scrollWidth} of ${clientWidth} px`, ...new Set(wide.map(name))];
};

describe('every page', { timeout: 240_000 }, () => {
  let server;
  let browser;

  before(async () => {
    server = await serve(DIST);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Goes through all pages, and fails with everything that `inspect` finds. */
  const walk = async (t, inspect, options = {}) => {
    // Without reduced motion, elements would be inspected while they fade in.
    const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce' });
    t.after(() => context.close());
    const app = await App.open(context, server.url, options);
    const findings = {};
    for (const [name, reach] of PAGES) {
      await reach(app);
      for (const [finding, list] of Object.entries(await inspect(app.page))) {
        if (list.length > 0) findings[`${name}, ${finding}`] = list;
      }
    }
    assert.deepEqual(findings, {});
  };

  test('the end dialog traps the focus and blocks the keys of the session', async (t) => {
    const context = await browser.newContext({ viewport: PHONE });
    t.after(() => context.close());
    const app = await App.openToday(context, server.url);
    await app.start();
    const step = await app.step();
    const dialog = app.page.getByRole('alertdialog');
    const outside = () => {
      const focused = document.activeElement;
      return focused !== document.body && !focused.closest('dialog') ? focused.outerHTML : undefined;
    };
    const ask = async () => {
      await app.button('End').click();
      await dialog.waitFor();
      await app.page.waitForFunction(() => document.activeElement?.closest('dialog'));
    };
    await ask();
    for (const key of ['ArrowRight', 'ArrowLeft', 'Tab', 'Tab', 'Tab', 'Tab']) {
      await app.page.keyboard.press(key);
      assert.equal(await app.page.evaluate(outside), undefined, key);
    }
    await app.press('ArrowRight');
    await app.press('Space');
    assert.equal(await app.step(), step, 'a key reached the session');
    assert.ok((await app.audio()).paused);
    await app.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    assert.equal(await app.page.evaluate(() => document.activeElement.textContent), 'End', 'the focus does not return');

    await ask();
    await app.button('Keep going').click();
    await dialog.waitFor({ state: 'detached' });
    await app.waitForAudio(false);
    assert.equal(await app.step(), step);
    assert.deepEqual(app.errors, []);
  });

  test('axe finds no violations in light and dark', (t) =>
    walk(t, async (page) => {
      await page.evaluate(`if (!globalThis.axe) { ${AXE} }`);
      const found = {};
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        found[colorScheme] = await page.evaluate(violations);
      }
      return found;
    }));

  test('fits a small phone at twice the font size', (t) =>
    walk(t, async (page) => {
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
      });
      return { 'twice the font size': await page.evaluate(tooWide) };
    }));
});
