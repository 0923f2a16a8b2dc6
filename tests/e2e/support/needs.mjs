// What a test needs of the machine. On somebody's laptop a test that lacks it is skipped and says why; in CI nothing is.

/** The `skip` of a test for a reason that there may be, or false. In CI a reason to skip is a failure. */
export function skipFor(reason) {
  if (reason && process.env.CI === 'true') throw new Error(`In CI nothing is skipped: ${reason}`);
  return reason;
}
