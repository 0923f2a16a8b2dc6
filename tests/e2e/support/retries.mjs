// Records retries, so that a passing run reports them. reporter.mjs sets UNKNOT_RETRIES to a file and reads it at the end.

import { appendFileSync } from 'node:fs';

/** Records that something is about to be retried, and why. */
export function countRetry(why) {
  const line = why.replaceAll(/\s+/g, ' ');
  console.error(`retry: ${line}`);
  if (process.env.UNKNOT_RETRIES) appendFileSync(process.env.UNKNOT_RETRIES, `${line}\n`);
}

/**
 * Calls `attempt` until it resolves to an empty list of faults, at most `tries` times. Its argument is the number of the try. Only for
 * faults that a busy machine can cause by chance: a fault of the app would occur in every try.
 */
export async function retried(what, tries, attempt) {
  for (let tried = 1; ; tried += 1) {
    const faults = await attempt(tried);
    if (faults.length === 0) return;
    if (tried === tries) throw new Error(`${what} failed in all ${tries} tries: ${faults.join(', ')}`);
    countRetry(`${what}, try ${tried} of ${tries}: ${faults.join(', ')}`);
  }
}
