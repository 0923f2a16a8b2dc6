// Backups, as the app writes them (docs/adr/0030-backup.md), and choosing files in the app.

import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';

import { seal } from './app.mjs';

const PART_BYTES = 24 * 1024;

/**
 * A backup with these lines of the log, settings (as data) and recordings ({ text, bytes }). `app` and `made` are those of its
 * first line.
 */
export function backup({ entries = [], settings, recordings = [], app = '0.1.0', made = Date.UTC(2026, 10, 24) } = {}) {
  const header = {
    backup: 'unknot',
    v: 1,
    app,
    made: { utc_ms: made, offset_min: 0 },
    entries: entries.length,
    recordings: recordings.length,
  };
  const lines = [seal(header), ...(settings ? [seal({ v: 2, data: settings })] : []), ...entries, ...recordings.flatMap(partsOf)];
  const sums = [...new Set(lines)].map((line) => Number.parseInt(line.slice(-8), 16));
  const sum = sums.reduce((all, one) => (all ^ one) >>> 0, 0);
  return `${[...lines, seal({ backup: 'end', lines: sums.length, sum: hex(sum) })].join('\n')}\n`;
}

function partsOf({ text, bytes, type = 'audio/mp4' }) {
  const of = Math.max(1, Math.ceil(bytes.length / PART_BYTES));
  return Array.from({ length: of }, (_, index) => {
    const data = Buffer.from(bytes.subarray(index * PART_BYTES, (index + 1) * PART_BYTES)).toString('base64');
    return seal({ backup: 'recording', text, type, sum: hex(crc32(bytes)), part: index + 1, of, data });
  });
}

const hex = (sum) => sum.toString(16).padStart(8, '0');

/** The lines of a backup as objects. Fails unless each has its checksum, and the last one counts and sums up those before it. */
export function contentsOf(text) {
  assert.ok(text.endsWith('\n'), 'the file is cut off');
  const lines = text.slice(0, -1).split('\n');
  const sums = lines.map((line) => {
    const [json, sum] = [line.slice(0, line.lastIndexOf('\t')), line.slice(line.lastIndexOf('\t') + 1)];
    assert.equal(crc32(json), Number.parseInt(sum, 16), line.slice(0, 80));
    return crc32(json);
  });
  const parsed = lines.map((line) => JSON.parse(line.slice(0, line.lastIndexOf('\t'))));
  const [header, end] = [parsed[0], parsed.at(-1)];
  assert.equal(header.backup, 'unknot');
  assert.equal(end.backup, 'end');
  assert.equal(end.lines, lines.length - 1);
  assert.equal(Number.parseInt(end.sum, 16), sums.slice(0, -1).reduce((sum, line) => (sum ^ line) >>> 0, 0));
  return {
    header,
    sessions: parsed.filter(({ kind }) => kind === 'session'),
    settings: parsed.find(({ data, backup }) => data && !backup)?.data,
    recordings: parsed.filter(({ backup }) => backup === 'recording'),
  };
}

/** The lines of a history of `support/history.mjs`. */
export function linesOf({ local }) {
  return Object.values(local).flatMap((text) => text.split('\n').filter((line) => line !== ''));
}

// ---------------------------------------------------------------- run in the page

/** Chooses a file with this text, or with these bytes in base64, in the field before a button. */
export const choose = ({ button, text, base64 }) => {
  const content = base64 === undefined ? text : Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const chosen = new DataTransfer();
  chosen.items.add(new File([content], 'a-file'));
  const field = document.querySelector(button).previousElementSibling;
  field.files = chosen.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
};

/** Everything that is stored, but for what is remembered of restores. */
export const dump = async () => {
  const all = (name, store) =>
    new Promise((done, failed) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => done({});
      opening.onupgradeneeded = () => opening.transaction.abort();
      opening.onsuccess = () => {
        const stores = opening.result.transaction(store).objectStore(store);
        const [keys, values] = [stores.getAllKeys(), stores.getAll()];
        values.onerror = () => failed(values.error);
        values.onsuccess = () => {
          opening.result.close();
          done(Object.fromEntries(keys.result.map((key, place) => [key, values.result[place]])));
        };
      };
    });
  const local = { ...localStorage };
  const journal = await all('unknot', 'journal');
  for (const key of Object.keys(local)) if (!key.startsWith('unknot.') || key === 'unknot.restore') delete local[key];
  delete journal.restore;
  const recordings = await all('unknot-recordings', 'lines');
  // The mark of a database that has yet to be filled from the spare copy.
  delete recordings[''];
  for (const [text, { bytes, type }] of Object.entries(recordings)) recordings[text] = `${type} ${[...new Uint8Array(bytes)].join()}`;
  return { local, journal, recordings };
};

/** What a section of Your data shows, by the id of its heading. */
export const shown = (heading) => document.getElementById(heading)?.closest('section').innerText;

/**
 * Replaces the pickers of files, which can't be shown without a screen, by ones that choose a real file on the browser's own disk. As
 * in Chromium, choosing a place for a new file empties a file that is there. Runs before the app.
 */
export const replacePickers = (name) => {
  const file = async () => (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
  globalThis.showSaveFilePicker = async () => {
    const handle = await file();
    await (await handle.createWritable()).close();
    return handle;
  };
  globalThis.showOpenFilePicker = async () => [await file()];
};

/** The content of a file on the browser's own disk, or nothing if it is gone. */
export const readFile = async (name) => {
  const folder = await navigator.storage.getDirectory();
  try {
    return await (await (await folder.getFileHandle(name)).getFile()).text();
  } catch {
    return '';
  }
};

/** Writes a file on the browser's own disk. */
export const writeFile = async ([name, text]) => {
  const folder = await navigator.storage.getDirectory();
  const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await writable.write(text);
  await writable.close();
};

/** Clicks the button with a text. Returns whether there is one. */
export const clickButton = (text) => {
  const found = [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === text);
  found?.click();
  return found !== undefined;
};

/** Stores recordings of the person's own, as long as `size` bytes each. */
export const storeRecordings = ([texts, size]) =>
  new Promise((done, failed) => {
    const opening = indexedDB.open('unknot-recordings', 1);
    opening.onerror = failed;
    opening.onupgradeneeded = () => opening.result.createObjectStore('lines');
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('lines', 'readwrite');
      for (const text of texts) transaction.objectStore('lines').put({ bytes: new Uint8Array(size).fill(7).buffer, type: 'audio/wav' }, text);
      transaction.onerror = failed;
      transaction.oncomplete = () => {
        opening.result.close();
        done();
      };
    };
  });

/** Counts how often the page gets a turn. Runs in the page. */
export const countTurns = () => {
  globalThis.turns = 0;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    globalThis.turns += 1;
    port2.postMessage(0);
  };
  port2.postMessage(0);
};
