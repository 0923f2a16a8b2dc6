// Collects the licences of everything that the release build contains: the app, its voice, Rust's standard library, and all crates that
// are linked into the program. tools/post_build.mjs writes the result to dist/licences.txt. A licence without a text is an error.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TARGET = 'wasm32-unknown-unknown';
const LICENCE_FILE = /^(licen[cs]e|copying|unlicense)/i;
/** In this order: the short text with a crate's own copyright notice, if a crate offers a choice. */
const PREFERRED = [/mit/i, /^(licen[cs]e|copying)(\.\w+)?$/i, /./];

/**
 * Texts for crates whose packages have none, by the start of their repository's address. Those of leptos and rstml are from their
 * repositories. That of erased, which has none, is the licence of its manifest with its authors.
 */
const SUBSTITUTES = {
  'https://github.com/leptos-rs/leptos': 'tools/licences/leptos.txt',
  'https://github.com/rs-tml/rstml': 'tools/licences/rstml.txt',
  'https://github.com/JonathanBrouwer/erased': 'tools/licences/erased.txt',
};

/** What isn't a crate of the registry, with the files of its licence. */
const OTHERS = [
  { name: 'Unknot', files: ['LICENSE-MIT'] },
  { name: 'The voices of Unknot, made with Kokoro (hexgrad/Kokoro-82M)', files: ['LICENSE-APACHE'] },
  { name: "Rust's standard library (The Rust Project Contributors)", files: ['LICENSE-APACHE'] },
];

/** All licences as one text. Each text is followed by what it applies to, and occurs once. */
export function licences() {
  const metadata = JSON.parse(
    execFileSync('cargo', ['metadata', '--format-version', '1', '--locked', '--filter-platform', TARGET, '--features', 'split'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const crates = linkedCrates(metadata).map((crate) => ({
    name: `${crate.name} ${crate.version} (${crate.license})`,
    text: textOf(crate),
  }));
  const others = OTHERS.map(({ name, files }) => ({ name, text: files.map(read).join('\n\n') }));
  const byText = groupByText([...others, ...crates]);
  const rule = '='.repeat(72);
  const parts = [...byText].map(([text, users]) => `${users.map(({ name }) => name).join('\n')}\n\n${text}\n`);
  return `Unknot contains the following works, under these licences.\n\n${rule}\n${parts.join(`\n${rule}\n`)}`;
}

function groupByText(works) {
  const groups = new Map();
  for (const work of works) groups.set(work.text, [...(groups.get(work.text) ?? []), work]);
  return groups;
}

/** The crates of the registry that the program depends on, except for those that only run at build time. */
export function linkedCrates({ packages, resolve }) {
  const packageOf = new Map(packages.map((one) => [one.id, one]));
  const nodeOf = new Map(resolve.nodes.map((node) => [node.id, node]));
  const found = new Set();
  const visit = (id) => {
    if (found.has(id)) return;
    found.add(id);
    for (const { pkg, dep_kinds: kinds } of nodeOf.get(id).deps) {
      const runs = kinds.some(({ kind }) => kind === null);
      const isMacro = packageOf.get(pkg).targets.some(({ kind }) => kind.includes('proc-macro'));
      if (runs && !isMacro) visit(pkg);
    }
  };
  visit(packages.find(({ name, source }) => name === 'unknot' && source === null).id);
  return [...found]
    .map((id) => packageOf.get(id))
    .filter(({ source }) => source !== null)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The text of a crate's licence. Throws if there is none. */
export function textOf({ name, version, license, manifest_path: manifest, repository }) {
  const folder = path.dirname(manifest);
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file)).sort();
  const [file] = PREFERRED.flatMap((pattern) => files.filter((one) => pattern.test(one)));
  if (file) return read(path.join(folder, file));
  const [, substitute] = Object.entries(SUBSTITUTES).find(([start]) => repository?.startsWith(start)) ?? [];
  if (substitute) return read(substitute);
  // Unlike that of the MIT licence, this text has no copyright notice, and so is the same for everyone.
  if (/\bApache-2\.0\b/.test(license) && !/\bAND\b/.test(license)) return read('LICENSE-APACHE');
  throw new Error(`licences: no text for ${name} ${version} (${license}) in ${folder}; add one to tools/licences`);
}

function read(file) {
  if (!existsSync(file)) throw new Error(`licences: ${file} is missing`);
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}
