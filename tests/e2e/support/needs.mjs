// Skips tests whose requirements the machine lacks. In CI no test may be skipped.

/** The `skip` option of a test: the reason, or false. Throws in CI if there is a reason. */
export function skipFor(reason) {
  if (reason && process.env.CI === 'true') throw new Error(`No test may be skipped in CI: ${reason}`);
  return reason;
}
