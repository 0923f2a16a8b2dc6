// Node's `spec` reporter, with the retries in its closing summary. Test files run in processes of their own and record retries
// in a file (retries.mjs).

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { spec } from 'node:test/reporters';

const folder = mkdtempSync(join(tmpdir(), 'unknot-retries-'));
const file = join(folder, 'retries');
process.env.UNKNOT_RETRIES = file;
process.on('exit', () => rmSync(folder, { recursive: true }));

export default async function* report(events) {
  yield* Readable.from(withRetries(events)).compose(new spec());
}

async function* withRetries(events) {
  for await (const event of events) {
    const { type, data } = event;
    const say = (message) => ({ type, data: { ...data, message } });
    if (type === 'test:diagnostic' && data.nesting === 0 && /^tests \d+$/.test(data.message)) {
      const retries = recorded();
      yield* retries.map((retry) => say(`retry: ${retry}`));
      yield say(`retries ${retries.length}`);
    }
    yield event;
  }
}

function recorded() {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
