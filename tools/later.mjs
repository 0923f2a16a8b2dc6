// Parts the wasm in two: what Start needs, and what comes later (docs/adr/0009-later-code.md).
//
// What is later is told by the names of functions: those of the modules below, and those that nobody else calls. They move
// into a second wasm, which shares the memory and the tables of the first. Nobody in the first calls them but through
// the table of functions, where something that stands in for each keeps its place until they have come.

import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The screens that wait for the library. */
const LATER = /\bunknot(?:\[\w+\])?::(ui::screens::(library|pose|progress|routine|settings)|finder)\b/;

/** The flags that let wasm-as read what wasm-dis has written. */
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];

const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)`;
const DEFINED = new RegExp(String.raw`^\(func (${NAME})`);
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
    await run('wasm-opt', [file, ...features, '-Os', '--strip-debug', '--strip-producers', '-o', file]);
  }
  await rm(text);
}

/** The fields of a module as wasm-dis writes them, each from one line that is indented by one to the next. */
function parse(text) {
  const fields = text.replace(/^\(module\n/, '').replace(/\)\s*$/, '').split(/^ (?=\()/m).filter(Boolean);
  const of = (kind) => fields.filter((field) => field.startsWith(`(${kind} `)).map((field) => field.trimEnd());
  const functions = new Map(of('func').map((field) => [field.match(DEFINED)[1], field]));
  return { types: of('type'), imports: of('import'), globals: of('global'), memories: of('memory'), tables: of('table'), elements: of('elem'), exports: of('export'), data: of('data'), functions, others: fields.length };
}

/** The texts of the two modules. */
function divide(module) {
  const { functions } = module;
  const later = laterOf(module);
  if (later.size === 0) throw new Error('later: no function has a name of a later module');
  const bodies = [...later].map((name) => functions.get(name));
  const uses = (pattern) => new Set(bodies.flatMap((body) => [...body.matchAll(pattern)].map(([, name]) => name)));

  const exports = [...module.exports];
  const imports = [];
  const share = (kind, name, type) => {
    const number = String(imports.length);
    exports.push(`(export "${number}" (${kind} ${name}))`);
    imports.push(`(import "first" "${number}" ${type})`);
  };
  for (const memory of module.memories) share('memory', memory.split(/[\s()]+/)[2], memory);
  // A table's own field is (table $name 583 583 funcref), as an import needs it.
  const tables = uses(TABLE);
  for (const table of module.tables) {
    const name = table.match(NAMES)[0];
    if (tables.has(name)) share('table', name, table);
  }
  for (const global of module.globals) {
    const [name] = global.match(NAMES);
    if (uses(GLOBAL).has(name)) share('global', name, global.replace(/ \(i32\.const -?\d+\)\)$/, ')'));
  }
  const signatures = new Map([...functions].map(([name, field]) => [name, signature(field)]));
  for (const field of module.imports) {
    const inner = field.match(new RegExp(String.raw`\(func (${NAME})([^]*)\)\)$`));
    if (inner) signatures.set(inner[1], inner[2]);
  }
  for (const name of uses(CALLED)) {
    if (!later.has(name)) share('func', name, `(func ${name}${signatures.get(name)})`);
  }

  // The table of functions is there under a name, for what stands in.
  const [functionTable] = module.elements[0].match(new RegExp(String.raw`(?<=\(table )${NAME}`)) ?? [module.tables[0].match(NAMES)[0]];
  exports.push(`(export "table" (table ${functionTable}))`);
  if (!tables.has(functionTable)) share('table', functionTable, module.tables.find((field) => field.includes(functionTable)));

  const standIns = [];
  const secondElements = [];
  const firstElements = module.elements.map((field) => {
    const [head, table, base, names] = field.match(new RegExp(String.raw`^\(elem ${NAME} (\(table ${NAME}\) )?\(i32\.const (\d+)\) func ([^]*)\)$`)) ?? [];
    if (!head) throw new Error(`later: an element segment of an unknown form: ${field.slice(0, 80)}`);
    const places = names.match(NAMES).map((name, place) => {
      if (!later.has(name)) return name;
      const slot = Number(base) + place;
      standIns.push(`(import "later" "${slot}" (func $later.${slot}${signatures.get(name)}))`);
      secondElements.push(`(elem ${table ?? ''}(i32.const ${slot}) func ${name})`);
      return `$later.${slot}`;
    });
    return `(elem ${table ?? ''}(i32.const ${base}) func ${places.join(' ')})`;
  });
  if (standIns.length === 0) throw new Error('later: no way leads to what is later');

  const kept = [...functions].filter(([name]) => !later.has(name)).map(([, field]) => field);
  const { types, globals, memories, tables: allTables, data } = module;
  const first = [types, module.imports, standIns, globals, memories, data, allTables, firstElements, exports, kept];
  const second = [types, imports, secondElements, bodies];
  return [first, second].map((fields) => `(module\n${fields.flat().join('\n')}\n)\n`);
}

/** What a function of the module takes and gives, as an import says it. */
function signature(field) {
  const [head] = field.split('\n', 1);
  const takes = [...head.matchAll(/\(param \$\S+ (\w+)\)/g)].map(([, type]) => type);
  const gives = head.match(/\(result [\w ]+\)/)?.[0] ?? '';
  return `${takes.length > 0 ? ` (param ${takes.join(' ')})` : ''} ${gives}`;
}

/** The names of the functions that come later. */
function laterOf({ functions, elements, exports }) {
  const callers = new Map([...functions.keys()].map((name) => [name, []]));
  for (const [caller, body] of functions) {
    for (const [, name] of body.matchAll(CALLED)) callers.get(name)?.push(caller);
  }
  const reached = (fields) => new Set(fields.flatMap((field) => field.match(NAMES)));
  const inTable = reached(elements);
  const exported = reached(exports);
  const isNamed = (name) => LATER.test(name);
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
