// What is tried again is counted, so that a green run says what it took: reporter.mjs names a file in UNKNOT_RETRIES, and
// reports what it finds there at the end.

import { appendFileSync } from 'node:fs';

/** Notes that something is about to be tried again, and why. */
export function countRetry(why) {
  const line = why.replaceAll(/\s+/g, ' ');
  console.error(`retry: ${line}`);
  if (process.env.UNKNOT_RETRIES) appendFileSync(process.env.UNKNOT_RETRIES, `${line}\n`);
}

/**
 * Tries until nothing is wrong, at most `tries` times. `attempt` is told which try it is and answers with a list of faults.
 * Only for what a machine short of time can get wrong by chance: a fault of the app would be there at every try.
 */
export async function retried(what, tries, attempt) {
  for (let tried = 1; ; tried += 1) {
    const faults = await attempt(tried);
    if (faults.length === 0) return;
    if (tried === tries) throw new Error(`${what}, ${tries} times of ${tries}: ${faults.join(', ')}`);
    countRetry(`${what}, try ${tried} of ${tries}: ${faults.join(', ')}`);
  }
}
