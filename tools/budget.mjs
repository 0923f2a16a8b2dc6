// Checks the byte budgets: what a first visit loads until Start works, and the whole app without its voice, compressed with brotli.
// Exits with 1 if one of them is exceeded. Run by hand: node tools/budget.mjs [dir]

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

import { attribute, offlineFiles } from './dist.mjs';

/** The budgets in bytes (docs/adr/0020-two-parts.md). */
const FIRST_VISIT = 521_000;
const WHOLE_APP = 979_000;
/** Matches links that a browser follows without the program. */
const LOADED = /\brel="(stylesheet|modulepreload|preload|icon|manifest)"/;

/**
 * The files that a first visit loads: the page and the files that it references. A file that the program fetches before Start works
 * must have a preload link in index.html, so that it is counted, and fetched earlier.
 */
export function firstVisit(dir) {
  const html = readFileSync(join(dir, 'index.html'), 'utf8');
  const links = (html.match(/<link\b[^>]*>/g) ?? []).filter((tag) => LOADED.test(tag));
  const scripts = html.match(/<script\b[^>]*\bsrc=[^>]*>/g) ?? [];
  const named = [
    ...links.map((tag) => attribute(tag, 'href')),
    ...scripts.map((tag) => attribute(tag, 'src')),
    ...[...html.matchAll(/'([^']+\.(?:js|wasm))'/g)].map(([, address]) => address),
  ];
  const files = offlineFiles(dir);
  const paths = named.map((address) => {
    const path = files.find((file) => address === file || address.endsWith(`/${file}`));
    if (!path) throw new Error(`index.html references ${address}, which is not in ${dir}`);
    return path;
  });
  return ['index.html', ...new Set(paths)];
}

function brotliSize(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(readFileSync(file), { params }).length;
}

function measure(dir, paths) {
  return paths.map((path) => {
    const file = join(dir, path);
    return { path, raw: readFileSync(file).length, brotli: brotliSize(file) };
  });
}

function total(rows) {
  return rows.reduce((sum, row) => ({ raw: sum.raw + row.raw, brotli: sum.brotli + row.brotli }), { raw: 0, brotli: 0 });
}

function print(title, rows) {
  const line = (raw, brotli, path) => console.log(`${String(raw).padStart(9)} ${String(brotli).padStart(9)}  ${path}`);
  console.log(`\n${title}`);
  line('raw', 'brotli', 'file');
  for (const { raw, brotli, path } of rows.sort((a, b) => b.brotli - a.brotli)) line(raw, brotli, path);
  const sum = total(rows);
  line(sum.raw, sum.brotli, 'total');
}

function main(dir) {
  const first = firstVisit(dir);
  const rows = measure(dir, first);
  const later = offlineFiles(dir).filter((path) => !first.includes(path));
  print('First visit, until Start works', rows);
  print('Later, by the service worker', measure(dir, later));

  const loaded = total(rows).brotli;
  const verdicts = [judge('First visit', loaded, FIRST_VISIT), judge('Whole app', loaded + total(measure(dir, later)).brotli, WHOLE_APP)];
  if (verdicts.includes(false)) process.exitCode = 1;
}

/** Prints a size and its budget. Returns whether the size is within the budget. */
function judge(what, bytes, budget) {
  const kb = (count) => `${(count / 1000).toFixed(1)} KB`;
  const verdict = bytes <= budget ? `within budget, ${kb(budget - bytes)} to spare` : `OVER BUDGET by ${kb(bytes - budget)}`;
  console.log(`\n${what}: ${kb(bytes)} of ${kb(budget)}: ${verdict}`);
  return bytes <= budget;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv[2] ?? 'dist');
