/**
 * `npm run tour`: a walk through the studio by nobody's hand, with pictures, into out/tour/. `npm run pictures` is `--pictures`:
 * those of the README and of the starters; `--check` says which of them are older than what they show.
 */
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { projectRoot } from './project.ts';
import { buildWhenStale } from './start/build.ts';
import { Album } from './tour/album.ts';
import { steps } from './tour/steps.ts';
import { openBrowser, openStudio, type TourStudio, temporaryHome } from './tour/studio.ts';

/** Exit code when there is no browser to walk with. */
const noBrowser = 3;

const root = projectRoot();

async function main(): Promise<number> {
  if (process.env.GALLEY_BUILT === undefined && !buildWhenStale(root)) return 1;
  const opened = await openBrowser();
  if (opened === null) return noBrowser;
  const { browser, version } = opened;
  try {
    return await walk(browser, version);
  } finally {
    await browser.close();
  }
}

/** One line a step; what could not be done ends the walk and is told with the rest. @returns the exit code */
async function walk(browser: Browser, version: string): Promise<number> {
  const album = new Album(join(root, 'out', 'tour'));
  let studio: TourStudio | null = null;
  let failed = false;
  try {
    for (const [i, step] of steps.entries()) {
      album.begin(step.title);
      studio ??= await openStudio(browser, temporaryHome(), ['--tour']);
      const words = await step.walk(studio, album);
      album.say(words);
      console.log(`${String(i + 1).padStart(2)}  ${step.title}: ${words}`);
    }
  } catch (error) {
    failed = true;
    await album.fail(studio?.page ?? null, messageOf(error));
    console.error(`Could not: ${album.chapters.at(-1)?.title}\n${messageOf(error)}`);
  } finally {
    await studio?.close();
  }
  const about = `Made on ${new Date().toISOString().slice(0, 10)} with Chromium ${version}, at 1440 by 900 and 1024 by 700.`;
  console.log(`\nThe story, with pictures: ${album.write(about)}`);
  return failed ? 1 : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main();
