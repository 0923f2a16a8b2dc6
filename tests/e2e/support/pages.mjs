// Every page and state of a page, in an order in which each can be reached from the one before. Tests and tools walk through them.

import { backup, choose, linesOf, replacePickers, writeFile } from './backup.mjs';
import { longHistory } from './history.mjs';

/** A backup file on the browser's own disk. */
const KEPT_FILE = 'unknot-backup.txt';
/** Settings that differ from a new profile's, and don't change how pages look. */
const THEIRS = { voice: false, safety_read: true, note: 'Left hip', favourites: ['body-scan'], preparation: 20 };
const RECORDINGS = [{ text: 'Lie on your back.', bytes: new Uint8Array(3000) }];

/** A backup with lines that can't be read. */
function damagedBackup() {
  const lines = backup({ entries: linesOf(longHistory(60)), settings: THEIRS, recordings: RECORDINGS }).split('\n');
  return lines.map((line, number) => ([10, 20].includes(number) ? line.slice(5) : line)).join('\n');
}

/** The table of another app, whose dates may begin with the day or with the month, and lines that can't be read. */
const TABLE = [
  'Started At,Duration,Preset,Activity',
  '05/04/2026 08:21:14,0:45:0,,Meditation',
  '02/03/2026 08:21:14,0:10:0,,Meditation',
  'soon,0:10:0,,',
  '05/04/2026 08:21:14,,,',
  '05/04/2026',
  '',
].join('\n');

/** Each page or state of a page: its name, and how to reach it from the one before. */
export const PAGES = [
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
  ['your data', at('#/your-data')],
  [
    'your data, with a backup that can be saved',
    async (app) => {
      await app.button('Make a backup').click();
      await app.button('Save the file').waitFor();
    },
  ],
  [
    'your data, with a backup to restore',
    async (app) => {
      await app.page.evaluate(choose, { button: '#restore-choose', text: damagedBackup() });
      await app.page.getByRole('heading', { name: 'In this backup' }).waitFor();
    },
  ],
  [
    'your data, after a restore',
    async (app) => {
      await app.button('Restore').click();
      await app.button('Undo the restore').waitFor();
    },
  ],
  [
    'your data, with sessions of another app',
    async (app) => {
      await app.button('Undo the restore').click();
      await app.page.getByText('has been undone').waitFor();
      await app.page.evaluate(choose, { button: '#other-apps-choose', text: TABLE });
      await app.page.getByRole('heading', { name: 'In this file' }).waitFor();
    },
  ],
  [
    'your data, with a kept file that holds more',
    async (app) => {
      await app.button('Cancel').click();
      await app.page.evaluate(replacePickers, KEPT_FILE);
      await app.page.evaluate(writeFile, [KEPT_FILE, backup({ entries: linesOf(longHistory(3)) })]);
      await app.button('Use a backup I already have').click();
      await app.button('See what is in it').waitFor();
    },
  ],
  [
    'sounds',
    async (app) => {
      await app.button('Stop saving to this file').click();
      await app.button('Choose a new file').waitFor();
      await at('#/sounds')(app);
    },
  ],
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
    'player, ready, without sound',
    async (app) => {
      await app.button('Sound').click();
      await app.page.getByLabel('All sound off').check();
      await app.button('Done').click();
      await app.button('Turn sound on').waitFor();
    },
  ],
  [
    'player, running',
    async (app) => {
      await app.button('Turn sound on').click();
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
    'sounds of a session',
    async (app) => {
      await app.button('Sound').click();
      await app.page.waitForSelector('#sound');
    },
  ],
  [
    '“This hurts” dialog',
    async (app) => {
      await app.button('Done').click();
      await app.page.waitForSelector('#sound', { state: 'detached' });
      await app.button('This hurts').click();
      await app.page.waitForSelector('#hurt');
    },
  ],
  [
    'end dialog',
    async (app) => {
      await app.button('Carry on as before').click();
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
    'progress, with a table',
    async (app) => {
      await app.page.locator('.picture-table > summary').first().click();
      await app.page.waitForSelector('.picture-table table');
    },
  ],
  [
    'progress, with rest days',
    async (app) => {
      await app.page.locator('.rest > summary').click();
      await app.button('Set rest days').click();
      await app.page.waitForSelector('.rest li');
    },
  ],
  [
    'progress, adding a session',
    async (app) => {
      await app.button('Add a session').click();
      await app.button('Save').click();
      await app.page.getByText('from 1 to 600').waitFor();
    },
  ],
  [
    'progress, editing a session',
    async (app) => {
      await app.page.keyboard.press('Escape');
      await app.page.waitForSelector('dialog', { state: 'detached' });
      await app.page.locator('.session-row__edit').first().click();
      await app.page.waitForSelector('dialog textarea');
    },
  ],
  [
    'progress, with an edit to undo',
    async (app) => {
      await app.page.locator('dialog textarea').fill('Slept badly.');
      await app.button('Save').click();
      await app.page.getByText('Session changed.').waitFor();
    },
  ],
  ['today, after a session', async (app) => app.goToday()],
  [
    'flare',
    async (app) => {
      await app.page.getByRole('link', { name: 'A flare-up? Go gently' }).click();
      await app.button('Yes, go gently').click();
      await app.page.getByRole('heading', { name: 'Breathe and rest' }).waitFor();
    },
  ],
  ['today, in a flare', async (app) => app.goToday()],
  ['progress, in a flare', async (app) => app.goProgress()],
  [
    'progress, with a removal to undo',
    async (app) => {
      await app.page.locator('.day-sessions .icon-button').click();
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
