// Each interface of the browser that `src/platform` uses is there and throws, one after the other. Whatever it is, the app starts,
// says what is missing where that matters, and a session can be begun, practised and ended.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { App, DIST, PHONE, seal, SETTINGS } from './support/app.mjs';
import { launchChromium, waitUntil } from './support/browsers.mjs';
import { serve } from './support/serve.mjs';

/** Part of what the player says. */
const NO_SOUND = "can't play here";

/**
 * The interfaces: `object.member` for a method or a constructor, with `get` or `set` for an accessor. A member of an instance is
 * that of its prototype. `says` is part of what the player says.
 */
const INTERFACES = [
  // Sound.
  { member: 'Audio', says: NO_SOUND },
  { member: 'HTMLMediaElement.prototype.play', says: NO_SOUND },
  { member: 'HTMLMediaElement.prototype.pause' },
  { member: 'HTMLMediaElement.prototype.load' },
  { member: 'HTMLMediaElement.prototype.src', accessor: 'set', says: NO_SOUND },
  { member: 'HTMLMediaElement.prototype.preload', accessor: 'set' },
  { member: 'HTMLMediaElement.prototype.paused', accessor: 'get' },
  { member: 'HTMLMediaElement.prototype.currentTime', accessor: 'get', says: NO_SOUND },
  { member: 'HTMLMediaElement.prototype.currentTime', accessor: 'set' },
  { member: 'Blob', says: NO_SOUND },
  { member: 'Blob.prototype.slice' },
  { member: 'URL.createObjectURL', says: NO_SOUND },
  { member: 'URL.revokeObjectURL' },
  { member: 'navigator.audioSession', accessor: 'get' },
  { member: 'OfflineAudioContext' },
  { member: 'OfflineAudioContext.prototype.decodeAudioData' },
  { member: 'AudioBuffer.prototype.getChannelData' },
  // The phone's own voice.
  { member: 'speechSynthesis', accessor: 'get', speaks: true },
  { member: 'SpeechSynthesis.prototype.getVoices', speaks: true },
  { member: 'SpeechSynthesis.prototype.speak', speaks: true },
  { member: 'SpeechSynthesis.prototype.cancel', speaks: true },
  { member: 'SpeechSynthesisUtterance', speaks: true },
  { member: 'SpeechSynthesisUtterance.prototype.voice', accessor: 'set', speaks: true },
  { member: 'SpeechSynthesisUtterance.prototype.lang', accessor: 'set', speaks: true },
  { member: 'SpeechSynthesisUtterance.prototype.rate', accessor: 'set', speaks: true },
  { member: 'SpeechSynthesisUtterance.prototype.volume', accessor: 'set', speaks: true },
  // Lock screen, wake lock, vibration.
  { member: 'Navigator.prototype.mediaSession', accessor: 'get' },
  { member: 'MediaMetadata' },
  { member: 'MediaSession.prototype.metadata', accessor: 'set' },
  { member: 'MediaSession.prototype.playbackState', accessor: 'set' },
  { member: 'MediaSession.prototype.setActionHandler' },
  { member: 'MediaSession.prototype.setPositionState' },
  { member: 'Navigator.prototype.wakeLock', accessor: 'get' },
  { member: 'WakeLock.prototype.request' },
  { member: 'WakeLockSentinel.prototype.release' },
  { member: 'WakeLockSentinel.prototype.released', accessor: 'get' },
  { member: 'Navigator.prototype.vibrate' },
  { member: 'Navigator.prototype.vibrate', accessor: 'get' },
  // Storage.
  { member: 'localStorage', accessor: 'get' },
  { member: 'Storage.prototype.getItem' },
  { member: 'Storage.prototype.setItem' },
  { member: 'Storage.prototype.removeItem' },
  { member: 'Storage.prototype.key' },
  { member: 'Storage.prototype.length', accessor: 'get' },
  { member: 'indexedDB', accessor: 'get' },
  { member: 'IDBFactory.prototype.open' },
  { member: 'IDBDatabase.prototype.transaction' },
  { member: 'IDBDatabase.prototype.createObjectStore' },
  { member: 'IDBTransaction.prototype.objectStore' },
  { member: 'IDBObjectStore.prototype.put' },
  { member: 'IDBObjectStore.prototype.delete' },
  { member: 'IDBObjectStore.prototype.getAll' },
  { member: 'IDBObjectStore.prototype.getAllKeys' },
  { member: 'IDBRequest.prototype.result', accessor: 'get' },
  { member: 'Navigator.prototype.storage', accessor: 'get' },
  { member: 'StorageManager.prototype.persist' },
  { member: 'StorageManager.prototype.persisted' },
  { member: 'Navigator.prototype.locks', accessor: 'get' },
  { member: 'LockManager.prototype.request' },
  { member: 'LockManager.prototype.query' },
  { member: 'caches', accessor: 'get' },
  { member: 'CacheStorage.prototype.open' },
  { member: 'CacheStorage.prototype.keys' },
  { member: 'Cache.prototype.match' },
  { member: 'Cache.prototype.put' },
  { member: 'Cache.prototype.delete' },
  // The network, and versions of the app.
  { member: 'AbortSignal.timeout' },
  { member: 'Response.prototype.arrayBuffer' },
  { member: 'Navigator.prototype.serviceWorker', accessor: 'get' },
  { member: 'ServiceWorkerContainer.prototype.controller', accessor: 'get' },
  { member: 'ServiceWorkerContainer.prototype.register' },
  { member: 'ServiceWorkerContainer.prototype.getRegistration' },
  { member: 'ServiceWorkerRegistration.prototype.waiting', accessor: 'get' },
  { member: 'ServiceWorkerRegistration.prototype.installing', accessor: 'get' },
  { member: 'ServiceWorkerRegistration.prototype.update' },
  { member: 'ServiceWorker.prototype.state', accessor: 'get' },
  // Language, dates, ids.
  { member: 'Navigator.prototype.language', accessor: 'get' },
  { member: 'Intl', accessor: 'get' },
  { member: 'Intl.DateTimeFormat' },
  { member: 'Intl.DateTimeFormat.prototype.format', accessor: 'get' },
  { member: 'Intl.NumberFormat' },
  { member: 'Intl.NumberFormat.prototype.format', accessor: 'get' },
  { member: 'Intl.PluralRules' },
  { member: 'Intl.PluralRules.prototype.select' },
  { member: 'Intl.DisplayNames' },
  { member: 'Intl.DisplayNames.prototype.of' },
  { member: 'Date.prototype.getTimezoneOffset' },
  { member: 'crypto', accessor: 'get' },
  { member: 'Crypto.prototype.randomUUID' },
  // The page.
  { member: 'CustomEvent' },
  { member: 'matchMedia' },
  { member: 'MediaQueryList.prototype.matches', accessor: 'get' },
  { member: 'Document.prototype.visibilityState', accessor: 'get' },
  { member: 'Document.prototype.title', accessor: 'set' },
  { member: 'Document.prototype.activeElement', accessor: 'get' },
  { member: 'HTMLElement.prototype.focus' },
  { member: 'Element.prototype.matches' },
  { member: 'HTMLDialogElement.prototype.showModal' },
  { member: 'scrollTo' },
  { member: 'scrollY', accessor: 'get' },
  { member: 'requestAnimationFrame' },
  { member: 'cancelAnimationFrame' },
  { member: 'performance', accessor: 'get' },
  { member: 'Performance.prototype.now' },
  { member: 'MessageChannel' },
  { member: 'MessagePort.prototype.postMessage' },
  { member: 'MessagePort.prototype.onmessage', accessor: 'set' },
  { member: 'MessagePort.prototype.close' },
  { member: 'Element.prototype.animate' },
  { member: 'Animation.prototype.play' },
  { member: 'Animation.prototype.pause' },
  { member: 'Animation.prototype.cancel' },
  { member: 'Animation.prototype.currentTime', accessor: 'get' },
  { member: 'Animation.prototype.currentTime', accessor: 'set' },
  { member: 'Animation.prototype.playState', accessor: 'get' },
  { member: 'launchQueue', accessor: 'get' },
  { member: 'LaunchQueue.prototype.setConsumer' },
];

// ------------------------------------------------------------------ run in the page

/** Makes a member of an interface throw, unless Playwright's own script uses it. */
const breakMember = ({ member, accessor }) => {
  const names = member.split('.');
  const name = names.pop();
  const owner = names.reduce((object, part) => object?.[part], globalThis);
  if (!owner) return;
  const own = Object.getOwnPropertyDescriptor(owner, name) ?? { configurable: true };
  const fail = () => {
    if (new Error().stack.includes('UtilityScript')) return own.get ? own.get.call(globalThis) : own.value;
    throw new TypeError(`${member} is broken`);
  };
  if (accessor) Object.defineProperty(owner, name, { get: own.get, set: own.set, [accessor]: fail, configurable: true });
  // A function, which can be called with and without `new`.
  else Object.defineProperty(owner, name, { value: function broken() { return fail(); }, configurable: true, writable: true });
};

/** A local English voice: a headless browser has none. */
const addVoice = () => {
  const voice = { lang: 'en-GB', localService: true, default: true, name: 'Test', voiceURI: 'test' };
  SpeechSynthesis.prototype.getVoices = () => [voice];
};

const storeSettings = ({ key, text }) => localStorage.setItem(key, text);

const left = () => document.querySelector('.player__left')?.textContent;

// ------------------------------------------------------------------

describe('a browser whose interface throws', { concurrency: 2 }, () => {
  let browser;
  let server;
  before(async () => {
    server = await serve(DIST);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  for (const one of INTERFACES) {
    test(`${one.member}${one.accessor ? ` (${one.accessor})` : ''}`, async () => {
      const context = await browser.newContext({ viewport: PHONE });
      try {
        await practise(context, server.url, one);
      } finally {
        await context.close();
      }
    });
  }
});

/** A first visit: the safety page, Today, a session until its countdown moves, its end. */
async function practise(context, url, one) {
  const app = new App(await context.newPage(), url);
  const { page } = app;
  if (one.speaks) {
    await page.addInitScript(addVoice);
    await page.addInitScript(storeSettings, { key: SETTINGS, text: seal({ v: 1, data: { voice: true, phones_voice: true } }) });
  }
  await page.addInitScript(breakMember, one);
  await page.goto(url);
  const check = async (what, holds, argument) => {
    await waitUntil(page, holds, argument, { within: 20_000 }).catch(async (error) => {
      const text = await page.evaluate(() => document.body.innerText.slice(0, 300));
      throw new Error(`${what}: ${text}\n${app.errors.join('\n').slice(0, 600)}\n${error.message.slice(0, 80)}`);
    });
  };
  // In a task of its own, without Playwright's script on the stack.
  const press = (selector) => page.evaluate((found) => void setTimeout(() => document.querySelector(found).click()), selector);
  await check('The app does not start', () => document.querySelector('#title') && !document.querySelector('#splash'));
  await press('#main .bottom-action .button');
  await check('Today does not come', () => document.querySelector('.offer'));
  await press('.offer .button--main');
  await check('The session does not begin', () => /^\d/.test(document.querySelector('.player__left')?.textContent));
  const first = await page.evaluate(left);
  await check('The session stands still', (start) => document.querySelector('.player__left').textContent !== start, first);
  if (one.says) {
    await check('It says nothing', (words) => document.querySelector('.player__trouble').textContent.includes(words), one.says);
  }
  await press('.player__end');
  await check('It does not ask about the end', () => document.querySelector('dialog'));
  await press('dialog button[type=button]');
  await check('The session does not end', () => document.querySelector('.done'));
  const crash = await page.evaluate(() => document.documentElement.dataset.start === 'failed');
  assert.ok(!crash);
  assert.deepEqual(app.errors.filter((error) => /wasm|unreachable|recursive/.test(error)), []);
}
