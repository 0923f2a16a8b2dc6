// The tracks that the app makes, for tests that look into them.

import { samplesOfTrack } from './speaker.mjs';

/** How much of a track is looked at. */
const LOOKED_AT_SECONDS = 90;
const WAV_HEADER_BYTES = 44;
const BYTES_PER_SECOND = 48_000;

/** Keeps every track that the app makes. In the page, ahead of the app. */
export const keepTracks = () => {
  const { createObjectURL } = URL;
  globalThis.tracksOfTheApp = [];
  URL.createObjectURL = (blob) => {
    globalThis.tracksOfTheApp.push(blob);
    return createObjectURL.call(URL, blob);
  };
};

/** The first bytes of a track that has been made. In the page. */
const readTrack = async ({ place, length }) => {
  const bytes = new Uint8Array(await globalThis.tracksOfTheApp.at(place).slice(0, length).arrayBuffer());
  return Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, n) =>
    String.fromCharCode(...bytes.subarray(n * 65_536, (n + 1) * 65_536)),
  ).map(btoa);
};

/** How many tracks have been made. */
export function tracksMade(app) {
  return app.page.evaluate(() => globalThis.tracksOfTheApp.length);
}

/** Waits until another has been made. */
export function waitForAnotherTrack(app, made) {
  return app.page.waitForFunction((count) => globalThis.tracksOfTheApp.length > count, made);
}

/** The samples of the first minute and a half of a track that has been made: the last, or that of a number. */
export async function track(app, place = -1) {
  const length = WAV_HEADER_BYTES + LOOKED_AT_SECONDS * BYTES_PER_SECOND;
  const parts = await app.page.evaluate(readTrack, { place, length });
  return samplesOfTrack(Buffer.concat(parts.map((part) => Buffer.from(part, 'base64'))));
}
