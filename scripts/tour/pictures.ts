/** The pictures of the README: the studio on the tour, each where it says most in one look. */
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import * as act from './acts.ts';
import { hidePlaces } from './places.ts';
import { savePicture } from './save-picture.ts';
import { settle } from './settle.ts';
import { openStudio, temporaryHome } from './studio.ts';

/** Bytes; a README is read on telephones too. */
const limit = 150 * 1024;

/** @param folder of the pictures. @param said one line a picture */
export async function makeStudioPictures(
  browser: Browser,
  folder: string,
  said: (line: string) => void,
): Promise<void> {
  const home = temporaryHome();
  const studio = await openStudio(browser, home, ['--tour']);
  const { page } = studio;
  const take = picturesInto(folder, home, said);
  try {
    await proofs(page, take);
    await act.mendAll(page);
    await act.planPublish(page);
    await act.publish(page);
    await writing(page, take);
    await act.retitle(page, 'Hazel', 'Hazel, and its two flowers');
    await act.planPublish(page);
    await take(page, 'publish.webp');
    await act.openRoom(page, 'Timings');
    await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
    await take(page, 'timings.webp');
  } finally {
    await studio.close();
  }
  await welcome(browser, home, take);
}

type Take = (page: Page, name: string) => Promise<void>;

function picturesInto(folder: string, home: string, said: (line: string) => void): Take {
  return async (page, name) => {
    await act.dismissNotices(page);
    await page.mouse.move(0, 0);
    await hidePlaces(page, home);
    await settle(page);
    const png = await page.screenshot({ animations: 'disabled' });
    said(await savePicture(png, join(folder, name), limit));
  };
}

async function proofs(page: Page, take: Take): Promise<void> {
  await act.seeThingsToFix(page, 5);
  // The first build of a program that has just begun is slower than those that a person lives with.
  await act.buildAgain(page);
  await act.chooseProof(page, /mill pond/);
  await page.getByRole('button', { name: 'Show me on the page' }).click();
  await act.previewOf(page).getByRole('link', { name: 'the mill pond' }).waitFor();
  await take(page, 'proofs.webp');
  const { dialog } = await act.openFix(page, '');
  await take(page, 'fix.webp');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function writing(page: Page, take: Take): Promise<void> {
  await act.openPage(page, 'The dipper');
  const sentence = 'Children laugh, and it bows again.';
  await act.writeAfter(page, 'It comes up where you did not expect it', ` ${sentence}`);
  await act.seeInPreview(page, sentence);
  await act.seeSaved(page);
  await take(page, 'write.webp');
  await act.dress(page, 'dark');
  await take(page, 'write-dark.webp');
  await act.dress(page, 'light');
}

async function welcome(browser: Browser, home: string, take: Take): Promise<void> {
  const { page, close } = await openStudio(browser, home, []);
  try {
    const starters = page.getByRole('region', { name: 'Begin a new site' }).locator('img');
    await starters.first().waitFor();
    await take(page, 'welcome.webp');
  } finally {
    await close();
  }
}
