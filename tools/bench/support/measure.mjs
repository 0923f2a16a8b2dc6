// Helpers of the benchmarks: memory of a browser's processes, and statistics.

import { readFileSync, writeFileSync } from 'node:fs';

/** The process ids of the page and of the browser, which holds the contents of Blobs. */
export async function processesOf(browser) {
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  // Chromium keeps a spare renderer, which has used less CPU time.
  const busiest = (type) =>
    processInfo.filter((one) => one.type === type).reduce((most, one) => (one.cpuTime > most.cpuTime ? one : most)).id;
  return { page: busiest('renderer'), browser: busiest('browser') };
}

/** A memory statistic of a process in bytes: `VmRSS` is the current size, `VmHWM` the peak. */
export function status(pid, name) {
  const [, kib] = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm'));
  return Number(kib) * 1024;
}

/** Resets the peak (`VmHWM`) of a process. */
export function resetPeak(pid) {
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

/** Converts bytes to MiB, rounded to a tenth. */
export function mib(bytes) {
  return Number((bytes / 2 ** 20).toFixed(1));
}
