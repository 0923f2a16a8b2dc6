// A static web server for a built app, which behaves like a static host: it serves at a path and has no fallbacks.
// Tests use `serveDist`. Run by hand: node tools/serve.mjs [dir] [--port 8081] [--base /sub/] [--brotli]

import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
const COMPRESSIBLE = /^(text\/|application\/(json|wasm|manifest)|image\/svg)/;

/**
 * Serves the files of `dir` under the path `base` of 127.0.0.1. Port 0 takes a free port. Files are read for each request, so a test
 * can replace them.
 *
 * `headers` are sent with every file.
 *
 * `onRequest` is called with the path of each request. The response waits for its result; if that is `false`, the connection is
 * closed without a response.
 *
 * Resolves to the address of the app (`url`) and a function that stops the server (`close`).
 */
export async function serveDist({ dir, base = '/', brotli = false, port = 0, headers = {}, onRequest = () => {} }) {
  const root = resolve(dir);
  const compressed = brotli ? new Map() : undefined;
  const server = createServer(async (request, response) => {
    if ((await onRequest(request.url)) === false) response.destroy();
    else respond({ root, base, compressed, extra: headers }, request, response);
  });
  await new Promise((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

function respond({ root, base, compressed, extra }, request, response) {
  const file = locate(root, base, request.url);
  const stats = file && statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
    return;
  }
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  const headers = { 'Content-Type': type, 'Cache-Control': 'no-cache', ...extra };
  if (compressed && COMPRESSIBLE.test(type) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
    const key = `${file} ${stats.mtimeMs} ${stats.size}`;
    if (!compressed.has(key)) compressed.set(key, brotliCompressSync(readFileSync(file)));
    const body = compressed.get(key);
    response.writeHead(200, { ...headers, 'Content-Encoding': 'br', 'Content-Length': body.length }).end(body);
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Length': stats.size });
  // A test may remove the file in the meantime.
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** The path of the requested file, or undefined if it is outside the app. */
function locate(root, base, target) {
  const path = decodePath(target);
  if (!path?.startsWith(base)) return undefined;
  const inside = path.slice(base.length);
  const file = join(root, inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside);
  return file.startsWith(root + sep) ? file : undefined;
}

function decodePath(target) {
  try {
    return decodeURIComponent(target.split(/[?#]/)[0]);
  } catch {
    return undefined;
  }
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8081' },
      base: { type: 'string', default: '/' },
      brotli: { type: 'boolean', default: false },
    },
  });
  const dir = positionals[0] ?? 'dist';
  const { url } = await serveDist({ dir, base: values.base, brotli: values.brotli, port: Number(values.port) });
  console.log(`Serving ${dir} on ${url} (Ctrl-C stops it)`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
