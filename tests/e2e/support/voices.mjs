// The app's voices in the release build: the folders of their clips.

import { statSync } from 'node:fs';
import { join } from 'node:path';

import { listFiles, voices } from '../../../tools/dist.mjs';
import { DIST } from './app.mjs';

const newest = (pattern) =>
  voices(DIST)
    .filter((name) => pattern.test(name))
    .sort((one, other) => other.match(/\d+$/)[0] - one.match(/\d+$/)[0])[0];

export const HIGHER = newest(/^en-\d+$/);
export const LOWER = newest(/^en-low-\d+$/);

/** The paths of all clips of a voice. */
export function clipsOf(voice) {
  return listFiles(join(DIST, 'voice', voice))
    .filter((name) => name.endsWith('.mp3'))
    .map((name) => `voice/${voice}/${name}`);
}

/** What the button is called that downloads a whole voice. */
export function downloadAll(voice) {
  const bytes = clipsOf(voice).reduce((sum, path) => sum + statSync(join(DIST, path)).size, 0);
  return `Download all of this voice (${Math.round(bytes / 1e6)} MB)`;
}

export const ALL_DOWNLOADED = 'All of this voice is on this device.';
