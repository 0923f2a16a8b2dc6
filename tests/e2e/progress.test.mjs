// Progress: the pictures agree with their sentences and tables, ten years are drawn with few elements, everything works with the
// keyboard, and the print has what matters.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { App, LOG_PREFIX, PHONE } from './support/app.mjs';
import { hoursEast } from './support/browsers.mjs';
import { longHistory, sessionLine, store } from './support/history.mjs';
import { misfits, setFontPercent } from './support/layout.mjs';
import { inChromium } from './support/suite.mjs';

const DAY_MILLIS = 86_400_000;
/** The width of a sheet of A4 within its margins, in CSS pixels. */
const PAPER = { width: 718, height: 1000 };
/** Far fewer elements than one for each of 7,300 sessions, or for each day of a year and of the weeks. */
const MOST_ELEMENTS = 1800;

/** The ink of the light theme. */
const LIGHT_INK = 'rgb(23, 49, 58)';

/** Today in the browsers' time zone, as milliseconds. */
const today = () => Math.floor((Date.now() + hoursEast() * 3_600_000) / DAY_MILLIS) * DAY_MILLIS;

/** A history with a session at eight in the morning, so many days ago: `[ago, fields]`. */
function historyOf(sessions) {
  const [local, journal] = [{}, {}];
  for (const [number, [ago, fields]] of sessions.entries()) {
    const line = sessionLine(number, today() - ago * DAY_MILLIS + 8 * 3_600_000, fields);
    const { id, day } = JSON.parse(line.slice(0, line.lastIndexOf('\t')));
    const key = `${LOG_PREFIX}${day.slice(0, 7)}`;
    local[key] = `${local[key] ?? ''}${line}\n`;
    journal[`entry.${id}`] = line;
  }
  return { local, journal };
}

/** How many days have a dot, and how many have practice. Runs in the page. */
const dots = () => {
  const count = (selector) =>
    [...document.querySelectorAll(`.year__days ${selector}`)].reduce((sum, path) => sum + path.getAttribute('d').split('h0').length - 1, 0);
  return { quiet: count('.dots--quiet'), practised: count('.dots:not(.dots--quiet)') };
};

/** The numbers of a table, by column. Runs in the page. */
const sums = (place) => {
  const rows = [...document.querySelectorAll('.picture-table')[place].querySelectorAll('tbody tr')];
  const cells = rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent.replaceAll(',', ''))));
  return { rows: rows.length, sums: [0, 1].map((column) => cells.reduce((sum, row) => sum + row[column], 0)) };
};

/** What sticks out of the paper, or is still there though it can't be used on paper. Runs in the page. */
const unprintable = () => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide, the paper ${clientWidth} px`] : [];
  for (const element of document.querySelectorAll('button, nav, summary, input, .session-row')) {
    if (element.checkVisibility()) found.push(`${element.localName}.${element.className} is printed`);
  }
  for (const element of document.querySelectorAll('.record *')) {
    const box = element.getBoundingClientRect();
    if (element.checkVisibility() && (box.left < -0.5 || box.right > clientWidth + 0.5)) found.push(`${element.localName} is cut off`);
  }
  return found;
};

describe('Progress', () => {
  const suite = inChromium();

  const open = async (history) => {
    const app = await App.openToday(suite.context, suite.url);
    if (history) {
      await store(app, history);
      await app.reload();
    }
    await app.goProgress();
    return app;
  };

  test('before the first session there is a way to it', async () => {
    const app = await open();
    await app.page.getByRole('link', { name: "See today's session" }).click();
    await app.page.waitForSelector('.offer');
    assert.deepEqual(app.errors, []);
  });

  test('after one session nothing looks missing', async () => {
    const app = await open(historyOf([[1]]));
    await app.page.getByText(/^Since .*, you have practised on 1 day\.$/).waitFor();
    assert.deepEqual(await app.page.evaluate(dots), { quiet: 1, practised: 1 });
    assert.equal(await app.page.locator('.session-row').count(), 1);
    for (const absent of ['What you did most', 'Your weeks', 'What hurt']) {
      assert.equal(await app.page.getByRole('heading', { name: absent }).count(), 0, absent);
    }
    assert.equal(await app.button('Earlier').count(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('ten years are drawn with few elements, and pictures, sentences and tables agree', async () => {
    const app = await open(longHistory(3650));
    await app.page.locator('.session-row').nth(19).waitFor();
    await app.page.locator('.dots--quiet').first().waitFor({ state: 'attached' });
    const days = await app.page.evaluate(dots);
    assert.deepEqual(days, { quiet: 1, practised: 364 }, 'all days but today');
    const count = await app.page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok(count < MOST_ELEMENTS, `${count} elements`);
    assert.ok((await app.page.locator('.session-row').count()) < 90);
    await app.page.getByText(/^In the last year, you practised on 364 days\./).waitFor();

    for (const summary of await app.page.locator('.picture-table > summary').all()) await summary.click();
    await app.page.locator('.picture-table table').nth(2).waitFor();
    const [year, most, weeks] = [await app.page.evaluate(sums, 0), await app.page.evaluate(sums, 1), await app.page.evaluate(sums, 2)];
    assert.ok(year.rows === 12 || year.rows === 13, `${year.rows} months`);
    assert.deepEqual(year.sums, [364, 7280]);
    assert.deepEqual(most, { rows: 4, sums: [728, 7280] });
    assert.equal(weeks.rows, 12);
    assert.ok(weeks.sums[0] >= 11 * 7 && weeks.sums[0] < 12 * 7, `${weeks.sums[0]} days`);
    assert.equal(weeks.sums[1], 20 * weeks.sums[0]);
    await app.page.getByText(`In these 12 weeks, you practised for ${weeks.sums[1].toLocaleString('en')} minutes.`).waitFor();
    await app.page.getByLabel('52 weeks').check();
    await app.page.waitForFunction(() => document.querySelectorAll('.picture-table')[2].querySelectorAll('tbody tr').length === 52);

    // An earlier year has all of its days. It is announced, as the person asked for it.
    const announced = app.page.locator('.record [role=status]').first();
    assert.equal(await announced.textContent(), '');
    await app.button('Earlier').click();
    const year1 = new Date(today() - 365 * DAY_MILLIS).getUTCFullYear();
    await app.page.locator('p').getByText(new RegExp(`^In ${year1}, you practised on 36[56] days\\.`)).waitFor();
    assert.match(await announced.textContent(), new RegExp(`^In ${year1}, you practised`));
    const earlier = await app.page.evaluate(sums, 0);
    assert.equal(earlier.rows, 12);
    assert.equal(earlier.sums[0], (await app.page.evaluate(dots)).practised);
    assert.deepEqual(app.errors, []);
  });

  test('nobody counts days in a flare', async () => {
    const app = await open(historyOf([[1], [2], [20]]));
    await app.page.getByText(/^Since .*, you have practised on 3 days\.$/).waitFor();
    await app.go('#/flare');
    await app.button('Yes, go gently').click();
    await app.page.getByRole('heading', { name: 'Breathe and rest' }).waitFor();
    await app.goProgress();
    await app.page.getByText('Each dot is a day. The bigger the dot, the longer you practised.').waitFor();
    await app.page.getByText('Each bar is a week. The taller the bar, the longer you practised.').waitFor();
    assert.equal(await app.page.getByText(/you( have)? practised on/).count(), 0);
    assert.equal(await app.page.locator('.most').getByText('times').count(), 0);
    assert.ok(await app.page.locator('.dots__flare').first().getAttribute('d'));
    assert.deepEqual(app.errors, []);
  });

  test('everything can be done with the keyboard, and the focus stays', async () => {
    const app = await open(longHistory(800));
    await app.button('Earlier').waitFor();
    const focused = () =>
      app.page.evaluate(() => ({ tag: document.activeElement.localName, text: document.activeElement.textContent.trim() }));
    const tabTo = async (text) => {
      for (let stop = 0; stop < 40; stop += 1) {
        await app.page.keyboard.press('Tab');
        if ((await focused()).text.startsWith(text)) return;
      }
      throw new Error(`The keyboard does not reach ${text}`);
    };
    const name = app.page.locator('.year-choice strong');
    await tabTo('Earlier');
    // To the first year, and once more where nothing is earlier.
    let last;
    while (last !== (await name.textContent())) {
      last = await name.textContent();
      await app.page.keyboard.press('Enter');
      await app.frames(2);
    }
    assert.deepEqual(await focused(), { tag: 'button', text: 'Earlier' });
    assert.equal(await app.button('Earlier').getAttribute('aria-disabled'), 'true');
    await tabTo('Later');
    await app.page.keyboard.press('Space');
    await tabTo('Show as a table');
    await app.page.keyboard.press('Enter');
    await app.page.locator('.picture-table table').first().waitFor();

    await app.page.locator('.fold:not([open]) > summary').first().focus();
    const rows = await app.page.locator('.session-row').count();
    await app.page.keyboard.press('Enter');
    await app.page.waitForFunction((before) => document.querySelectorAll('.session-row').length > before, rows);
    assert.equal((await focused()).tag, 'summary');
    await app.page.keyboard.press('Enter');
    await app.page.waitForFunction((before) => document.querySelectorAll('.session-row').length === before, rows);
    assert.deepEqual(app.errors, []);
  });

  test('the print has the pictures, in light colours, and nothing is cut off', async () => {
    const hurts = [{ pose: 'glute-bridge', swap: 'easier' }];
    const sessions = Array.from({ length: 60 }, (_, n) => [3 * n + 1, n === 2 ? { hurts } : {}]);
    const app = await open(historyOf(sessions));
    await app.page.getByRole('heading', { name: 'What hurt' }).waitFor();
    await app.page.evaluate(() => {
      globalThis.print = () => {
        globalThis.printed = (globalThis.printed ?? 0) + 1;
      };
    });
    await app.button('Print this page').click();
    assert.equal(await app.page.evaluate(() => globalThis.printed), 1);
    await app.page.setViewportSize(PAPER);
    await app.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    assert.deepEqual(await app.page.evaluate(unprintable), []);
    for (const heading of ['Progress', 'Your year', 'What you did most', 'Your weeks', 'What hurt']) {
      assert.ok(await app.page.getByRole('heading', { name: heading, exact: true }).isVisible(), heading);
    }
    assert.ok(await app.page.getByText(/^Printed on /).isVisible());
    assert.ok(await app.page.locator('.record__printed').getByText(/^Total: 60 sessions, /).isVisible());
    assert.ok(await app.page.getByText('Goal: 4 days a week').isVisible());
    assert.ok(!(await app.page.getByRole('heading', { name: 'Sessions' }).isVisible()));
    const ink = await app.page.evaluate(() => getComputedStyle(document.querySelector('.record h2')).color);
    assert.equal(ink, LIGHT_INK);
    const height = await app.page.evaluate(() => document.querySelector('main').getBoundingClientRect().height);
    assert.ok(height < 2 * PAPER.height, `${height} px are more than two pages`);
    assert.deepEqual(app.errors, []);
  });

  test('it fits from right to left, in small windows and with large text', async () => {
    const app = await open(longHistory(500));
    await app.button('Earlier').waitFor();
    for (const summary of await app.page.locator('.picture-table > summary').all()) await summary.click();
    await app.page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    for (const size of [{ width: 320, height: 568 }, PHONE, { width: 844, height: 390 }]) {
      for (const percent of [100, 200]) {
        await app.page.setViewportSize(size);
        await setFontPercent(app.page, percent);
        assert.deepEqual(await app.page.evaluate(misfits), [], `${size.width}x${size.height}, ${percent} %`);
      }
    }
    // The newest days are at the left.
    const mirrored = await app.page.evaluate(() => getComputedStyle(document.querySelector('.year__days')).scale);
    assert.equal(mirrored, '-1 1');
    assert.deepEqual(app.errors, []);
  });
});
