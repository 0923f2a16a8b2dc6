// Renders the PNG icons of the manifest from the two SVG files in public/icons. Run by hand after changing one
// (node tools/icons.mjs). The results are committed, so that a build needs no browser.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { launchChromium } from '../tests/e2e/support/browsers.mjs';

const FOLDER = 'public/icons';
const ICONS = [
  { source: 'icon.svg', target: 'icon-192.png', size: 192 },
  { source: 'icon.svg', target: 'icon-512.png', size: 512 },
  { source: 'maskable.svg', target: 'maskable-192.png', size: 192 },
  { source: 'maskable.svg', target: 'maskable-512.png', size: 512 },
  // iOS rounds the corners and shows transparency as black, so this icon is rendered from the maskable one.
  { source: 'maskable.svg', target: 'apple-touch-icon.png', size: 180 },
];

const browser = await launchChromium();
try {
  for (const { source, target, size } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${readFileSync(join(FOLDER, source), 'utf8')}`);
    await page.screenshot({ path: join(FOLDER, target), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
