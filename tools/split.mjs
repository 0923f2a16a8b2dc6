// Splits the compiled program in two parts: what a first visit needs, and the pages and content of the library
// (src/pages/library_part.rs, src/services/library.rs).
//
// Trunk has no step for it (trunk#1022), and its wasm-bindgen drops the relocations that the split needs. So this starts again from
// cargo's output.

import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const STEM = 'unknot';
/** The features that rustc's WebAssembly target enables. The parts don't declare them. */
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];
/** The time limit for a part, after which the person is notified and can try again. Safari before 16 has none. */
const TIME_LIMIT = `
function timeLimit() {
  try {
    return AbortSignal.timeout(30_000);
  } catch {
    return undefined;
  }
}
`;

/**
 * Splits the program of the release build into `folder`.
 *
 * Returns the names of the files there: `glue` is the module that starts the program, `main` the first part, `link` the module that
 * fetches the other parts, and `parts` are those.
 */
export async function splitProgram(folder) {
  const compiled = path.join(targetDirectory(), 'wasm32-unknown-unknown/release', `${STEM}.wasm`);
  run('wasm-split-cli', [compiled, folder, '--out-name', STEM]);
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.wasm') && name !== `${STEM}.wasm`);
  if (parts.length === 0) throw new Error('split: the program has no parts. Build it with --features split, as ./dev build does');
  const bind = ['--target', 'web', '--no-typescript', '--keep-lld-exports', '--out-dir', folder, '--out-name', STEM];
  run('wasm-bindgen', [...bind, path.join(folder, `${STEM}.wasm`)]);
  const main = `${STEM}_bg.wasm`;
  for (const name of [main, ...parts]) {
    const file = path.join(folder, name);
    run('wasm-opt', ['-Os', ...FEATURES.map((feature) => `--enable-${feature}`), file, '-o', file]);
  }
  return { glue: `${STEM}.js`, main, link: '__wasm_split.js', parts };
}

/**
 * Changes how the code of the link module fetches a part: from its published name; past the browser's cache, whose copy may be
 * incomplete or a network's login page; with a time limit; and not as a stream, because Firefox never reports the end of an
 * incomplete one, and because no host then has to know the type. A failure, which the app handles and tells the person, is logged as
 * a warning: Firefox takes leaving the page for one.
 */
export function withPart(code, part, name) {
  const request = `fetch(new URL("./${part}", import.meta.url))`;
  const start = 'WebAssembly.instantiateStreaming(src, imports)';
  const log = 'console.error(';
  for (const expected of [request, start, log]) {
    if (!code.includes(expected)) throw new Error(`split: the link module has no ${expected}`);
  }
  const options = "{ cache: 'no-cache', signal: timeLimit() }";
  return code
    .replace(request, `fetch(new URL("./${name}", import.meta.url), ${options})`)
    .replace(start, 'WebAssembly.instantiate(await (await src).arrayBuffer(), imports)')
    .replaceAll(log, 'console.warn(')
    .concat(TIME_LIMIT);
}

/** Where cargo puts its output. */
function targetDirectory() {
  const metadata = execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps', '--locked'], { encoding: 'utf8' });
  return JSON.parse(metadata).target_directory;
}

function run(program, args) {
  execFileSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
