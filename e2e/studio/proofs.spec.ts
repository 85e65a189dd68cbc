/** What is wrong, one row a cause: found, read, mended, taken back, or muted with a reason. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { press } from './keyboard.ts';
import { afterBuild, choose, editorOf, statusLine, verdict } from './steps.ts';

const list = (page: Page) => page.getByRole('listbox', { name: 'Proofs' });
const rows = (page: Page) => list(page).getByRole('option');
const detail = (page: Page) => page.getByRole('article');

test.beforeEach(async ({ page }) => {
  await expect(verdict(page)).toContainText('5 things to fix', afterBuild);
});

test('the list is walked with the arrows and filtered by kind, mistake, part and words', async ({ page }) => {
  await expect(rows(page)).not.toHaveCount(0);
  const all = await rows(page).count();
  await list(page).focus();
  await press(page, 'End');
  await expect(rows(page).last()).toHaveAttribute('aria-selected', 'true');
  await press(page, 'Home', 'ArrowDown');
  await expect(rows(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(detail(page)).toContainText((await rows(page).nth(1).locator('span').first().textContent()) ?? '?');
  await choose(page, 'Which', /^To fix \(5\)/);
  await expect(rows(page)).toHaveCount(5);
  await choose(page, 'Which', /^Suggestions/);
  await expect(rows(page)).toHaveCount(all - 5);
  await choose(page, 'Which', /^Everything/);
  await choose(page, 'Part of the site', /^birds/);
  await expect(rows(page)).not.toHaveCount(all);
  await page.getByRole('textbox', { name: 'With these words' }).fill('nothing like this');
  await expect(page.getByText('Nothing here matches.')).toBeVisible();
});

test('places lead into the text and onto the page; technical details are one click away', async ({ page }) => {
  await rows(page)
    .filter({ hasText: /\d+ pages/ })
    .first()
    .click();
  const pages = detail(page).getByRole('region', { name: /^(On these pages|Where)$/ });
  await expect(pages.getByRole('listitem').first()).toBeVisible();
  const details = detail(page).getByRole('button', { name: 'Technical details' });
  await details.click();
  await expect(detail(page).getByText('undefined-value')).toBeVisible();
  await details.click();
  await expect(details).toHaveAttribute('aria-expanded', 'false');
  await rows(page).filter({ hasText: 'titel' }).first().click();
  await detail(page)
    .getByRole('button', { name: /^Open at line/ })
    .click();
  await expect(editorOf(page)).toBeFocused();
});

test('a fix shows before and after, is done, and is taken back from the status line and with its key @core', async ({
  page,
  studio,
}) => {
  await rows(page).filter({ hasText: 'titel' }).first().click();
  const fix = detail(page).getByRole('region', { name: 'What mends it' }).getByRole('button').first();
  await fix.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('del')).toContainText('titel');
  await expect(dialog.locator('ins')).toContainText('title');
  const file = join(studio.site as string, (await dialog.locator('figcaption').textContent()) ?? '');
  const before = readFileSync(file, 'utf8');
  await dialog.getByRole('button', { name: 'Do it' }).click();
  await expect(verdict(page)).toContainText('4 things to fix', afterBuild);
  expect(readFileSync(file, 'utf8')).not.toBe(before);
  await statusLine(page).getByRole('button', { name: 'Undo' }).click();
  await expect(verdict(page)).toContainText('5 things to fix', afterBuild);
  expect(readFileSync(file, 'utf8')).toBe(before);

  await rows(page).filter({ hasText: 'titel' }).first().click();
  await fix.click();
  await dialog.getByRole('button', { name: 'Do it' }).click();
  await expect(verdict(page)).toContainText('4 things to fix', afterBuild);
  await list(page).focus();
  await press(page, 'ControlOrMeta+z');
  await expect(verdict(page)).toContainText('5 things to fix', afterBuild);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a suggestion is muted with a reason, which stands in the settings, and unmuted', async ({ page, studio }) => {
  const settings = join(studio.site as string, 'site.yaml');
  await choose(page, 'Which', /^Suggestions/);
  const many = await rows(page).count();
  await detail(page).getByRole('button', { name: 'Mute…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mute this' });
  await expect(dialog.getByRole('button', { name: 'Mute it' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('We know, it is on purpose.');
  await dialog.getByRole('button', { name: 'Mute it' }).click();
  await expect(rows(page)).toHaveCount(many - 1, afterBuild);
  expect(readFileSync(settings, 'utf8')).toContain('We know, it is on purpose.');
  await choose(page, 'Which', /^Muted \(1\)/);
  await expect(detail(page)).toContainText('Muted: We know, it is on purpose.');
  await detail(page).getByRole('button', { name: 'Unmute' }).click();
  await choose(page, 'Which', /^Suggestions/);
  await expect(rows(page)).toHaveCount(many, afterBuild);
  expect(readFileSync(settings, 'utf8')).not.toContain('We know');
});
