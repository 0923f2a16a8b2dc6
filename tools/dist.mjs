// The files of a built app, and which of them the service worker caches.

import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Files that the worker doesn't precache: the worker itself, files that only hosts, app stores and installers read, and the clips of
 * voices with their lists, which it caches when they are requested.
 */
const ONLINE_ONLY = [
  /^sw\.js$/,
  /^404\.html$/,
  /^\.nojekyll$/,
  /^screenshots\//,
  /^voice\//,
  /^icons\/(maskable|apple-touch-icon)/,
];

/** All files under `dir`, as sorted relative paths with forward slashes. */
export function listFiles(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The files in `dir` that the service worker precaches. */
export function offlineFiles(dir) {
  return listFiles(dir).filter((path) => !ONLINE_ONLY.some((pattern) => pattern.test(path)));
}

/** The names of the voices in `dir`. Each is a folder of clips. */
export function voices(dir) {
  return [...new Set(listFiles(dir).map((path) => path.match(/^voice\/([^/]+)\//)?.[1]).filter(Boolean))];
}

/** The value of an attribute in the source of an HTML tag. */
export function attribute(tag, name) {
  return tag.match(new RegExp(`\\s${name}=["']?([^"'\\s>]+)`))?.[1];
}
