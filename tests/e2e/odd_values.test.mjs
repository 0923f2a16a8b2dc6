// Odd values that a browser or an earlier version hands over: language, time zone, start of the day, clock. Whatever they are, the app
// starts and draws Today and Progress, and a session goes on.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, seal, SETTINGS } from './support/app.mjs';
import { waitUntil } from './support/browsers.mjs';
import { inChromium } from './support/suite.mjs';

const LANGUAGES = [
  ...['en-US@posix', 'C', 'POSIX', 'en_US', 'en_GB.UTF-8', 'en-', 'en--US', 'EN', 'e', '', ' ', 'en\u0000', '\ud800', 'undefined', '🧘'],
  ...['x'.repeat(40), `en-${'x'.repeat(40)}`, 'en-x-private', 'i-klingon', 'en-GB-oed', 'en-Latn-AQ', 'en-001', 'en-u-ca-buddhist'],
  ...['en-u-nu-arab', 'en-u-nu-hanidec-ca-islamic-hc-h24', 'en-u-ca-nonsense', 'en-u-tz-utc', 'en-t-de', 'sl-rozaj-biske', 'ar-EG', 'fa'],
  ...['zh-Hant-HK', 'th-TH-u-nu-thai', 'mul', 'und', 'zxx', 'tlh', 'qps-ploc', 'en-US-u-va-posix', null, 42, {}, []],
];
const ZONES = [
  ...['UTC', 'Pacific/Kiritimati', 'Pacific/Marquesas', 'Asia/Kathmandu', 'Antarctica/Troll', 'America/Adak', 'Pacific/Apia'],
  ...['Africa/Casablanca', 'Australia/Lord_Howe', 'Europe/London', 'Etc/GMT+12', 'Etc/GMT-14', 'America/St_Johns'],
];
const DAY_STARTS = [0, 1, 240, 360, 361, 1439, 1440, -1, 65_536, 1.5, '240', null, {}];
const CLOCKS = ['1970-01-01T00:00:00Z', '2001-03-01T12:00:00Z', '2038-01-19T03:14:08Z', '2100-03-01T00:30:00Z', '2026-03-29T01:30:00Z'];
const ROUNDS = 300;

/** A generator of numbers below a limit, the same in each run. */
function numbers(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

// ------------------------------------------------------------------ run in the page

/** Lets a test set the language and the clock of the page, at once and later. */
const makeAdjustable = ({ language, clock }) => {
  globalThis.odd = { language, ahead: clock === undefined ? 0 : clock - Date.now() };
  for (const name of ['language', 'languages']) {
    Object.defineProperty(navigator, name, {
      get: () => (name === 'language' ? globalThis.odd.language : [globalThis.odd.language]),
      configurable: true,
    });
  }
  const Own = Date;
  const now = () => Own.now() + globalThis.odd.ahead;
  globalThis.Date = class extends Own {
    constructor(...given) {
      super(...(given.length === 0 ? [now()] : given));
    }

    static now() {
      return now();
    }
  };
};

/** Sets the values, draws Progress and Today again, and returns what Today shows. */
const draw = async ({ language, clock, settings: { key, text } }) => {
  globalThis.odd.language = language;
  if (clock !== undefined) globalThis.odd.ahead += clock - Date.now();
  localStorage.setItem(key, text);
  dispatchEvent(new StorageEvent('storage', { key }));
  const frames = async (count) => {
    for (let n = 0; n < count; n += 1) await new Promise(requestAnimationFrame);
  };
  const title = () => document.querySelector('#title')?.textContent;
  for (const [route, isThere] of [['#/progress', () => title() === 'Progress'], ['#/', () => document.querySelector('.offer')]]) {
    location.hash = route;
    for (let n = 0; !isThere(); n += 1) {
      if (n > 300) return { missing: route };
      await frames(1);
    }
  }
  await frames(1);
  return {
    date: document.querySelector('.today__date').textContent,
    failed: document.documentElement.dataset.start === 'failed',
    left: document.querySelector('.return-bar__time').textContent,
  };
};

// ------------------------------------------------------------------

const suite = inChromium();
const settings = (dayStart) => ({ key: SETTINGS, text: seal({ v: 2, data: { voice: false, safety_read: true, day_start_min: dayStart } }) });

describe('odd values', () => {
  test(`${ROUNDS} of language, time zone, start of the day and clock, while a session runs`, async () => {
    const random = numbers(16);
    const pick = (list) => list[random(list.length)];
    const app = await App.openToday(suite.context, suite.url, { before: makeAdjustable, argument: { language: 'en-GB' } });
    const devtools = await suite.context.newCDPSession(app.page);
    await app.startSession('yoga-full-20');
    const started = await app.left();
    for (let round = 0; round < ROUNDS; round += 1) {
      const [language, zone] = [LANGUAGES[round % LANGUAGES.length], pick(ZONES)];
      const clock = random(4) === 0 ? Date.parse(pick(CLOCKS)) : undefined;
      const dayStart = pick(DAY_STARTS);
      await devtools.send('Emulation.setTimezoneOverride', { timezoneId: zone });
      const shown = await app.page.evaluate(draw, { language, clock, settings: settings(dayStart) });
      const values = JSON.stringify({ round, language, zone, clock, dayStart });
      assert.ok(!shown.missing && !shown.failed, `${values}: ${JSON.stringify(shown)}\n${app.errors.join('\n')}`);
      assert.match(shown.date, /^Good \w+ · .*\d|^Good \w+ · \p{L}/u, values);
    }
    await app.go('#/session/yoga-full-20');
    await app.page.waitForSelector('.player');
    const left = await app.left();
    await app.playAt(16);
    await app.waitForLeft(Math.min(left, started) - 60);
    await app.end();
    const [record] = await app.waitForEntries(1);
    assert.ok(record.practised >= 60_000, JSON.stringify(record));
    assert.deepEqual(app.errors, []);
  });

  test('a clock that is set back by a year in mid-session costs nothing', async () => {
    const app = await App.openToday(suite.context, suite.url, { before: makeAdjustable, argument: { language: 'en-GB' } });
    await app.start();
    await app.waitForProgress(2);
    const left = await app.left();
    await app.page.evaluate(() => {
      globalThis.odd.ahead -= 365 * 86_400_000;
    });
    await app.waitForProgress(2);
    assert.ok((await app.left()) > left - 60, 'The countdown has jumped');
    await app.end();
  });

  for (const [n, language] of ['en-US@posix', 'C', 'x'.repeat(40), '', null].entries()) {
    const clock = CLOCKS[n % CLOCKS.length];
    test(`the app starts with the language ${JSON.stringify(language)}, in ${ZONES[n]}, on ${clock}`, async () => {
      await suite.context.close();
      suite.context = await suite.browser.newContext({ timezoneId: ZONES[n] });
      const app = await App.openToday(suite.context, suite.url, {
        before: makeAdjustable,
        argument: { language, clock: Date.parse(clock) },
      });
      await app.start();
      await app.playAt(16);
      await app.waitForProgress(60);
      await app.end();
      await waitUntil(app.page, () => document.querySelector('.done__time') !== null);
      assert.deepEqual(app.errors, []);
    });
  }
});
