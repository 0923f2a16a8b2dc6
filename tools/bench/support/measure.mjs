// What benchmarks share: memory of a browser's processes, and the figures that stand for many.

import { readFileSync, writeFileSync } from 'node:fs';

/** The process of the page, and that of the browser, which holds the parts of Blobs. */
export async function processesOf(browser) {
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  // Another renderer is kept in stock, which has done nothing yet.
  const busiest = (type) =>
    processInfo.filter((one) => one.type === type).reduce((most, one) => (one.cpuTime > most.cpuTime ? one : most)).id;
  return { page: busiest('renderer'), browser: busiest('browser') };
}

/** A number of bytes that the system knows of a process: `VmRSS` now, `VmHWM` at most. */
export function status(pid, name) {
  const [, kib] = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm'));
  return Number(kib) * 1024;
}

/** From here on the peak (VmHWM) is counted anew. */
export function forgetPeak(pid) {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

export function forEach(record, work) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, work(value)]));
}

/** The value that the given share of `values` does not exceed. */
export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Bytes in MiB, to a tenth. */
export function mib(bytes) {
  return Number((bytes / 2 ** 20).toFixed(1));
}
