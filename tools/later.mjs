// Parts the wasm in two: what Start needs, and what comes later (docs/adr/0009-later-code.md).
//
// What is later is told by the names of functions: those of the modules below, and those that nobody else calls. They move
// into a second wasm, which shares the memory and the tables of the first. Nobody in the first calls them but through
// the table of functions, where something that stands in for each keeps its place until they have come.

import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The screens that wait for the library, and what only they need. */
const LATER = /\bunknot(?:\[\w+\])?::(ui::screens::(about_you|dim|flare|help|hurt|instead_of|learn|library|lock_test|missing|player_keys|pose|progress|recordings|routine|settings|sounds)|ui::components::(lights|pacer|resume|rhythm|slider|sore|sources|voice|week)|app::(awake|background|beside|feel|lock_test|narrator|preview|recordings|versions|whole_voice)|domain::lock_test|dom::glide|app::keeper::heal|app::context::App>::(abilities|fetch_voice|(ask_for_)?promise)|platform::(audio_session::Hearing|clips|keyboard|media_session::show|microphone|persistence|recordings|speech|vibration|updates::(apply|register|take_over)|wake_lock)|soundtrack::(ambience::(Loop|Source|turns)|recording|take|narration::Takes)|finder|history::(streak|statistics))\b/;

/** The flags that let wasm-as read what wasm-dis has written. */
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];

const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)`;
/** The kinds of fields that a module has here. */
const KINDS = ['type', 'import', 'global', 'memory', 'table', 'elem', 'export', 'data', 'func'];
const FIELD = /^\((\w+) /;
const DEFINED = new RegExp(String.raw`^\(func (${NAME})`);
const IMPORTED = new RegExp(String.raw`\(func (${NAME})([^]*)\)\)$`);
const SEGMENT = new RegExp(String.raw`^\(elem ${NAME} (?:\(table (${NAME})\) )?\(i32\.const (\d+)\) func ([^]*)\)$`);
/** What drops a value may be needed wherever one is, and before what made it has come. */
const DROPS = /\bdrop_in_place\b/;
/** But not before what only later code makes, such as work that waits for a clip, or what is on a screen's page. */
const MADE_LATER = /\bunknot(?:\[\w+\])?::(platform::(audio_session::Hearing|clips|microphone|recordings|updates::(apply|register|take_over))|app::(preview|whole_voice|background::accompanying::\{closure#0\}::|keeper::heal::(heal|look|mend|find_interrupted)\b|versions::following::\{closure#0\}::|narrator::(clip|Gathering|Narrator|narration_of|take_of)|recordings)|dom::glide|ui::components::pacer::disc|ui::screens::(\w+::page|recordings::(choice|head|kept|left_lines|lines|row|told|undo))|soundtrack::(narration::Takes|ambience::Loop))/;
/** So many lines of text has a function that may stand for others. */
const SHORT_LINES = 14;
/** Names of functions as Rust's newer mangling has them, with their crates told apart. */
const TELLING = /\bunknot\[\w+\]::/;
const CALLED = new RegExp(String.raw`\(call (${NAME})`, 'g');
const GLOBAL = new RegExp(String.raw`\(global\.[gs]et (${NAME})`, 'g');
const TABLE = new RegExp(String.raw`\((?:table\.\w+|call_indirect) (${NAME})`, 'g');
const NAMES = new RegExp(NAME, 'g');

/**
 * Parts a wasm file that has names: the file keeps what Start needs, and `later` gets the rest. Both lose their names.
 * In the first, what the second needs is exported under numbers, and what stands in for a function of it is imported
 * from "later" under its place in the table.
 */
export async function part(wasm, later) {
  const text = `${wasm}.wat`;
  await run('wasm-dis', [wasm, '-o', text]);
  const [first, second] = divide(parse(await readFile(text, 'utf8')));
  for (const [file, module] of [[wasm, first], [later, second]]) {
    await writeFile(text, module);
    const features = FEATURES.map((feature) => `--enable-${feature}`);
    await run('wasm-as', [text, ...features, '-o', file]);
    await run('wasm-opt', [file, ...features, '-Os', '-Oz', '--strip-debug', '--strip-producers', '-o', file]);
  }
  await rm(text);
  await prove(wasm, later);
}

/** Puts the two together as the page will, with nothing behind their imports: what does not fit throws. */
async function prove(wasm, later) {
  const [first, second] = await Promise.all([wasm, later].map(async (file) => WebAssembly.compile(await readFile(file))));
  const nothing = new Proxy({}, { get: () => new Proxy({}, { get: () => () => {} }) });
  const { exports } = await WebAssembly.instantiate(first, nothing);
  await WebAssembly.instantiate(second, { first: exports });
}

/** The fields of a module as wasm-dis writes them, each from one line that is indented by one to the next. */
function parse(text) {
  const body = text.replace(/^\(module[^\n]*\n/, '').replace(/\)\s*$/, '');
  const fields = body.split(/^ (?=\()/m).map((field) => field.trimEnd()).filter(Boolean);
  const of = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  for (const field of fields) {
    const kind = field.match(FIELD)?.[1];
    if (!of[kind]) throw new Error(`later: a field of an unknown kind: ${field.slice(0, 80)}`);
    of[kind].push(field);
  }
  return { ...of, functions: new Map(of.func.map((field) => [field.match(DEFINED)[1], field])) };
}

/** The texts of the two modules. */
function divide(module) {
  const { functions } = module;
  const later = laterOf(module);
  if (later.size === 0) throw new Error('later: no function has a name of a later module');
  const bodies = [...later].map((name) => functions.get(name));
  const uses = (pattern) => new Set(bodies.flatMap((body) => [...body.matchAll(pattern)].map(([, name]) => name)));
  const nameOf = (field) => field.match(NAMES)[0];

  const exports = [...module.export];
  const imports = [];
  const share = (kind, name, type) => {
    const number = String(imports.length);
    exports.push(`(export "${number}" (${kind} ${name}))`);
    imports.push(`(import "first" "${number}" ${type})`);
  };
  for (const memory of module.memory) share('memory', nameOf(memory), memory);
  // The table of functions is there under a name, too, for what stands in.
  const segments = module.elem.map(segmentOf);
  const functionTable = segments[0].table ?? nameOf(module.table[0]);
  exports.push(`(export "table" (table ${functionTable}))`);
  const tables = uses(TABLE).add(functionTable);
  // A table's own field is (table $name 583 583 funcref), as an import needs it.
  for (const table of module.table) if (tables.has(nameOf(table))) share('table', nameOf(table), table);
  const globals = uses(GLOBAL);
  for (const global of module.global) {
    if (globals.has(nameOf(global))) share('global', nameOf(global), global.replace(/ \(i32\.const -?\d+\)\)$/, ')'));
  }
  const signatures = new Map([...functions].map(([name, field]) => [name, signature(field)]));
  for (const field of module.import) {
    const [, name, type] = field.match(IMPORTED) ?? [];
    if (!name) throw new Error(`later: something else than a function is imported: ${field.slice(0, 80)}`);
    signatures.set(name, type);
  }
  for (const name of uses(CALLED)) {
    if (!later.has(name)) share('func', name, `(func ${name}${signatures.get(name)})`);
  }

  const standIns = [];
  const secondElements = [];
  const firstElements = segments.map(({ table = functionTable, base, names }) => {
    const places = names.map((name, place) => {
      if (!later.has(name)) return name;
      const slot = base + place;
      standIns.push(`(import "later" "${slot}" (func $later.${slot}${signatures.get(name)}))`);
      secondElements.push(`(elem (table ${table}) (i32.const ${slot}) func ${name})`);
      return `$later.${slot}`;
    });
    return `(elem (table ${table}) (i32.const ${base}) func ${places.join(' ')})`;
  });
  if (standIns.length === 0) throw new Error('later: no way leads to what is later');

  const kept = [...functions].filter(([name]) => !later.has(name)).map(([, field]) => field);
  const first = [module.type, module.import, standIns, module.global, module.memory, module.data, module.table, firstElements, exports, kept];
  const second = [module.type, imports, secondElements, bodies];
  return [first, second].map((fields) => `(module\n${fields.flat().join('\n')}\n)\n`);
}

/** A stretch of a table: from where on, and the functions in it. */
function segmentOf(field) {
  const [, table, base, names] = field.match(SEGMENT) ?? [];
  if (!names) throw new Error(`later: an element segment of an unknown form: ${field.slice(0, 80)}`);
  return { table, base: Number(base), names: names.match(NAMES) };
}

/** What a function of the module takes and gives, as an import says it. */
function signature(field) {
  const head = field.split('\n', 1)[0].replace(DEFINED, '');
  const takes = [...head.matchAll(/\(param \$\S+ (\w+)\)/g)].map(([, type]) => type);
  if (takes.length !== head.split('(param').length - 1) throw new Error(`later: a type of an unknown form: ${head}`);
  const gives = head.match(/\(result [^)]+\)+/)?.[0] ?? '';
  return `${takes.length > 0 ? ` (param ${takes.join(' ')})` : ''} ${gives}`;
}

/** The names of the functions that come later. */
function laterOf({ functions, elem, export: exports }) {
  if (![...functions.keys()].some((name) => TELLING.test(name))) {
    throw new Error('later: names of functions do not tell enough; does RUSTFLAGS replace those of .cargo/config.toml?');
  }
  const callers = new Map([...functions.keys()].map((name) => [name, []]));
  for (const [caller, body] of functions) {
    for (const [, name] of body.matchAll(CALLED)) callers.get(name)?.push(caller);
  }
  const reached = (fields) => new Set(fields.flatMap((field) => field.match(NAMES)));
  const inTable = reached(elem);
  const exported = reached(exports);
  const isNamed = (name) => LATER.test(name) && (!DROPS.test(name) || MADE_LATER.test(name)) && !isAnybodys(name);
  // Of code that is the same in two places one is left, under either name, and what is short often is: a closure that only
  // looks at a switch is that of every switch. In the table nobody knows who calls it, so it stays where it can't be missed.
  const isAnybodys = (name) => {
    const body = functions.get(name);
    if (!inTable.has(name) || body.split('\n').length > SHORT_LINES) return false;
    // What of our own only the later call is not the first's; a library's own may be.
    const isFirsts = (called) => !TELLING.test(called) || callers.get(called).some((caller) => !LATER.test(caller));
    return [...body.matchAll(CALLED)].every(([, called]) => !LATER.test(called) && isFirsts(called));
  };
  const later = new Set([...functions.keys()].filter((name) => isNamed(name) && !exported.has(name)));
  // What somebody outside calls directly is not later, and nor is what is called from there; what only the later call is.
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of later) {
      if (callers.get(name).some((caller) => !later.has(caller))) changed = later.delete(name);
    }
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, calledBy] of callers) {
      if (later.has(name) || isNamed(name) || inTable.has(name) || exported.has(name) || calledBy.length === 0) continue;
      if (calledBy.every((caller) => later.has(caller))) changed = Boolean(later.add(name));
    }
  }
  return later;
}
