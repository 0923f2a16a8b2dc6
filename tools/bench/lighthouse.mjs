// Runs Lighthouse on the release build in dist/ with its mid-range phone settings: the first visit, and Today. Run by hand:
// node tools/bench/lighthouse.mjs

import lighthouse from 'lighthouse';
import { computeMedianRun } from 'lighthouse/core/lib/median-run.js';

import { DIST } from '../../tests/e2e/support/app.mjs';
import { launchTabbedChromium } from '../../tests/e2e/support/browsers.mjs';
import { serveDist } from '../serve.mjs';

const RUNS = 3;
const WANTED = { performance: 95, accessibility: 100, 'best-practices': 100 };
/** Pages, and what prepares them. */
const PAGES = {
  'first visit': async () => {},
  // Lighthouse clears the caches but keeps localStorage and IndexedDB.
  Today: async (page, url) => {
    await page.goto(url);
    await page.locator('#main .bottom-action .button').click();
    await page.locator('.offer').waitFor();
  },
};

async function run(url, prepare) {
  const browser = await launchTabbedChromium();
  const page = await browser.context.newPage();
  await prepare(page, url);
  await page.goto('about:blank');
  const { lhr } = await lighthouse(url, { onlyCategories: Object.keys(WANTED), logLevel: 'error', port: browser.port });
  await browser.close();
  return lhr;
}

const score = (value) => Math.round(value * 100);

/** The audits without a full score, and the reasons. */
function shortcomings(result) {
  return Object.values(result.categories).flatMap((category) =>
    category.auditRefs
      .map(({ id, weight }) => ({ ...result.audits[id], weight }))
      .filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'error' || (score !== null && score < 1))
      .map(({ id, score: value, weight, displayValue, errorMessage, explanation, title }) => ({
        category: category.id,
        audit: id,
        score: score(value),
        weight,
        reason: [displayValue, errorMessage, explanation, title].filter(Boolean).join('; '),
      })),
  );
}

const server = await serveDist({ dir: DIST, brotli: true });
for (const [name, prepare] of Object.entries(PAGES)) {
  const results = [];
  for (let n = 0; n < RUNS; n += 1) results.push(await run(server.url, prepare));
  const median = computeMedianRun(results);
  console.log(`\nLighthouse ${median.lighthouseVersion}, mobile, ${name}, the median of ${RUNS} runs`);
  console.table(
    Object.fromEntries(
      Object.entries(WANTED).map(([category, wanted]) => {
        const scores = results.map(({ categories }) => score(categories[category].score));
        const got = score(median.categories[category].score);
        return [category, { score: got, runs: scores.join(' '), wanted, met: got >= wanted ? 'yes' : 'NO' }];
      }),
    ),
  );
  console.table(shortcomings(median));
}
await server.close();
