// The browser's translation replaces each text node by an element, now and whenever a text appears. The same actions are done in a
// page that is translated and in one that isn't: both have to show the same, apart from the language.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App } from './support/app.mjs';
import { waitUntil } from './support/browsers.mjs';
import { longHistory, store } from './support/history.mjs';
import { inChromium } from './support/suite.mjs';

// ------------------------------------------------------------------ run in the page

/** Translates the page into quotation marks, as Chrome does it: with `font` elements, leaving out what must not be translated. */
const translate = () => {
  const leftOut = 'script, style, svg, textarea, [translate="no"], font';
  const translateIn = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) found.push(texts.currentNode);
    for (const text of found) {
      if (!text.parentElement || text.parentElement.closest(leftOut) || text.data.trim() === '') continue;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.textContent = `«${text.data}»`;
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  const start = () => {
    translateIn(document.body);
    new MutationObserver((changes) => {
      for (const { target } of changes) if (target.isConnected) translateIn(target.nodeType === 3 ? target.parentNode : target);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  };
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
};

/** All that is shown, in the original language, except for times that run and for notices, which come when they may. */
const shown = () => {
  const page = document.body.cloneNode(true);
  for (const part of page.querySelectorAll('script, noscript, template, .notices, .countdown, .player__left, .return-bar__time')) part.remove();
  const lines = [...page.querySelectorAll('*')].filter((one) => one.tagName !== 'FONT').map((one) => {
    const own = [...one.childNodes].filter(({ nodeType, tagName }) => nodeType === 3 || tagName === 'FONT');
    return own.map((node) => node.textContent.replaceAll(/[«»]/g, '')).join('').replaceAll(/\s+/g, ' ').trim();
  });
  return lines.filter((line) => line !== '').join('\n');
};

/** Clicks what has this text or accessible name in the original language. Returns whether there is such an element. */
const clickOn = (name) => {
  const text = (one) => one.getAttribute('aria-label') ?? one.textContent.replaceAll(/[«»]/g, '').replaceAll(/\s+/g, ' ').trim();
  const found = [...document.querySelectorAll('button, a, label, summary')].find((one) => text(one) === name && !one.disabled);
  found?.click();
  return found !== undefined;
};

const enter = ({ selector, value }) => {
  const field = document.querySelector(selector);
  if (!field) return false;
  field.value = value;
  for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));
  return true;
};

const setHash = (route) => {
  location.hash = route;
};

// ------------------------------------------------------------------

const go = (route) => (page) => page.evaluate(setHash, route);
const click = (name) => (page) => waitUntil(page, clickOn, name, { within: 15_000 });
const set = (selector, value) => (page) => waitUntil(page, enter, { selector, value }, { within: 15_000 });
const repeat = (times, act) => async (page) => {
  for (let n = 0; n < times; n += 1) await act(page);
};

/** What is done, one after the other. */
const ACTIONS = [
  ['reads the safety page', click("I've read this")],
  ['waits for the library', (page) => page.waitForFunction(() => document.querySelector('.week'), null, { timeout: 30_000 })],
  ['opens the library', go('#/library')],
  ['searches', set('[type=search]', 'bridge')],
  ['searches for something else', set('[type=search]', 'xylophone')],
  ['clears the search', set('[type=search]', '')],
  ['narrows the search', click('in bed')],
  ['widens it', click('in bed')],
  ['opens a routine', go('#/routine/hips-hamstrings')],
  ['opens a meditation', go('#/routine/breath-awareness')],
  ['opens the breath of their own', go('#/routine/own-rhythm')],
  ['changes its rhythm', set('.choices [type=range]', '12')],
  ['opens a pose', go('#/pose/figure-4')],
  ['says that it hurts', click('Skip in every session')],
  ['opens the questions', go('#/about-you')],
  ['answers one', click('a sore neck')],
  ['forgets the answers', click('Clear all answers')],
  ['opens the settings', go('#/settings')],
  ['turns the voice on or off', click('Voice')],
  ['turns it back', click('Voice')],
  ['opens the lock-screen test', go('#/lock-test')],
  ['goes gently', go('#/flare')],
  ['begins', click('Yes, go gently')],
  ['ends that', click('The flare is over')],
  ['opens the warning signs', go('#/safety')],
  ['opens the articles', go('#/learn')],
  ['opens an unknown page', go('#/nowhere')],
  ['opens a session', go('#/session/morning-mobility')],
  ['starts it', click('Start')],
  ['pauses', click('Pause')],
  ['skips twice', repeat(2, click('Skip this step'))],
  ['skips five times', repeat(5, click('Skip this step'))],
  ['goes back', click('Back')],
  ['hurts', click('This hurts')],
  ['goes on', click('Carry on as before')],
  ['leaves the player', go('#/')],
  ['returns', go('#/session/morning-mobility')],
  ['ends', click('End')],
  ['goes on after all', click('Keep going')],
  ['pauses again', (page) => page.evaluate(clickOn, 'Pause')],
  ['ends it', click('End')],
  ['for good', click('End session')],
  ['returns to Today', click('Back to Today')],
  ['opens Progress', go('#/progress')],
];

/** Does the same in both pages, and fails when they show something else. */
async function compare(plain, translated, actions) {
  for (const [name, act] of actions) {
    for (const { page } of [plain, translated]) {
      await act(page).catch((error) => {
        throw new Error(`The person ${name}: ${error.message}`);
      });
    }
    // Both may need a moment, and what is shown may depend on files that arrive.
    const deadline = Date.now() + 15_000;
    for (;;) {
      const [expected, found] = [await plain.page.evaluate(shown), await translated.page.evaluate(shown)];
      if (expected === found) break;
      if (Date.now() > deadline) assert.equal(found, expected, `The person ${name}`);
      await plain.frames(2);
    }
  }
}

/** What is done on Progress by somebody who has practised for two years. */
const PROGRESS_ACTIONS = [
  ['opens Progress', go('#/progress')],
  ['opens a table', click('Show as a table')],
  ['looks at an earlier year', click('Earlier')],
  ['looks at an even earlier year', click('Earlier')],
  ['returns', click('Later')],
  ['looks at more weeks', click('52 weeks')],
  ['removes a session', (page) => page.evaluate(() => document.querySelector('.session-row .icon-button').click())],
  ['undoes that', click('Undo')],
  ['opens the form', click('Add a session')],
  ['saves it without minutes', click('Save')],
  ['types minutes', set('#session-minutes', '20')],
  ['types no day', set('#session-day', '')],
  ['saves it without a day', click('Save')],
  ['closes it', click('Cancel')],
];

describe('translation', () => {
  const suite = inChromium();

  test('a translated page shows the same as any other, whatever the person does', async () => {
    const [plain, translated] = [
      await App.open(suite.context, suite.url),
      await App.open(await suite.browser.newContext(), suite.url, { before: translate }),
    ];
    assert.match(await translated.page.locator('#title').textContent(), /^«.+»$/);
    await compare(plain, translated, ACTIONS);
    assert.deepEqual([...plain.errors, ...translated.errors], []);
  });

  test('a translated Progress follows the person, too', async () => {
    const history = longHistory(800);
    const [plain, translated] = [await App.openToday(suite.context, suite.url), await App.openToday(await suite.browser.newContext(), suite.url)];
    for (const app of [plain, translated]) {
      await store(app, history);
      await app.reload();
      // The week is the last that is drawn: it needs the library and the whole history.
      await app.page.waitForSelector('[data-streak="800"]');
    }
    await translated.page.evaluate(translate);
    await compare(plain, translated, PROGRESS_ACTIONS);
    assert.deepEqual([...plain.errors, ...translated.errors], []);
  });

  test('the running player follows the session', async () => {
    const app = await App.openToday(suite.context, suite.url);
    await app.page.evaluate(translate);
    await waitUntil(app.page, clickOn, 'Start');
    await app.page.waitForSelector('.player');
    await app.waitForAudio(false);
    await app.waitForProgress(2);
    const countdown = await app.countdown();
    await waitUntil(app.page, (from) => document.querySelector('.countdown').textContent !== from, `0:${countdown}`);
    for (let n = 0; n < 2; n += 1) {
      const step = await app.step();
      await waitUntil(app.page, clickOn, 'Skip this step');
      await app.waitForOtherStep(step);
    }
    // What the lock screen says is the truth.
    await waitUntil(app.page, () => {
      const pose = document.querySelector('.player__pose').textContent.replaceAll(/[«»]/g, '');
      return navigator.mediaSession.metadata.title.startsWith(pose);
    });
  });
});
