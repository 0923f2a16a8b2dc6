// Trunk's post_build hook (Trunk.toml): turns Trunk's output into the files to publish, in the staging folder that becomes dist/.
//
// In every build it fills in the page's texts, which `unknot-content-build` provides. In release builds it also
// - splits the program in two parts (split.mjs),
// - joins the style sheets, and the start script with the glue code,
// - names files after their content,
// - adds the content security policy, which allows the inline scripts by their digests,
// - writes the service worker with the digests of all files.
//
// Unexpected input fails the build, so that an incomplete page is never published.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, transform } from 'esbuild';

import { listFiles, offlineFiles, voices } from './dist.mjs';
import { licences } from './licences.mjs';
import { splitProgram, withPart } from './split.mjs';

/** The content security policy. `scripts` are the sources of scripts that it allows in addition to the app's own files. */
const policy = (scripts) => [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' ${scripts.join(' ')}`,
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // src/trusted_types.js
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ');

// Patterns for Trunk's output. They capture file names without the public URL, which is './' by default. The start script is
// defined in Trunk.toml.
const STYLE_LINK = /<link rel="stylesheet" href="[^"]*?([^"/]+\.css)"[^>]*>/g;
const START_SCRIPT = /<script type="module">(\s*import init from '[^']*?([^'/]+\.js)';[\s\S]*?'[^']*?([^'/]+\.wasm)'[\s\S]*?)<\/script>/;
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;
const MODULE_PRELOAD = /<link rel="modulepreload"[^>]*>/g;
const WASM_PRELOAD = /<link rel="preload" href="[^"]+\.wasm"/;

/**
 * The page of an unknown address. It doesn't know where the app is, so it goes up one folder at a time, until that is the app's or the
 * host's own.
 */
const NOT_FOUND = `<!doctype html>
<meta charset="utf-8">
<title>Unknot</title>
<script>{const{pathname:p,hash:h}=location;if(p!=='/')location.replace((p.endsWith('/')?'../':'./')+h)}</script>
<p><a href="./">Unknot</a></p>
`;

const PUBLIC_URL = process.env.TRUNK_PUBLIC_URL;
const DIGEST_CHARS = 16;
/** Settings links to this file (src/pages/settings/mod.rs). */
const LICENCES = 'licences.txt';

const output = required(process.env.TRUNK_STAGING_DIR, 'TRUNK_STAGING_DIR: this script is run by Trunk');
await fillPage(output, pageTexts());
if (process.env.TRUNK_PROFILE === 'release') await publish(output);

/** The texts of the page and the manifest, by the names of their placeholders. */
function pageTexts() {
  const run = ['run', '--quiet', '--locked', '--package', 'unknot-content-build'];
  return JSON.parse(execFileSync('cargo', run, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
}

/** Replaces each `{{name}}` in the page and the manifest with its text. */
async function fillPage(staging, texts) {
  const escapes = {
    'index.html': (text) => text.replaceAll(/[&<"]/g, (sign) => `&#${sign.codePointAt(0)};`),
    'manifest.webmanifest': (text) => JSON.stringify(text).slice(1, -1),
  };
  for (const [name, escaped] of Object.entries(escapes)) {
    const file = path.join(staging, name);
    const text = await readFile(file, 'utf8');
    const fill = (_, key) => escaped(required(texts[key], `the text ${key}, a key of the words or a name in their table [page]`));
    // Trunk's own placeholders, which are used when it serves the app, are in capitals.
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
  // For GitHub Pages: the page of unknown addresses, and a file that turns Jekyll off.
  await writeFile(path.join(staging, '404.html'), withPolicy(NOT_FOUND));
  await writeFile(path.join(staging, '.nojekyll'), '');
  await writeFile(path.join(staging, LICENCES), licences());
  await writeServiceWorker(staging);
}

function withoutComments(html) {
  return html.replaceAll(/\n?[ \t]*<!--[\s\S]*?-->/g, '');
}

/** Joins the style sheets in the order of their links. The first declares the cascade layers. */
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
 * Publishes the parts of the program, and joins the start script, the glue code and the code that fetches parts in one minified
 * module, so that the policy needs no digest for it.
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
    linkCode = withPart(linkCode, part, name);
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

/** Bundles a module with its imports, minified. */
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

/** Minifies the inline scripts, which run before the first paint. */
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

/** Inserts the policy right after the character set, because it applies only to what follows it. */
function withPolicy(html) {
  const [charset] = required(html.match(/<meta charset="utf-8">/), 'the charset meta in index.html');
  const scripts = [...html.matchAll(INLINE_SCRIPT)];
  const digests = scripts.map(([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(digests)}">`;
  return html.replace(charset, `${charset}\n    ${meta}`);
}

/**
 * Writes the digests of each voice's clips beside them, from which the service worker knows a clip that was cut off. Returns the
 * voices, each with the address and the digest of its list.
 */
async function writeVoiceDigests(staging) {
  const lists = voices(staging).map(async (voice) => {
    const folder = path.join(staging, 'voice', voice);
    const clips = listFiles(folder).map(async (name) => {
      required(/^[0-9a-f]{8}\.mp3$/.test(name), `a name of eight hexadecimal digits for the clip ${voice}/${name}`);
      return name.slice(0, 8) + sha256(await readFile(path.join(folder, name)), 'hex').slice(0, 8);
    });
    const list = (await Promise.all(clips)).join('');
    return [voice, [`./voice/${voice}/${await writeNamed(folder, 'clips', 'txt', list)}`, sha256(list, 'base64')]];
  });
  return Promise.all(lists);
}

/** Writes the service worker with the list of files and their SHA-256 digests. The version is a digest of the list and the code. */
async function writeServiceWorker(staging) {
  const voiceList = JSON.stringify(await writeVoiceDigests(staging));
  const templatePath = path.join(staging, 'sw.template.js');
  const template = await readFile(templatePath, 'utf8');
  await rm(templatePath);
  const files = await Promise.all(
    offlineFiles(staging).map(async (name) => {
      const digest = sha256(await readFile(path.join(staging, name)), 'base64');
      // The folder's address, because some hosts redirect /index.html to it.
      return [name === 'index.html' ? './' : `./${encodeURI(name)}`, digest];
    }),
  );
  const list = JSON.stringify(files);
  const version = sha256(template + list + voiceList, 'hex');
  const { code } = await transform(template, {
    format: 'iife',
    minify: true,
    target: 'es2022',
    define: { __VERSION__: JSON.stringify(version), __FILES__: list, __VOICES__: voiceList },
  });
  await writeFile(path.join(staging, 'sw.js'), code);
}

async function writeNamed(staging, stem, extension, content) {
  const name = `${stem}-${sha256(content, 'hex')}.${extension}`;
  await writeFile(path.join(staging, name), content);
  return name;
}

/** A truncated digest: 64 bits in hex for names, or 96 bits in base64 for the service worker to verify. */
function sha256(content, encoding) {
  return createHash('sha256').update(content).digest(encoding).slice(0, DIGEST_CHARS);
}

function required(value, what) {
  if (value) return value;
  throw new Error(`post_build: missing ${what}`);
}
