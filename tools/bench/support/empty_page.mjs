// An empty Leptos page, built as the app is, to measure beside it.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TARGET = 'wasm32-unknown-unknown';
const NAME = 'empty_page';
const HTML = `<!doctype html>
<title>Empty</title>
<script type="module">import start from './${NAME}.js'; start();</script>
`;

/** Builds the page. Returns its folder. */
export function buildEmptyPage() {
  execFileSync('cargo', ['build', '--release', '--locked', '--package', 'unknot', '--target', TARGET, '--example', NAME], { stdio: 'inherit' });
  const metadata = execFileSync('cargo', ['metadata', '--no-deps', '--format-version', '1'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const { target_directory: target } = JSON.parse(metadata);
  const folder = join(target, 'bench', NAME);
  mkdirSync(folder, { recursive: true });
  const program = join(target, TARGET, 'release', 'examples', `${NAME}.wasm`);
  execFileSync('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-dir', folder, '--out-name', NAME, program], { stdio: 'inherit' });
  writeFileSync(join(folder, 'index.html'), HTML);
  return folder;
}
