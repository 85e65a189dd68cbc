/** The first five minutes: five mistakes, mended by their fixes, then published and taken back. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';

test('the tour opens on its five mistakes @core', async ({ page }) => {
  await expect(page.getByRole('status').filter({ hasText: '5 things to fix' })).toBeVisible();
  await expect(page.getByText('This site has five mistakes to try things on.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'See 5 things to fix' })).toBeVisible();
  await expect(page.getByRole('listbox', { name: 'Proofs' }).getByRole('option')).not.toHaveCount(0);
});

test('mending all five gives all good; then it is published and taken back @core', async ({ page, studio }) => {
  await mendAll(page);
  await expect(page.getByRole('status').filter({ hasText: 'all good' })).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).last().click();
  await page.getByRole('button', { name: 'Yes, publish there' }).click();
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('button', { name: 'Publish', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: 'Releases' })).toBeVisible();
  const practice = join(studio.site as string, '../practice');
  expect(readdirSync(practice)).toContain('index.html');
  await page.getByRole('button', { name: 'Take it back…' }).click();
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await expect.poll(() => readdirSync(practice)).not.toContain('index.html');
});

/** Takes the first thing to fix that has a fix, until none is left. */
async function mendAll(page: Page): Promise<void> {
  const things = page.getByRole('combobox', { name: 'Which' });
  await things.click();
  await page.getByRole('option', { name: /^To fix/ }).click();
  for (let left = 5; left > 0; left--) {
    await expect(page.getByRole('status').filter({ hasText: `${left} thing` })).toBeVisible();
    await mendFirst(page);
  }
}

async function mendFirst(page: Page): Promise<void> {
  const fixes = page.getByRole('region', { name: 'What mends it' });
  await fixes.getByRole('button').first().click();
  const dialog = page.getByRole('dialog');
  const input = dialog.getByRole('textbox').first();
  if (await input.isVisible()) await input.fill('Ana Field');
  await dialog.getByRole('button', { name: /^(Do it|Change \d+ files)$/ }).click();
  await expect(dialog).toBeHidden();
}
