// Layout: every page fits windows from a zoom of 400 % on a laptop to a whole laptop, at the browser's usual font size and at twice
// that, in both themes (WCAG 1.4.4 and 1.4.10). The focus is never hidden (2.4.11), and Start and Pause are in reach.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { listFiles } from '../../tools/dist.mjs';
import { App, DIST, LOG_PREFIX, PHONE, seal, TOLD_OFFLINE } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { allLayouts, FONT_PERCENTS, hiddenFocus, inEachLayout, misfits, setFontPercent, SIZES } from './support/layout.mjs';
import { PAGES } from './support/pages.mjs';
import { serve } from './support/serve.mjs';

const [ZOOMED, SMALL_PHONE, , LANDSCAPE] = SIZES;
/** Where covered controls are likely: the lowest windows, and a common one. */
const FOCUS_LAYOUTS = [
  { size: ZOOMED, percent: 100 },
  { size: ZOOMED, percent: 200 },
  { size: SMALL_PHONE, percent: 100 },
  { size: LANDSCAPE, percent: 200 },
];
const MOST_STOPS = 80;
/** More windows in which somebody practises: a small phone with the bars of its browser, a large one, and a tablet. */
const PRACTICE_LAYOUTS = [
  ...allLayouts(),
  ...FONT_PERCENTS.flatMap((percent) =>
    [
      { width: 360, height: 560 },
      { width: 390, height: 844 },
      { width: 768, height: 1024 },
    ].map((size) => ({ size, percent })),
  ),
];
/** The figure's frame has at least this share of the shorter side of the window, both in width and in height. */
const LEAST_FIGURE = 0.55;
/** And at least so many pixels, from a window of 360x560 upwards. */
const LEAST_FIGURE_PX = 200;
/** How high a phone is for its width, if there is room for large words, and how large they are at least, in percent of the width. */
const HIGH = 1.97;
const LEAST_WORDS = { '.player__side': 7.7, '.player__act': 7.7, '.player__next': 4.5, '.player__left': 5, '.player__line': 4.4 };
/** Moments of Morning mobility: the title, a time in seconds, and whether repetitions are counted. */
const MOMENTS = [
  { title: 'Pelvic tilt', at: 90, counts: true },
  { title: 'Knee rolls', at: 150, counts: true },
  { title: 'Get up', at: 512, counts: false },
  { title: 'Side bend', at: 545, counts: true },
];

/** Which of the elements are not completely in the window or covered. Runs in the page. */
const outOfReach = (selector) =>
  [...document.querySelectorAll(selector)].flatMap((element) => {
    const box = element.getBoundingClientRect();
    const name = element.ariaLabel || element.textContent.trim();
    const { clientWidth, clientHeight } = document.documentElement;
    if (box.left < 0 || box.right > clientWidth + 0.5) return [`${name}: from ${box.left} to ${box.right} of ${clientWidth} px`];
    if (box.top < 0 || box.bottom > clientHeight + 0.5) return [`${name}: from ${box.top} to ${box.bottom} of ${clientHeight} px`];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const isOwn = [y - box.height / 3, y, y + box.height / 3].every((place) => element.contains(document.elementFromPoint(x, place)));
    return isOwn ? [] : [`${name}: covered`];
  });

describe('layout', { timeout: 600_000 }, () => {
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

  const open = async (t, options = {}) => {
    const context = await browser.newContext({ viewport: PHONE, reducedMotion: 'reduce' });
    t.after(() => context.close());
    // What leaves by itself would be there or not as it happens.
    await context.addInitScript((key) => localStorage.setItem(key, '1'), TOLD_OFFLINE);
    return App.open(context, server.url, options);
  };

  /** Goes through all pages, and fails with everything that `inspect` finds in the layouts. */
  const walk = async (t, inspect, { layouts } = {}) => {
    const app = await open(t);
    const findings = {};
    for (const [name, reach] of PAGES) {
      await reach(app);
      for (const [layout, list] of Object.entries(await inEachLayout(app.page, inspect, layouts))) findings[`${name}, ${layout}`] = list;
      await app.page.setViewportSize(PHONE);
      await setFontPercent(app.page, 100);
    }
    assert.deepEqual(findings, {});
  };

  test('nothing sticks out, is cut off or is crowded out by bars, in light and dark', (t) =>
    walk(t, async (page) => {
      const found = [];
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await page.evaluate(misfits)));
      }
      return [...new Set(found)];
    }));

  test('what has the focus is in the window, and not covered', (t) =>
    walk(
      t,
      async (page) => {
        const found = new Set();
        for (const key of ['Tab', 'Shift+Tab']) {
          const visited = new Set();
          for (let stop = 0; stop < MOST_STOPS; stop += 1) {
            await page.keyboard.press(key);
            for (const finding of await page.evaluate(hiddenFocus)) found.add(`${key}: ${finding}`);
            const place = await page.evaluate(() => [...document.querySelectorAll('*')].indexOf(document.activeElement));
            if (visited.has(place)) break;
            visited.add(place);
          }
        }
        return [...found];
      },
      { layouts: FOCUS_LAYOUTS },
    ));

  for (const notices of [0, 1, 2]) {
    test(`Start on Today is in the window with ${notices} notices`, async (t) => {
      const unreadable = { [`${LOG_PREFIX}2020-01`]: 'unreadable' };
      const line = seal({ v: 99, kind: 'newer', id: 'a-1', at: { utc_ms: 1_580_515_200_000, offset_min: 0 }, day: '2020-02-01' });
      const newer = { [`${LOG_PREFIX}2020-02`]: `${line}\n` };
      const data = Object.assign({}, ...[unreadable, newer].slice(0, notices));
      const app = await open(t, { before: (texts) => Object.assign(localStorage, texts), argument: data });
      await app.acceptSafety();
      await app.page.waitForSelector('.week__days');
      await app.page.waitForFunction((count) => document.querySelectorAll('.notice').length === count, notices);
      // At twice the font size and a zoom of 400 %, or with notices at that zoom, one has to scroll.
      const layouts = allLayouts().filter(({ size, percent }) => size !== ZOOMED || (percent === 100 && notices === 0));
      const found = await inEachLayout(
        app.page,
        async (page) => {
          await page.evaluate(() => scrollTo(0, 0));
          return page.evaluate(outOfReach, '.offer .button--main');
        },
        layouts,
      );
      assert.deepEqual(found, {});
    });
  }

  test('after a session, too, Start on Today is in the window, and the name of what it starts is above it', async (t) => {
    const app = await open(t);
    await app.acceptSafety();
    await app.start();
    await app.finish();
    await app.button('Back to Today').click();
    await app.page.getByText('You practised today.').waitFor();
    await app.page.waitForSelector('.week__days');
    const found = await inEachLayout(
      app.page,
      async (page) => {
        await page.evaluate(() => scrollTo(0, 0));
        return page.evaluate(outOfReach, '.offer .button--main, .offer > h2');
      },
      // At this zoom one has to scroll.
      allLayouts().filter(({ size }) => size !== ZOOMED),
    );
    assert.deepEqual(found, {});
  });

  test('in a session nothing zooms at a double tap, reloads when pulled down, or grows when turned', async (t) => {
    const app = await open(t);
    await app.acceptSafety();
    await app.start();
    const styles = await app.page.evaluate(() => {
      const { touchAction, overscrollBehaviorY, textSizeAdjust } = getComputedStyle(document.documentElement);
      // An element can only forbid more than its ancestors do.
      const others = [...document.querySelectorAll('.player *')].map((element) => getComputedStyle(element).touchAction);
      return { touchAction, overscrollBehaviorY, textSizeAdjust, others: [...new Set(others)] };
    });
    assert.deepEqual(styles, { touchAction: 'manipulation', overscrollBehaviorY: 'contain', textSizeAdjust: '100%', others: ['auto'] });
    // Safari knows only the prefixed name, which Chromium doesn't show.
    const [sheet] = listFiles(DIST).filter((file) => file.endsWith('.css'));
    assert.match(readFileSync(join(DIST, sheet), 'utf8'), /html\{[^}]*-webkit-text-size-adjust:100%/);
  });

  test('Start on the page of a routine is in the window', async (t) => {
    const app = await open(t);
    await app.acceptSafety();
    const findings = {};
    for (const routine of ['morning-mobility', 'body-scan']) {
      await app.go(`#/routine/${routine}`);
      await app.page.waitForSelector('.bottom-action');
      // At this zoom the button is below the text.
      const layouts = allLayouts().filter(({ size }) => size !== ZOOMED);
      findings[routine] = await inEachLayout(app.page, (page) => page.evaluate(outOfReach, '.bottom-action .button'), layouts);
    }
    assert.deepEqual(findings, { 'morning-mobility': {}, 'body-scan': {} });
  });

  /** Opens the player, and returns it with a function that looks at a state of it in all windows. What it finds is in `findings`. */
  const openPlayer = async (t) => {
    const app = await open(t);
    await app.acceptSafety();
    await app.go('#/session/morning-mobility');
    await app.page.waitForSelector('.player');
    const findings = {};
    const places = {};
    const inspect = async (state) => {
      const look = async (page) => {
        await page.evaluate(() => scrollTo(0, 0));
        const { width, height } = page.viewportSize();
        const found = await page.evaluate(outOfReach, '.controls button');
        if (height > ZOOMED.height) {
          found.push(...(await page.evaluate(smallFigure, { share: LEAST_FIGURE, pixels: LEAST_FIGURE_PX })));
          found.push(...(await page.evaluate(cutOff)));
          if (height / width > HIGH) found.push(...(await page.evaluate(smallWords, LEAST_WORDS)));
          const layout = `${width}x${height}, ${await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)}`;
          const now = await page.evaluate(playerPlaces);
          places[layout] ??= now;
          for (const [part, place] of Object.entries(now)) {
            if (place !== places[layout][part]) found.push(`${part} has moved from ${places[layout][part]} to ${place}`);
          }
        }
        return found;
      };
      for (const [layout, list] of Object.entries(await inEachLayout(app.page, look, PRACTICE_LAYOUTS))) findings[`${state}, ${layout}`] = list;
    };
    await inspect('ready');
    return { app, inspect, findings };
  };

  test('the controls of the player are in the window, the figure is large, and nothing moves from step to step', async (t) => {
    const { app, inspect, findings } = await openPlayer(t);
    // With one control more.
    await app.go('#/session/box-breathing');
    await app.page.getByRole('heading', { name: 'Box breathing' }).waitFor();
    await inspect('meditation, ready');
    await app.go('#/session/morning-mobility');
    await app.page.getByRole('heading', { name: 'Morning mobility' }).waitFor();
    await app.button('Start').click();
    await app.waitForAudio(false);
    await app.button('Pause').click();
    await app.button('Resume').waitFor();
    const steps = new Set();
    for (let step = await app.step(); !steps.has(step) && steps.size < 12; step = await app.step()) {
      steps.add(step);
      await inspect(step);
      await app.press('ArrowRight');
      await app.waitForOtherStep(step);
    }
    assert.deepEqual(findings, {});
  });

  test('the note that the sound is off covers neither the figure nor the words', async (t) => {
    const app = await open(t);
    await app.acceptSafety();
    await app.go('#/session/morning-mobility');
    await app.button('Sound').click();
    await app.page.getByLabel('All sound off').check();
    await app.button('Done').click();
    await app.button('Turn sound on').waitFor();
    const covered = () => {
      const boxes = (selector) => [...document.querySelectorAll(selector)].map((part) => part.getBoundingClientRect());
      const overlaps = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      const others = boxes('.player__figure .figure, .player__said, .player__now, .controls');
      const note = boxes('.player__note > .player__silence, .player__note > .button');
      return note.flatMap((a) => others.filter((b) => overlaps(a, b)).map((b) => `${a.top} to ${a.bottom} is over ${b.top} to ${b.bottom}`));
    };
    assert.deepEqual(await inEachLayout(app.page, (page) => page.evaluate(covered), PRACTICE_LAYOUTS), {});
  });

  test('nothing moves where the number of a repetition takes the place of the time, or on the way up from the floor', async (t) => {
    const { app, inspect, findings } = await openPlayer(t);
    await app.button('Start').click();
    await app.waitForAudio(false);
    for (const { title, at, counts } of MOMENTS) {
      await app.page.evaluate((seconds) => (globalThis.appAudio.currentTime = seconds), at);
      await app.page.waitForFunction((name) => document.querySelector('.player__pose').textContent === name, title);
      await app.page.waitForFunction((wanted) => (document.querySelector('.player__clock--counts') !== null) === wanted, counts);
      await app.button('Pause').click();
      await app.button('Resume').waitFor();
      await inspect(title);
      await app.button('Resume').click();
      await app.waitForAudio(false);
    }
    assert.deepEqual(findings, {});
  });
});

/** What is wrong with the size of the figure's frame, and whether the page has to be scrolled. Runs in the page. */
const smallFigure = ({ share, pixels }) => {
  const { clientWidth, clientHeight, scrollHeight } = document.documentElement;
  const { width, height } = document.querySelector('.player__figure').getBoundingClientRect();
  const [side, window] = [Math.min(width, height), Math.min(clientWidth, clientHeight)];
  const found = [];
  if (side < share * window) found.push(`the figure has ${side} of ${window} px`);
  if (clientWidth >= 360 && clientHeight >= 560 && side < pixels) found.push(`the figure has ${side} px`);
  if (scrollHeight > clientHeight) found.push(`the page has ${scrollHeight} of ${clientHeight} px`);
  return found;
};

/** Which words are too small to be read from the mat. Runs in the page. */
const smallWords = (least) =>
  Object.entries(least).flatMap(([part, percent]) => {
    const element = document.querySelector(part);
    const size = parseFloat(getComputedStyle(element).fontSize);
    const isSmall = element.textContent !== '' && size < (percent / 100) * document.documentElement.clientWidth;
    return isSmall ? [`${part} has ${size} px: ${element.textContent}`] : [];
  });

/** What is cut off of what to do, or reaches into what is below it. Runs in the page. */
const cutOff = () => {
  const range = document.createRange();
  const boxOf = (part) => {
    range.selectNodeContents(part);
    return range.getBoundingClientRect();
  };
  const places = { '.player__said': '.player__pose, .player__line', '.player__now': '.player__clock > *, .player__side, .player__act, .player__next' };
  return Object.entries(places).flatMap(([place, parts]) => {
    const { right, bottom } = document.querySelector(place).getBoundingClientRect();
    const texts = [...document.querySelectorAll(parts)].filter((part) => part.textContent !== '');
    const out = texts.filter((part) => boxOf(part).bottom > bottom + 2 || boxOf(part).right > right + 1);
    const over = texts.flatMap((part, at) =>
      texts
        .slice(at + 1)
        .filter((other) => Math.min(boxOf(part).right, boxOf(other).right) > Math.max(boxOf(part).left, boxOf(other).left) + 1)
        .filter((other) => {
          // Digits are as high as their line, but their box isn't.
          const spare = 0.1 * Math.max(...[part, other].map((text) => parseFloat(getComputedStyle(text).fontSize)));
          return Math.min(boxOf(part).bottom, boxOf(other).bottom) > Math.max(boxOf(part).top, boxOf(other).top) + spare;
        })
        .map((other) => `“${part.textContent}” covers “${other.textContent}”`),
    );
    return [...out.map((part) => `cut off: ${part.textContent}`), ...over];
  });
};

/** Where the parts of the player are. Runs in the page. */
const playerPlaces = () => {
  const place = (part) => {
    const { left, top, width, height } = document.querySelector(part).getBoundingClientRect();
    return [left, top, width, height].map(Math.round).join(' ');
  };
  const parts = ['.player__picture', '.player__pose', '.player__clock', '.player__now', '.controls', '.round-button--main'];
  return Object.fromEntries(parts.map((part) => [part, place(part)]));
};
