/** A mistake that keeps a page from being shown: how it looked stays, the message beside it, until it is mended. */
import type { Page } from '@playwright/test';
import { expect, type SiteFiles, test } from './fixture.ts';
import { press } from './keyboard.ts';
import { smallSite } from './sites.ts';
import { afterBuild, caretAtEnd, editorOf, openFile, openPage, preview, verdict } from './steps.ts';

const site: SiteFiles = {
  ...smallSite,
  'templates/page.njk':
    '<!doctype html><html lang="en"><head><title>{{ page.title }}</title></head><body>\n<nav>Ways through the site</nav>\n<main>{{ page.content }}</main></body></html>\n',
};
test.use({ opens: { files: site } });

const before = (page: Page) => page.getByText(/^How it looked today at \d+:\d\d, before the mistake\./);
const design = (page: Page) => preview(page).getByText('Ways through the site');

async function opened(page: Page): Promise<void> {
  await expect(verdict(page)).toContainText(/to fix|all good/, afterBuild);
  await openPage(page, 'The wren');
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible(afterBuild);
}

test('in the design: typed, saved, looked at as it is, and mended', async ({ page }) => {
  await opened(page);
  await openFile(page, 'templates/page.njk');
  await caretAtEnd(page);
  await page.keyboard.type('{{ page.title | nope }}');
  await expect(before(page)).toBeVisible(afterBuild);
  await expect(before(page)).toContainText('templates/page.njk, line 4');
  await expect(design(page)).toBeVisible();
  // The build that follows the save changes nothing about it.
  await expect(verdict(page)).toContainText('to fix', afterBuild);
  await expect(before(page)).toBeVisible();
  await expect(design(page)).toBeVisible();

  await page.getByRole('button', { name: 'As it is now' }).click();
  await expect(page.getByText('The design of this page does not work; only its text is shown.')).toBeVisible();
  await expect(design(page)).toBeHidden();
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
  await page.getByRole('button', { name: 'How it looked today' }).click();
  await expect(design(page)).toBeVisible();

  await press(page, 'ControlOrMeta+Home');
  await page.getByRole('button', { name: 'Go to line 4' }).click();
  await expect(page.getByText(/^Line 4, column/)).toBeAttached();
  await press(page, 'ControlOrMeta+z');
  await expect(before(page)).toBeHidden(afterBuild);
  await expect(design(page)).toBeVisible();
});

test('in the values at the top of a text', async ({ page }) => {
  await opened(page);
  await editorOf(page).getByText('details, as in the form above').click();
  await press(page, 'ControlOrMeta+Home');
  await press(page, 'End');
  await page.keyboard.type('\ntags: [one');
  await expect(before(page)).toBeVisible(afterBuild);
  await expect(design(page)).toBeVisible();
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
  await expect
    .poll(() =>
      preview(page)
        .locator('html')
        .evaluate(() => document.title),
    )
    .toBe('The wren');
  await page.keyboard.type(', two]');
  await expect(before(page)).toBeHidden(afterBuild);
  await caretAtEnd(page);
  await page.keyboard.type('Mended.');
  await expect(preview(page).getByText('Mended.')).toBeVisible(afterBuild);
});
