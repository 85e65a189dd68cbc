/** The walk, told: one line a step on the terminal, and an album of it. */
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Browser } from '@playwright/test';
import { Album } from './album.ts';
import { steps } from './steps.ts';
import { openStudio, type TourStudio, temporaryHome } from './studio.ts';

/**
 * What could not be done ends the walk, and is told with the rest.
 * @param root the project's folder
 * @returns whether all was done
 */
export async function walkTour(browser: Browser, root: string): Promise<boolean> {
  const album = new Album(join(root, 'out', 'tour'));
  let studio: TourStudio | null = null;
  let done = false;
  try {
    for (const [i, step] of steps.entries()) {
      album.begin(step.title);
      studio ??= await openStudio(browser, temporaryHome(), ['--tour']);
      const words = await step.walk(studio, album);
      album.say(words);
      console.log(`${String(i + 1).padStart(2)}  ${step.title}: ${words}`);
    }
    done = true;
  } catch (error) {
    const message = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).trim();
    await album.fail(studio?.page ?? null, message);
    console.error(`Could not: ${album.chapters.at(-1)?.title}\n${message}`);
  } finally {
    await studio?.close();
  }
  const day = new Date().toISOString().slice(0, 10);
  const file = album.write(`Made on ${day} with Chromium ${browser.version()}, at 1440 by 900 and 1024 by 700.`);
  console.log(`\nThe story, with pictures: ${file}`);
  return done;
}
