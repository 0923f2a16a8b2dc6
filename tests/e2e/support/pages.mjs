// Every page and state of a page, in an order in which each can be reached from the one before. Tests and tools walk through them.

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
    'flare',
    async (app) => {
      await app.goToday();
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
