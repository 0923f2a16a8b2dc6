// What most files of tests share: the release build, served, and one Chromium for all of a file's tests, in a fresh profile
// for each.

import { after, afterEach, before, beforeEach } from 'node:test';

import { DIST, PHONE } from './app.mjs';
import { launchChromium } from './browsers.mjs';
import { serve } from './serve.mjs';

/** To be called in a `describe`: its tests get the address as `url` and their profile as `context`. `args` are the browser's. */
export function inChromium({ args } = {}) {
  const suite = {
    /** A fresh profile in place of this one, on a phone. */
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
