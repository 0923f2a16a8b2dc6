// Turns what Trunk has built into what is published; Trunk runs it as its post_build hook (Trunk.toml).
//
// Any build's page and manifest get their words, from `unknot-content-build`. All else is for release builds only, and always in
// Trunk's staging folder, which becomes dist/ when this succeeds: the program in two parts (split.mjs),
// one style sheet, one script (glue and start in one file), names that follow the content, the content security policy, which
// allows the inline scripts of the head by their digests and no other, and the service worker with its list of digests.
// Whatever does not look as expected stops the build: a half-finished page must not be published.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, transform } from 'esbuild';

import { offlineFiles, voices } from './dist.mjs';
import { splitProgram } from './split.mjs';

/** The policy of the page, with the sources of scripts that it allows beside its own files. */
const policy = (scripts) => [
  "default-src 'self'",
  `script-src 'self' 'wasm-unsafe-eval' ${scripts.join(' ')}`,
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
].join('; ');

// What Trunk writes, with the addresses' last part captured; before that stands the public URL, './' unless asked otherwise.
// The start's code is Trunk.toml's.
const STYLE_LINK = /<link rel="stylesheet" href="[^"]*?([^"/]+\.css)"[^>]*>/g;
const START_SCRIPT = /<script type="module">(\s*import init from '[^']*?([^'/]+\.js)';[\s\S]*?'[^']*?([^'/]+\.wasm)'[\s\S]*?)<\/script>/;
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;
const MODULE_PRELOAD = /<link rel="modulepreload"[^>]*>/g;
const WASM_PRELOAD = /<link rel="preload" href="[^"]+\.wasm"/;

const PUBLIC_URL = process.env.TRUNK_PUBLIC_URL;
const DIGEST_CHARS = 16;

const output = required(process.env.TRUNK_STAGING_DIR, 'TRUNK_STAGING_DIR: start this through Trunk');
await fillPage(output, pageWords());
if (process.env.TRUNK_PROFILE === 'release') await publish(output);

/** What the page and the manifest say, by the places that it fills. */
function pageWords() {
  const run = ['run', '--quiet', '--locked', '--package', 'unknot-content-build'];
  return JSON.parse(execFileSync('cargo', run, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

/** What the page and the manifest say, in the language of the words, is filled in for `{{name}}`. */
async function fillPage(staging, words) {
  const escapes = {
    'index.html': (text) => text.replaceAll(/[&<"]/g, (sign) => `&#${sign.codePointAt(0)};`),
    'manifest.webmanifest': (text) => JSON.stringify(text).slice(1, -1),
  };
  for (const [name, escaped] of Object.entries(escapes)) {
    const file = path.join(staging, name);
    const text = await readFile(file, 'utf8');
    const fill = (_, place) => escaped(required(words[place], `${place} in the words, or in their [page]`));
    // What Trunk fills in by itself, when it serves, has capitals.
    await writeFile(file, text.replaceAll(/\{\{([a-z.-]+)\}\}/g, fill));
  }
}

async function publish(staging) {
  const page = path.join(staging, 'index.html');
  let html = withoutComments(await readFile(page, 'utf8'));
  html = await joinStyles(staging, html);
  html = await joinScripts(staging, html);
  html = await minifyInline(html);
  html = withPolicy(html.replaceAll(/\n\s*\n/g, '\n'));
  await writeFile(page, html);
  // For GitHub Pages: what an unknown address shows, and a mark without which it filters the folder through Jekyll.
  await writeFile(path.join(staging, '404.html'), html);
  await writeFile(path.join(staging, '.nojekyll'), '');
  await writeServiceWorker(staging);
}

function withoutComments(html) {
  return html.replaceAll(/\n?[ \t]*<!--[\s\S]*?-->/g, '');
}

/** One sheet in the order of the links; the cascade's layers are declared in the first. */
async function joinStyles(staging, html) {
  const sheets = [...html.matchAll(STYLE_LINK)].map((match) => match[1]);
  required(sheets[0], 'style sheet links in index.html');
  const parts = await Promise.all(sheets.map((sheet) => readFile(path.join(staging, sheet), 'utf8')));
  const { code } = await transform(parts.join('\n'), { loader: 'css', minify: true });
  await Promise.all(sheets.map((sheet) => rm(path.join(staging, sheet))));
  const name = await writeNamed(staging, 'unknot', 'css', code);
  let first = true;
  return html.replaceAll(STYLE_LINK, () => {
    const link = first ? `<link rel="stylesheet" href="${PUBLIC_URL}${name}">` : '';
    first = false;
    return link;
  });
}

/**
 * The program in its parts; and the start, the glue and what fetches the parts as one minified module, which needs no exception
 * in the policy.
 */
async function joinScripts(staging, html) {
  const [inline, code, trunkGlue, trunkWasm] = required(html.match(START_SCRIPT), 'the start script in index.html');
  const built = await mkdtemp(path.join(tmpdir(), 'unknot-'));
  const { glue, main, link, parts } = await splitProgram(built);
  const publishWasm = async (stem, name) => writeNamed(staging, stem, 'wasm', await readFile(path.join(built, name)));
  const wasmName = await publishWasm('unknot', main);
  let linkCode = await readFile(path.join(built, link), 'utf8');
  for (const part of parts) {
    const name = await publishWasm(part.replace(/^split_(.*)\.wasm$/, 'unknot-$1'), part);
    required(linkCode.includes(`"./${part}"`), `the address of ${part} in ${link}`);
    linkCode = linkCode.replace(`"./${part}"`, `"./${name}"`);
  }
  await writeFile(path.join(built, link), linkCode);
  const start = code
    .replace(/'[^']*\.js'/, `'./${glue}'`)
    .replace(/'[^']*\.wasm'/, `new URL('./${wasmName}', import.meta.url)`);
  const scriptName = await writeNamed(staging, 'unknot', 'js', await bundle(start, built));
  await rm(built, { recursive: true });
  await rm(path.join(staging, trunkGlue));
  await rm(path.join(staging, trunkWasm));
  await rm(path.join(staging, 'snippets'), { recursive: true, force: true });
  required(html.match(WASM_PRELOAD), "Trunk's wasm preload in index.html");
  return html
    .replace(inline, `<script type="module" src="${PUBLIC_URL}${scriptName}"></script>`)
    .replaceAll(MODULE_PRELOAD, '')
    .replace(WASM_PRELOAD, `<link rel="preload" href="${PUBLIC_URL}${wasmName}"`);
}

/** The source of a module and all that it imports, as one minified module. */
async function bundle(contents, folder) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
  });
  return outputFiles[0].text;
}

/** The scripts of the head, which run before anything is painted. */
async function minifyInline(html) {
  const scripts = [...html.matchAll(INLINE_SCRIPT)];
  required(scripts[0], 'inline scripts in index.html');
  let minified = html;
  for (const [element, source] of scripts) {
    const { code } = await transform(source, { minify: true, target: 'es2022' });
    minified = minified.replace(element, () => `<script>${code.trim()}</script>`);
  }
  return minified;
}

/** The policy covers what comes after it, so it stands directly behind the character set. */
function withPolicy(html) {
  const [charset] = required(html.match(/<meta charset="utf-8">/), 'the charset meta in index.html');
  const scripts = [...html.matchAll(INLINE_SCRIPT)];
  const digests = scripts.map(([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(digests)}">`;
  return html.replace(charset, `${charset}\n    ${meta}`);
}

/** Lists what is kept on the device with its SHA-256; the version is a digest of that list and of the worker's code. */
async function writeServiceWorker(staging) {
  const templatePath = path.join(staging, 'sw.template.js');
  const template = await readFile(templatePath, 'utf8');
  await rm(templatePath);
  const files = await Promise.all(
    offlineFiles(staging).map(async (name) => {
      const digest = sha256(await readFile(path.join(staging, name)), 'base64');
      // The folder's own address: some hosts answer /index.html with a redirect to it.
      return [name === 'index.html' ? './' : `./${encodeURI(name)}`, digest];
    }),
  );
  const list = JSON.stringify(files);
  const spoken = JSON.stringify(voices(staging));
  const version = sha256(template + list + spoken, 'hex');
  const { code } = await transform(template, {
    format: 'iife',
    minify: true,
    target: 'es2022',
    define: { __VERSION__: JSON.stringify(version), __FILES__: list, __VOICES__: spoken },
  });
  await writeFile(path.join(staging, 'sw.js'), code);
}

async function writeNamed(staging, stem, extension, content) {
  const name = `${stem}-${sha256(content, 'hex')}.${extension}`;
  await writeFile(path.join(staging, name), content);
  return name;
}

/** The start of the digest: 64 bits in hex, for names; 96 in base64, for the service worker to verify. */
function sha256(content, encoding) {
  return createHash('sha256').update(content).digest(encoding).slice(0, DIGEST_CHARS);
}

function required(value, what) {
  if (value) return value;
  throw new Error(`post_build: missing ${what}`);
}
