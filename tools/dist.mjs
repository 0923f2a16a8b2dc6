// What the tools agree on about a built app: its files, and which of them the service worker keeps on the device.

import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Not kept offline: the worker itself, what only a host or an app store reads, icons only an installer asks for; and clips of
 *  voices, which the worker keeps as they are wanted. */
const ONLINE_ONLY = [
  /^sw\.js$/,
  /^404\.html$/,
  /^\.nojekyll$/,
  /^screenshots\//,
  /^voice\//,
  /^icons\/(maskable|apple-touch-icon)/,
];

/** Every file under `dir`, as sorted paths with forward slashes. */
export function listFiles(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The files of the app in `dir` that the service worker keeps on the device. */
export function offlineFiles(dir) {
  return listFiles(dir).filter((path) => !ONLINE_ONLY.some((pattern) => pattern.test(path)));
}

/** The voices in `dir`, each the name of a folder of clips. */
export function voices(dir) {
  return [...new Set(listFiles(dir).map((path) => path.match(/^voice\/([^/]+)\//)?.[1]).filter(Boolean))];
}

/** The value of attribute `name` in the source of one HTML tag. */
export function attribute(tag, name) {
  return tag.match(new RegExp(`\\s${name}=["']?([^"'\\s>]+)`))?.[1];
}
