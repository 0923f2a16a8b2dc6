// Access to the tracks that the app renders.

import { samplesOfTrack } from './speaker.mjs';

/** How much of a track is read. */
const READ_SECONDS = 90;
const WAV_HEADER_BYTES = 44;
const BYTES_PER_SECOND = 48_000;

/** Keeps every track that the app renders. Runs in the page, before the app. */
export const keepTracks = () => {
  const { createObjectURL } = URL;
  globalThis.appTracks = [];
  URL.createObjectURL = (blob) => {
    globalThis.appTracks.push(blob);
    return createObjectURL.call(URL, blob);
  };
};

/** The first bytes of a track, as base64. Runs in the page. */
const readTrack = async ({ index, length }) => {
  const bytes = new Uint8Array(await globalThis.appTracks.at(index).slice(0, length).arrayBuffer());
  return Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, n) =>
    String.fromCharCode(...bytes.subarray(n * 65_536, (n + 1) * 65_536)),
  ).map(btoa);
};

/** How many tracks the app has rendered. */
export function trackCount(app) {
  return app.page.evaluate(() => globalThis.appTracks.length);
}

/** Waits until there are more than `count` tracks. */
export function waitForAnotherTrack(app, count) {
  return app.page.waitForFunction((previous) => globalThis.appTracks.length > previous, count);
}

/** The samples of the first 90 seconds of a track; by default of the last one. */
export async function track(app, index = -1) {
  const length = WAV_HEADER_BYTES + READ_SECONDS * BYTES_PER_SECOND;
  const parts = await app.page.evaluate(readTrack, { index, length });
  return samplesOfTrack(Buffer.concat(parts.map((part) => Buffer.from(part, 'base64'))));
}
