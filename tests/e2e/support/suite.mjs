// The fixture of most test files: the release build on a server, and one Chromium with a fresh profile for each test.

import { after, afterEach, before, beforeEach } from 'node:test';

import { DIST, PHONE } from './app.mjs';
import { launchChromium } from './browsers.mjs';
import { serve } from './serve.mjs';

/** Sets up the fixture of a `describe` block. Its tests use `url`, `browser` and `context`, the test's profile. `args` are the browser's. */
export function inChromium({ args } = {}) {
  const suite = {
    /** Replaces the profile with a fresh one. */
    async freshContext() {
      await suite.context?.close();
      suite.context = await suite.browser.newContext({ viewport: PHONE });
    },
  };
  before(async () => {
    suite.server = await serve(DIST);
    suite.url = suite.server.url;
    suite.browser = await launchChromium({ args });
  });
  after(async () => {
    await suite.browser?.close();
    await suite.server?.close();
  });
  beforeEach(async () => {
    suite.context = await suite.browser.newContext({ viewport: PHONE });
  });
  afterEach(() => suite.context.close());
  return suite;
}
