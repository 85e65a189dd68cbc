/**
 * `npm run tour`: a walk through the studio by nobody's hand, with pictures, into out/tour/. `npm run pictures` is `--pictures`:
 * those of the README and of the starters; `--check` says which of them are older than what they show.
 */
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { projectRoot } from './project.ts';
import { buildWhenStale } from './start/build.ts';
import { readDrift, starters, writeManifest } from './tour/drift.ts';
import { makeStudioPictures } from './tour/pictures.ts';
import { makeStarterPicture } from './tour/starters.ts';
import { openBrowser } from './tour/studio.ts';
import { walkTour } from './tour/walk.ts';

/** Exit code when there is no browser to walk with. */
const noBrowser = 3;

const root = projectRoot();

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  if (asked.includes('--check')) return checkPictures();
  if (process.env.GALLEY_BUILT === undefined && !buildWhenStale(root)) return 1;
  const browser = await openBrowser();
  if (browser === null) return noBrowser;
  try {
    return asked.includes('--pictures') ? await makePictures(browser) : (await walkTour(browser, root)) ? 0 : 1;
  } finally {
    await browser.close();
  }
}

function checkPictures(): number {
  const drifted = readDrift(root);
  for (const line of drifted) console.log(line);
  console.log(drifted.length === 0 ? 'Every picture shows what is.' : 'Run “npm run pictures”, and look at them.');
  return drifted.length === 0 ? 0 : 1;
}

/** The starters' first: Welcome shows them. */
async function makePictures(browser: Browser): Promise<number> {
  const built = process.env.GALLEY_BUILT ?? join(root, 'out');
  for (const name of starters) console.log(await makeStarterPicture(browser, { root, built, name }));
  await makeStudioPictures(browser, join(root, 'docs/pictures'), (line) => console.log(line));
  writeManifest(root);
  return 0;
}

process.exitCode = await main();
