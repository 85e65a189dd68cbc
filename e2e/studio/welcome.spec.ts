/** The first screen: a folder of one's own, sites that were open before, and new ones. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, writeSite } from './fixture.ts';
import { smallSite } from './sites.ts';
import { afterBuild, verdict } from './steps.ts';

test.use({ opens: null });

function home(page: Page) {
  return page.getByRole('heading', { name: 'Galley', level: 1 });
}

async function leaveSite(page: Page, title: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: title }).click();
  await page.getByRole('menuitem', { name: 'Open another site…' }).click();
  await expect(home(page)).toBeVisible();
}

test('a site is opened with the folder chooser, found again among recent ones, and forgotten', async ({
  page,
  studio,
}) => {
  writeSite(join(studio.user, 'texts/birds'), smallSite);
  await expect(home(page)).toBeVisible();
  await page.getByRole('button', { name: 'Open a folder' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a folder' });
  await dialog.getByRole('button', { name: 'Home', exact: true }).click();
  await dialog.getByRole('list', { name: 'Folders' }).getByRole('button', { name: 'texts' }).click();
  await expect(dialog.getByRole('button', { name: 'birds this is a site' })).toBeVisible();
  await dialog.getByRole('button', { name: 'birds this is a site' }).click();
  await expect(verdict(page)).toContainText('all good', afterBuild);

  await leaveSite(page, 'Small Birds');
  const recents = page.getByRole('region', { name: 'Go on with' });
  await recents.getByRole('button', { name: /^Small Birds/ }).click();
  await expect(verdict(page)).toContainText('all good', afterBuild);

  await leaveSite(page, 'Small Birds');
  rmSync(join(studio.user, 'texts/birds'), { recursive: true });
  await page.reload();
  await expect(recents.getByRole('button', { name: /is not there any more/ })).toBeDisabled();
  await recents.getByRole('button', { name: 'Take Small Birds off this list' }).click();
  await expect(recents).toBeHidden();
});

test('a folder that is no site becomes one after one question', async ({ page, studio }) => {
  const folder = join(studio.user, 'notes');
  writeSite(folder, { 'content/about.md': '# About us\n\nHello.\n', 'other.txt': 'kept' });
  await page.getByRole('button', { name: 'Open a folder' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a folder' });
  await dialog.getByRole('button', { name: 'Home', exact: true }).click();
  await dialog.getByRole('button', { name: 'notes', exact: true }).click();
  await dialog.getByRole('button', { name: 'Open “notes”' }).click();
  await expect(page.getByText('“notes” is not a site yet.')).toBeVisible();
  expect(existsSync(join(folder, 'site.yaml'))).toBe(false);
  await page.getByRole('textbox', { name: 'What is the site called?' }).fill('Notes of a Gardener');
  await page.getByRole('button', { name: 'Make it a site' }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: 'Notes of a Gardener' })).toBeVisible(afterBuild);
  await expect(page.getByRole('treeitem', { name: /About/ })).toBeVisible(afterBuild);
  expect(readFileSync(join(folder, 'other.txt'), 'utf8')).toBe('kept');
});

test('a new site from each starter has nothing to fix; a title that is taken gets a folder of its own', async ({
  page,
  studio,
}) => {
  const starters = page.getByRole('region', { name: 'Begin a new site' }).getByRole('listitem');
  await expect(starters).toHaveCount(2);
  for (const [at, title] of ['My Garden', 'My Garden'].entries()) {
    await starters.nth(at).getByRole('button').click();
    const dialog = page.getByRole('dialog', { name: 'A new site' });
    await expect(dialog.getByRole('button', { name: 'Make the site' })).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'What is it called?' }).fill(title);
    await dialog.getByRole('button', { name: 'Make the site' }).click();
    await expect(verdict(page)).toContainText('all good', afterBuild);
    await leaveSite(page, title);
  }
  const sites = join(studio.user, 'Galley');
  expect(readFileSync(join(sites, 'my-garden/site.yaml'), 'utf8')).toMatch(/^title: "?My Garden"?$/m);
  expect(readFileSync(join(sites, 'my-garden-2/site.yaml'), 'utf8')).toMatch(/^title: "?My Garden"?$/m);
});

test('a folder that has something in it is refused with the reason', async ({ page, studio }) => {
  writeSite(studio.user, { 'full/kept.txt': 'kept' });
  await page.getByRole('region', { name: 'Begin a new site' }).getByRole('button').first().click();
  const dialog = page.getByRole('dialog', { name: 'A new site' });
  await dialog.getByRole('textbox', { name: 'What is it called?' }).fill('Garden');
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(studio.user, 'full'));
  await dialog.getByRole('button', { name: 'Make the site' }).click();
  await expect(dialog.getByText(/not empty|something in it|empty/).last()).toBeVisible();
  expect(readFileSync(join(studio.user, 'full/kept.txt'), 'utf8')).toBe('kept');
});

test('an address without its key shows in words what to do', async ({ page }) => {
  await expect(home(page)).toBeVisible();
  await page.goto(page.url().replace(/#.*$/, '#key=wrong'));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('This address has lost its key');
});
