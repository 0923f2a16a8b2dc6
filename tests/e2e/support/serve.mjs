import { serveDist } from '../../../tools/serve.mjs';

/** Serves `dir` under `base`, compressed like a real host does. Resolves to { url, close() }; port 0 takes a free one. */
export function serve(dir, { base = '/', port = 0 } = {}) {
  return serveDist({ dir, base, port, brotli: true });
}
