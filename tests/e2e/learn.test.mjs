// Safety and articles: warning signs, the emergency number, and statements with sources.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { App, DIST, PHONE } from './support/app.mjs';
import { launchChromium } from './support/browsers.mjs';
import { serve } from './support/serve.mjs';

const LIBRARY = /\/unknot-library-[0-9a-f]{16}\.wasm$/;

describe('safety and articles', { timeout: 180_000 }, () => {
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

  const openContext = async (t, options) => {
    const context = await browser.newContext({ viewport: PHONE, ...options });
    t.after(() => context.close());
    return context;
  };

  test('emergency number and crisis line are those of the locale’s country, or a general text', async (t) => {
    for (const [locale, country, number, crisis] of [
      ['en-GB', 'United Kingdom', '999', 'Samaritans: call 116 123'],
      ['en-US', 'United States', '911', 'Suicide and Crisis Lifeline: call 988'],
      ['de-DE', 'Germany', '112'],
      ['en'],
    ]) {
      const app = await App.openToday(await openContext(t, { locale }), server.url);
      await app.go('#/safety');
      await app.page.getByRole('heading', { name: 'Worth an appointment' }).waitFor();
      const call = app.page.locator('a.button--main[href^="tel:"]');
      if (number) assert.equal(await call.getAttribute('href'), `tel:${number}`, locale);
      if (country) assert.equal(await call.textContent(), `${country}: call ${number}`);
      else await app.page.getByText('Call the emergency number of the country you are in.').waitFor();
      assert.equal(await call.count(), number ? 1 : 0, locale);
      // The crisis line, after the sign that it is for.
      if (crisis) await app.page.getByRole('link', { name: crisis }).waitFor();
      else await app.page.getByText('Search the internet for “crisis line”').waitFor();
      assert.equal(await app.page.locator('a[href^="tel:"]').count(), (number ? 1 : 0) + (crisis ? 1 : 0), locale);
      assert.deepEqual(app.errors, []);
    }
  });

  test('warning signs are available before the first session, the most urgent ones without a network', async (t) => {
    const context = await openContext(t);
    await context.route(LIBRARY, (route) => route.abort());
    const app = await App.open(context, server.url);
    await app.page.getByRole('link', { name: 'All signs, and where this comes from' }).click();
    await app.page.getByRole('link', { name: 'Done' }).waitFor();
    assert.equal(await app.title(), 'Before you start');
    await app.page.getByText('New numbness between your legs').waitFor();
    await context.unroute(LIBRARY);
    await app.go('#/');
    await app.acceptSafety();
  });

  test('articles are linked from settings, and each number leads to a source', async (t) => {
    const app = await App.openToday(await openContext(t), server.url);
    await app.go('#/settings');
    await app.page.getByRole('link', { name: 'About back pain' }).click();
    await app.page.getByRole('link', { name: /^Acupuncture/ }).click();
    await app.page.getByText('Here the guidelines contradict each other.').waitFor();
    // What each of them says is folded.
    const each = app.page.getByText('Doctors should not offer it.');
    assert.equal(await each.isVisible(), false);
    await app.page.getByText('What each of them says').click();
    await each.waitFor();
    const sources = await app.page.locator('main details ol li').allTextContents();
    const marks = await app.page.locator('.source').allTextContents();
    const numbers = marks.flatMap((mark) => mark.match(/\d+/g));
    assert.ok(numbers.length >= 5);
    for (const number of numbers) assert.match(sources[number - 1], /\(\d{4}\)$/);
    assert.equal(new Set(numbers).size, sources.length, 'a source belongs to no statement');
    // Advice that rests on no study has no number, and the list says so.
    const advice = app.page.locator('main ol li', { hasText: 'agree on a number, such as six visits' });
    assert.equal(await advice.locator('.source').count(), 0);
    assert.ok(!sources.some((source) => source.includes('commonly say')));
    await app.page.getByText('Sources', { exact: true }).click();
    await app.page.getByText(/^Last checked against the sources: .*2026/).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('an article begins in short, asks what people ask, and has pictures beside its steps', async (t) => {
    const app = await App.openToday(await openContext(t), server.url);
    await app.go('#/learn/back-pain');
    await app.page.getByRole('heading', { name: 'In short' }).waitFor();
    const headings = await app.page.locator('main h2').allTextContents();
    assert.deepEqual(headings.slice(0, 4), ['In short', 'How common is it?', 'Why does it hurt?', 'Will it go away?']);
    const details = app.page.getByText('In a large study in the United States');
    assert.equal(await details.isVisible(), false);
    await app.page.getByText('More about the studies').click();
    await details.waitFor();
    await app.go('#/learn/lifting');
    const step = app.page.locator('main section ol li').first();
    await step.locator('svg').waitFor();
    await step.getByRole('link', { name: /Lift a bag from a chair$/ }).click();
    await app.page.getByRole('heading', { name: 'Lift a bag from a chair', level: 1 }).waitFor();
    assert.deepEqual(app.errors, []);
  });

  test('what is written down stays on the device, and is the same on all pages that ask for it', async (t) => {
    const app = await App.openToday(await openContext(t), server.url);
    await app.go('#/learn/second-opinion');
    await app.page.getByLabel('My note').fill('Will my leg get better?\nWhat if I wait?');
    await app.reload();
    await app.go('#/learn/surgery');
    assert.equal(await app.page.getByLabel('My note').inputValue(), 'Will my leg get better?\nWhat if I wait?');
    await app.go('#/learn/heat-ice');
    await app.page.getByRole('heading', { name: 'Try this' }).waitFor();
    assert.equal(await app.page.getByLabel('My note').count(), 0);
    assert.deepEqual(app.errors, []);
  });

  test('an article ends with what to do, and leads to a session and to another article', async (t) => {
    const app = await App.openToday(await openContext(t), server.url);
    await app.go('#/learn/pacing');
    await app.page.getByRole('heading', { name: 'Try this' }).waitFor();
    assert.equal(await app.page.locator('main section ol li').count(), 3);
    await app.page.getByRole('link', { name: 'Read: How to do more' }).click();
    await app.page.getByRole('heading', { name: 'How to do more' }).waitFor();
    await app.page.getByRole('link', { name: 'Session: Core stability' }).click();
    await app.page.getByRole('heading', { name: 'Core stability', level: 1 }).waitFor();
    assert.deepEqual(app.errors, []);
  });
});
