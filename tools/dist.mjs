// What the tools agree on about a built app: its files, and which of them the service worker keeps on the device.

import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Not kept offline: the worker itself, what only a host or an app store reads, and icons only an installer asks for. */
const ONLINE_ONLY = [
  /^sw\.js$/,
  /^404\.html$/,
  /^\.nojekyll$/,
  /^screenshots\//,
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

/** The value of attribute `name` in the source of one HTML tag. */
export function attribute(tag, name) {
  return tag.match(new RegExp(`\\s${name}=["']?([^"'\\s>]+)`))?.[1];
}
