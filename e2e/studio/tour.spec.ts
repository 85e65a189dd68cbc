/** The first five minutes: five mistakes, mended by their fixes, then published and taken back. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { press, tabTo, toPane } from './keyboard.ts';
import { afterBuild, choose, statusLine, verdict, work } from './steps.ts';

test('the tour opens on its five mistakes @core', async ({ page }) => {
  await expect(verdict(page)).toHaveText('27 pages, 5 things to fix', afterBuild);
  await expect(page.getByText('This site has five mistakes to try things on.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'See 5 things to fix' })).toBeVisible();
  await expect(page.getByRole('listbox', { name: 'Proofs' }).getByRole('option')).not.toHaveCount(0);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByText('This site has five mistakes to try things on.')).toBeHidden();
});

test('mending all five gives all good; then it is published and taken back @core', async ({ page, studio }) => {
  test.slow();
  await choose(page, 'Which', /^To fix/);
  for (let left = 5; left > 0; left--) {
    await expect(verdict(page)).toContainText(`${left} thing`, afterBuild);
    await mendFirst(page);
  }
  await expect(verdict(page)).toContainText('27 pages, all good', afterBuild);
  await page.getByRole('banner').getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('button', { name: 'Yes, publish there' }).click();
  await page.getByRole('button', { name: 'Publish…' }).click();
  await expect(page.getByRole('heading', { name: '26 new' })).toBeVisible(afterBuild);
  await work(page).getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Releases' })).toBeVisible(afterBuild);
  const practice = join(studio.site as string, '../practice');
  expect(readdirSync(practice)).toContain('index.html');
  await page.getByRole('button', { name: 'Take it back…' }).click();
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await expect.poll(() => readdirSync(practice), afterBuild).not.toContain('index.html');
});

async function mendFirst(page: Page): Promise<void> {
  const fixes = page.getByRole('region', { name: 'What mends it' });
  await fixes.getByRole('button').first().click();
  const dialog = page.getByRole('dialog');
  const input = dialog.getByRole('textbox').first();
  if (await input.isVisible()) await input.fill('Ana Field');
  await dialog.getByRole('button', { name: /^(Do it|Change \d+ files)$/ }).click();
  await expect(dialog).toBeHidden();
}

test('the same by the keyboard alone @core', async ({ page, studio }) => {
  test.slow();
  await expect(verdict(page)).toContainText('5 things', afterBuild);
  for (let left = 5; left > 0; left--) {
    await expect(page.getByRole('listbox', { name: 'Proofs' })).toBeFocused();
    await press(page, 'Home');
    await mendByKeys(page);
    const next = left === 1 ? 'all good' : left === 2 ? '1 thing to' : `${left - 1} things`;
    await expect(verdict(page)).toContainText(next, afterBuild);
  }
  await publishByKeys(page);
  const practice = join(studio.site as string, '../practice');
  expect(readdirSync(practice)).toContain('index.html');
  await toPane(page, 'work');
  await tabTo(page, 'Take it back…');
  await press(page, 'Enter');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Leave it' })).toBeFocused();
  await tabTo(page, 'Take it back');
  await press(page, 'Enter');
  await expect.poll(() => readdirSync(practice), afterBuild).not.toContain('index.html');
});

/** The fix of the proof that is chosen in the list. */
async function mendByKeys(page: Page): Promise<void> {
  const fix = page.getByRole('region', { name: 'What mends it' }).getByRole('button').first();
  await tabTo(page, (await fix.textContent()) ?? '');
  await press(page, 'Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator(':focus')).toBeVisible();
  if (await dialog.getByRole('textbox').first().isVisible()) await page.keyboard.type('Ana Field');
  await expect(dialog.getByRole('button', { name: /^(Do it|Change \d+ files)$/ })).toBeEnabled();
  await press(page, 'Enter');
  await expect(dialog).toBeHidden();
  await expect(statusLine(page)).toContainText('Done:');
}

async function publishByKeys(page: Page): Promise<void> {
  await press(page, 'ControlOrMeta+p');
  await page.keyboard.type('>publish');
  await press(page, 'Enter');
  await expect(page.getByRole('main', { name: 'Publish' })).toBeVisible();
  await toPane(page, 'work');
  await tabTo(page, 'Yes, publish there');
  await press(page, 'Enter');
  await expect(page.getByRole('button', { name: 'Publish…' })).toBeVisible();
  await toPane(page, 'work');
  await tabTo(page, 'Publish…');
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { name: '26 new' })).toBeVisible(afterBuild);
  await toPane(page, 'work');
  await tabTo(page, 'Publish');
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { name: 'Releases' })).toBeVisible(afterBuild);
}
