// Takes out of the wasm and its glue what nobody calls.
//
// wasm-bindgen exports whatever any crate has marked as exported, and the linker keeps all of it: Leptos brings classes
// for streams that this app never makes. So the script is bundled first; an export that it doesn't name goes, wasm-opt
// drops what only that needed, and the functions of the glue that are imported no more go as well. That may free
// further exports, so it is done again until nothing is left to do.

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import binaryen from 'binaryen';
import { build } from 'esbuild';

const run = promisify(execFile);

/** What rustc 1.95 emits by default, and every browser of the last years reads. */
const FEATURES = ['BulkMemory', 'Multivalue', 'MutableGlobals', 'NontrappingFPToInt', 'ReferenceTypes', 'SignExt'];

/**
 * For fewer bytes after brotli, in which `-Os` comes out smaller than `-Oz`. The file says which features it has, and names
 * stay in it until it is parted.
 */
const WASM_OPT = ['-Os', '--detect-features', '-g'];

/**
 * Once more when nothing is left to shake off, by other ways that each find something: control flow made anew, constants
 * that only the whole program shows, and addresses folded into offsets. The lowest memory is the far end of the stack
 * (the linker puts it first), which no address with an offset points below.
 */
const POLISH = ['--low-memory-unused', '--flatten', '--rereloop', '-Os', '--gufa', '-Os', '--precompute-propagate', '-Os'];

/** An entry of the glue's object of imports, up to the next or to the object's end. */
const IMPORT = /^ {8}(__wb\w+): function[\s\S]*?(?=^ {8}__wb\w+: function|^ {4}\};)/gm;

/** Shakes the wasm file and the glue beside it, in place. `start` is the source of a module that imports the glue. */
export async function shake({ wasm, glue, start }) {
  await writeFile(glue, withoutSideEffects(await readFile(glue, 'utf8')));
  for (let before = Infinity; ; ) {
    const used = exportsNamed(await bundle(start, path.dirname(glue), { minify: false }));
    const left = await keepExports(wasm, used);
    if (left === before) break;
    before = left;
    await run('wasm-opt', [...WASM_OPT, wasm, '-o', wasm]);
    const imported = await importedNames(wasm);
    const text = await readFile(glue, 'utf8');
    await writeFile(glue, text.replaceAll(IMPORT, (entry, name) => (imported.has(name) ? entry : '')));
  }
  await run('wasm-opt', ['--detect-features', '-g', ...POLISH, wasm, '-o', wasm]);
  await shortenNames(wasm, glue);
}

/** Exports with a hash in their names. */
const HASHED_EXPORT = /^wasm_bindgen_/;

/**
 * The names between wasm and glue have hashes of what they mean, which no compression can shorten: here a number will
 * do. And the places of panics in libraries are blanked: they are paths of the machine that built this.
 */
async function shortenNames(wasm, glue) {
  const imports = new Map();
  const exports = new Map();
  const shortIn = (names, letter) => (name) =>
    names.get(name) ?? names.set(name, letter + names.size.toString(36)).get(name);
  const shortExport = shortIn(exports, 'e');
  const bytes = rename(await readFile(wasm), {
    import: shortIn(imports, 'i'),
    export: (name) => (HASHED_EXPORT.test(name) ? shortExport(name) : name),
  });
  await writeFile(wasm, withoutForeignPaths(bytes));
  let text = await readFile(glue, 'utf8');
  text = text.replaceAll(IMPORT, (entry, name) => entry.replace(name, imports.get(name)));
  for (const [name, short] of exports) text = text.replaceAll(`wasm.${name}(`, `wasm.${short}(`);
  await writeFile(glue, text);
}

const CARGO_HOME = process.env.CARGO_HOME ?? path.join(homedir(), '.cargo');
/** A path to a source of Rust's own library or of a package, as a panic would tell it. Texts lie side by side without a gap. */
const FOREIGN_PATH = new RegExp(`(/rustc/[0-9a-f]{40}|${CARGO_HOME.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}/registry/src)(/[\\w.+-]+)+?\\.rs`, 'g');

function withoutForeignPaths(bytes) {
  // One character for each byte.
  const text = bytes.toString('latin1');
  return Buffer.from(text.replaceAll(FOREIGN_PATH, (path) => '\0'.repeat(path.length)), 'latin1');
}

const IMPORT_SECTION = 2;
const EXPORT_SECTION = 7;
/** The kind of an import that is a function, which is all that wasm-bindgen imports: a type follows. */
const FUNCTION = 0;

/** The bytes of a wasm file with its imports and exports named anew. */
function rename(bytes, names) {
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const [size, body] = readNumber(bytes, at + 1);
    const section = bytes.subarray(body, body + size);
    if (bytes[at] === IMPORT_SECTION) parts.push(...newSection(IMPORT_SECTION, importsOf(section, names.import)));
    else if (bytes[at] === EXPORT_SECTION) parts.push(...newSection(EXPORT_SECTION, exportsOf(section, names.export)));
    else parts.push(bytes.subarray(at, body + size));
    at = body + size;
  }
  return Buffer.concat(parts);
}

function newSection(id, parts) {
  const body = Buffer.concat(parts);
  return [Buffer.from([id]), writeNumber(body.length), body];
}

function importsOf(section, rename) {
  const [count, start] = readNumber(section, 0);
  const parts = [writeNumber(count)];
  for (let at = start; at < section.length; ) {
    const [module, afterModule] = readText(section, at);
    const [name, afterName] = readText(section, afterModule);
    if (section[afterName] !== FUNCTION) throw new Error(`shake: ${name} is imported and no function`);
    const [type, end] = readNumber(section, afterName + 1);
    parts.push(writeText(module), writeText(rename(name)), Buffer.from([FUNCTION]), writeNumber(type));
    at = end;
  }
  return parts;
}

function exportsOf(section, rename) {
  const [count, start] = readNumber(section, 0);
  const parts = [writeNumber(count)];
  for (let at = start; at < section.length; ) {
    const [name, afterName] = readText(section, at);
    const [index, end] = readNumber(section, afterName + 1);
    parts.push(writeText(rename(name)), section.subarray(afterName, afterName + 1), writeNumber(index));
    at = end;
  }
  return parts;
}

function readText(bytes, at) {
  const [length, start] = readNumber(bytes, at);
  return [bytes.toString('utf8', start, start + length), start + length];
}

function writeText(text) {
  return Buffer.concat([writeNumber(Buffer.byteLength(text)), Buffer.from(text)]);
}

/** A number of wasm, seven bits a byte from the lowest on (LEB128), and the place behind it. */
function readNumber(bytes, start) {
  let value = 0;
  for (let at = start, shift = 0; ; at += 1, shift += 7) {
    value += (bytes[at] & 0x7f) * 2 ** shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
}

function writeNumber(number) {
  const bytes = [];
  for (let rest = number; ; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    if (rest < 128) return Buffer.from(bytes);
  }
}

/** One module of a source and all that it imports. */
export async function bundle(source, folder, options) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
    ...options,
  });
  return outputFiles[0].text;
}

/** The glue's classes can only be dropped if esbuild knows that making their registries does nothing else. */
function withoutSideEffects(glue) {
  return glue
    .replaceAll(/^if \(Symbol\.dispose\) .*$/gm, '')
    .replaceAll(': new FinalizationRegistry(', ': /* @__PURE__ */ new FinalizationRegistry(');
}

function exportsNamed(script) {
  return new Set([...script.matchAll(/\bwasm\.([\w$]+)/g)].map(([, name]) => name));
}

/** Removes every other export, and answers how many are left. */
async function keepExports(file, used) {
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(new Uint8Array(await readFile(file)));
  const { Features } = binaryen;
  module.setFeatures(FEATURES.reduce((all, feature) => all | Features[feature], Features.MVP));
  const names = Array.from({ length: module.getNumExports() }, (_, place) =>
    binaryen.getExportInfo(module.getExportByIndex(place)).name,
  );
  const kept = names.filter((name) => used.has(name));
  if (kept.length === 0) throw new Error(`shake: the glue names no export of ${file}`);
  for (const name of names) if (!used.has(name)) module.removeExport(name);
  await writeFile(file, module.emitBinary());
  module.dispose();
  return kept.length;
}

async function importedNames(file) {
  return new Set(WebAssembly.Module.imports(await WebAssembly.compile(await readFile(file))).map(({ name }) => name));
}
