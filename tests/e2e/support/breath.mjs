// Sessions of paced breathing: when pacing starts, measuring the pacer's disc, and choosing a pace.

/** Length of the preparation, in seconds. */
export const PREPARATION = 10;
/** When pacing starts, in seconds of the track: after a minute of speech. */
export const PACING_START = PREPARATION + 60;

/** Samples the disc's size (null while hidden) and the track's time over a number of frames. Runs in the page. */
export const samplePacer = (frames) =>
  new Promise((done) => {
    const samples = [];
    const sample = () => {
      const disc = document.querySelector('.pacer');
      const size = disc.hidden ? null : new DOMMatrix(getComputedStyle(disc).transform).a;
      samples.push({ size, time: globalThis.appAudio.currentTime });
      if (samples.length < frames) requestAnimationFrame(sample);
      else done(samples);
    };
    requestAnimationFrame(sample);
  });

/** On the routine's page, chooses a pace of 5½ seconds in, 2 seconds hold and 6 seconds out. */
export async function chooseOwnRhythm(app) {
  const breath = (seconds) => app.page.getByRole('group', { name: `One breath: ${seconds} seconds` }).waitFor();
  const part = (name) => app.page.getByRole('slider', { name, exact: true });
  await breath('10');
  await part('Breathe in').focus();
  for (let half = 0; half < 3; half += 1) await app.page.keyboard.press('ArrowRight');
  await breath('11½');
  await part('Hold after breathing in').focus();
  for (let half = 0; half < 4; half += 1) await app.page.keyboard.press('ArrowRight');
  await breath('13½');
}
