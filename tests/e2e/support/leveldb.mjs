// Logs of LevelDB, in which Chromium keeps databases and localStorage, as a kill can leave them.
//
// A kill between the two writes of a record, its header and its content, leaves a header alone at the end of the log. LevelDB takes
// that for the end of the log, and appends what comes next. At the start after the next one the header takes that for its content, its
// checksum is wrong, and Chromium deletes all databases of the site (docs/adr/0003-storage.md).

import { appendFileSync, readFileSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** No record goes beyond the end of a block. Where no header fits any more, the rest of a block is empty. */
const BLOCK = 32_768;
/** A header: 4 bytes of checksum, 2 of length, and the type. */
const HEADER = 7;
/** The types of the records that end what was written at once. Others are its first parts. */
const ENDS = [1, 4];

/** The length of a log up to the end of what was written completely. */
export function completeLength(log) {
  let complete = 0;
  for (let at = 0; at + HEADER <= log.length; ) {
    const left = BLOCK - (at % BLOCK);
    if (left < HEADER) {
      at += left;
      continue;
    }
    const end = at + HEADER + log.readUInt16LE(at + 4);
    if (end > log.length) break;
    if (ENDS.includes(log[at + 6])) complete = end;
    at = end;
  }
  return complete;
}

/** The logs of a profile's databases and of its localStorage. The list of a database's files is a log as well. */
function logsOf(profile, folder = '(IndexedDB|Local Storage)') {
  const names = readdirSync(profile, { recursive: true });
  return names.filter((name) => new RegExp(`${folder}/.*(\\.log|MANIFEST-\\d+)$`).test(name)).map((name) => join(profile, name));
}

/** Cuts off what a kill has left incomplete in the logs of a profile. Returns how many logs there were of that kind. */
export function cutIncomplete(profile) {
  const isCut = (path) => {
    const log = readFileSync(path);
    const length = completeLength(log);
    // Behind the last record there may be the empty rest of a block.
    const isIncomplete = log.subarray(length).some((byte) => byte !== 0);
    if (isIncomplete) truncateSync(path, length);
    return isIncomplete;
  };
  return logsOf(profile).filter(isCut).length;
}

/** Leaves the logs of a profile's databases as such a kill would: with a header alone. */
export function leaveIncomplete(profile) {
  const logs = logsOf(profile, 'IndexedDB').filter((path) => path.endsWith('.log'));
  for (const log of logs) appendFileSync(log, Buffer.from([0x11, 0x22, 0x33, 0x44, 64, 0, ENDS[0]]));
  return logs.length;
}
