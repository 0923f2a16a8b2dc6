// Put at the end of the glue in release builds: brings the part of the wasm that comes later (tools/later.mjs). `wasm` is the
// glue's name for what the first part exports, and __LATER__ that of the file.

const LATER = new URL(__LATER__, import.meta.url);
const LATER_PATIENCE_MS = 30_000;

let laterComes;

const addLater = (module) => new WebAssembly.Instance(module, { first: wasm });

async function fetchLater() {
  const answer = await fetch(LATER, { cache: 'no-cache', signal: AbortSignal.timeout(LATER_PATIENCE_MS) });
  if (!answer.ok) throw new Error(`${LATER}: ${answer.status}`);
  addLater(await WebAssembly.compile(await answer.arrayBuffer()));
}

/** Asked for by the app when the first screen is there, and again when it did not come (src/app/shelf.rs). */
globalThis.unknotLater = () => {
  laterComes ??= fetchLater().catch((error) => {
    laterComes = undefined;
    throw error;
  });
  return laterComes;
};

/**
 * What stands in the table of functions for one that has not come. The app waits before it draws what is later, so nobody
 * calls it; but where the compiler has found the same code on both sides, only one of the two is left, and it may lie
 * on this one. Then there is no way but to stop for it. Where even that fails, so does the app, as with any other error.
 */
const standIns = new Proxy({}, {
  get: (_, place) => (...values) => {
    const request = new XMLHttpRequest();
    request.open('GET', LATER, false);
    // One character for each byte: bytes themselves can only be waited for.
    request.overrideMimeType('text/plain; charset=x-user-defined');
    request.send();
    addLater(new WebAssembly.Module(Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 0xff)));
    return wasm.table.get(Number(place))(...values);
  },
});
