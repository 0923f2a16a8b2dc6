// A long history, as the app stores it: lines with a checksum, by month in localStorage and by id in the journal.

import { ENTRY_PREFIX, LOG_PREFIX, seal } from './app.mjs';
import { hoursEast } from './browsers.mjs';

const DAY_MILLIS = 86_400_000;
const HOUR_MILLIS = 3_600_000;
const ROUTINES = ['morning-mobility', 'breath-awareness', 'breathing-space', 'three-minute-reset'];

/** An id whose order is unrelated to the time, as that of the app's UUIDs. */
function idOf(number) {
  const hex = (Math.imul(number + 1, 0x9e37_79b1) >>> 0).toString(16).padStart(8, '0');
  return `${hex}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** The line of a finished session of ten minutes that started at `utc` and counts for the day of that date. */
export function sessionLine(number, utc, fields = {}) {
  return seal({
    v: 1,
    kind: 'session',
    id: idOf(number),
    at: { utc_ms: utc, offset_min: 0 },
    day: new Date(utc).toISOString().slice(0, 10),
    routine: ROUTINES[number % ROUTINES.length],
    planned: 600_000,
    practised: 600_000,
    outcome: 'finished',
    skipped: 0,
    ...fields,
  });
}

/**
 * Two sessions a day for `days` days up to yesterday in the browsers' time zone, a flare of ten days each spring, and its notes:
 * what is in localStorage (`local`) and in the journal (`journal`), by key.
 */
export function longHistory(days, now = Date.now() + hoursEast() * HOUR_MILLIS) {
  const [local, journal] = [{}, {}];
  const add = (line) => {
    const { id, day } = JSON.parse(line.slice(0, line.lastIndexOf('\t')));
    const month = `${LOG_PREFIX}${day.slice(0, 7)}`;
    local[month] = `${local[month] ?? ''}${line}\n`;
    journal[`${ENTRY_PREFIX}${id}`] = line;
  };
  const today = Math.floor(now / DAY_MILLIS) * DAY_MILLIS;
  for (let ago = days; ago > 0; ago -= 1) {
    const start = today - ago * DAY_MILLIS;
    for (const hour of [7, 20]) add(sessionLine(2 * ago + (hour === 20), start + hour * HOUR_MILLIS));
    const day = new Date(start).toISOString().slice(0, 10);
    const pace = { '04-01': 'rest', '04-05': 'small', '04-10': 'over' }[day.slice(5)];
    if (pace) add(seal({ v: 1, kind: 'flare', id: `flare-${day}`, at: { utc_ms: start + 1000, offset_min: 0 }, day, pace }));
  }
  return { local, journal };
}

/** Stores a history in both places, once the app has created them. Runs in the page. */
export const write = ({ local, journal }) =>
  new Promise((done, failed) => {
    for (const [key, text] of Object.entries(local)) localStorage.setItem(key, text);
    const opening = indexedDB.open('unknot');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('journal', 'readwrite');
      for (const [key, text] of Object.entries(journal)) transaction.objectStore('journal').put(text, key);
      transaction.onerror = () => failed(transaction.error);
      transaction.oncomplete = () => {
        opening.result.close();
        done();
      };
    };
  });

/** Stores a history in the profile of `app`, which has to be reloaded afterwards. */
export async function store(app, history) {
  await app.page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'unknot'));
  await app.page.evaluate(write, history);
}
