// Takes the screenshots for the install dialog from the release build in dist/, in the sizes that the manifest declares. Run by hand
// after a visible change (./dev build && node tools/screenshots.mjs). The results are committed.

import { mkdirSync } from 'node:fs';

import { launchChromium } from '../tests/e2e/support/browsers.mjs';
import { serveDist } from './serve.mjs';

const FOLDER = 'public/screenshots';
const SCREENSHOTS = [
  { target: 'today-narrow.png', viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 },
  { target: 'today-wide.png', viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
];

mkdirSync(FOLDER, { recursive: true });
const server = await serveDist({ dir: 'dist' });
const browser = await launchChromium();
try {
  for (const { target, ...screen } of SCREENSHOTS) {
    const context = await browser.newContext({ ...screen, reducedMotion: 'reduce', colorScheme: 'light' });
    const page = await context.newPage();
    await page.goto(server.url);
    // Skips the safety page.
    await page.locator('#main .bottom-action .button').click();
    await page.locator('.offer').waitFor();
    await page.screenshot({ path: `${FOLDER}/${target}` });
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
