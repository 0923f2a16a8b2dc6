// Makes two parts of the compiled program: what a first visit needs, and the pages of the library (src/pages/library_part.rs).
// Trunk has no step for it (trunk#1022) and has to come after it, since wasm-bindgen drops what it needs. So this starts again
// from what cargo has compiled: split, wasm-bindgen, wasm-opt.

import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const STEM = 'unknot';
/** What rustc's WebAssembly target uses by itself; the parts don't say so. */
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];

/**
 * Splits the program of the release build, into `folder`.
 *
 * Returns the names of the files there: `glue` is the module that starts the program, `main` the program, `link` the module that
 * fetches the parts, and `parts` are those, each as `split_<name>.wasm`.
 */
export async function splitProgram(folder) {
  const compiled = path.join(targetDirectory(), 'wasm32-unknown-unknown/release', `${STEM}.wasm`);
  run('wasm-split-cli', [compiled, folder, '--out-name', STEM]);
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.wasm') && name !== `${STEM}.wasm`);
  if (parts.length === 0) throw new Error('split: the program has no parts; it is built with --features split (./dev build)');
  const bind = ['--target', 'web', '--no-typescript', '--keep-lld-exports', '--out-dir', folder, '--out-name', STEM];
  run('wasm-bindgen', [...bind, path.join(folder, `${STEM}.wasm`)]);
  const main = `${STEM}_bg.wasm`;
  for (const name of [main, ...parts]) {
    const file = path.join(folder, name);
    run('wasm-opt', ['-Os', ...FEATURES.map((name) => `--enable-${name}`), file, '-o', file]);
  }
  return { glue: `${STEM}.js`, main, link: '__wasm_split.js', parts };
}

/** Where cargo puts what it compiles. */
function targetDirectory() {
  const metadata = execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps', '--locked'], { encoding: 'utf8' });
  return JSON.parse(metadata).target_directory;
}

function run(program, args) {
  execFileSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
