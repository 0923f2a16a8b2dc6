// Sessions of paced breathing: when the breath begins, how it is looked at, and how somebody chooses their own pace.

/** Seconds to get ready, and where a breath begins to be led: after a minute of words. */
export const PREPARATION = 10;
export const FROM = PREPARATION + 60;

/** The disc's size and the track's time in so many frames, read in one task each. In the page. */
export const watch = (frames) =>
  new Promise((done) => {
    const seen = [];
    const look = () => {
      const disc = document.querySelector('.pacer');
      const size = disc.hidden ? null : new DOMMatrix(getComputedStyle(disc).transform).a;
      seen.push({ size, time: globalThis.audioOfTheApp.currentTime });
      if (seen.length < frames) requestAnimationFrame(look);
      else done(seen);
    };
    requestAnimationFrame(look);
  });

/** Chooses 5½ seconds in, 2 of holding and 6 out, on the page of the routine. */
export async function chooseOwnRhythm(app) {
  const breath = (seconds) => app.page.getByRole('group', { name: `Your breath, ${seconds} seconds` }).waitFor();
  const part = (name) => app.page.getByRole('slider', { name, exact: true });
  await breath('10');
  await part('In').focus();
  for (let half = 0; half < 3; half += 1) await app.page.keyboard.press('ArrowRight');
  await breath('11½');
  await part('Hold after in').focus();
  for (let half = 0; half < 4; half += 1) await app.page.keyboard.press('ArrowRight');
  await breath('13½');
}
