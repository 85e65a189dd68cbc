/** The one button, the sentence on where the site stands, and what keeps a site from being built. */
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { smallSite } from './sites.ts';
import { afterBuild, caretAtEnd, editorOf, openPage, verdict } from './steps.ts';

test.use({ opens: { files: smallSite } });

test('a site is built when it is opened, changes by the disk are seen, and Build makes good again @core', async ({
  page,
  studio,
}) => {
  await expect(verdict(page)).toContainText('4 pages, all good', afterBuild);
  await expect(page.getByRole('banner').getByRole('button', { name: 'Publish' })).toBeVisible();
  appendFileSync(join(studio.site as string, 'content/wren.md'), '\nAnd [gone](./nowhere.md).\n');
  await expect(verdict(page)).toContainText('1 thing to fix', afterBuild);
  await expect(page.getByRole('button', { name: 'See 1 thing to fix' })).toBeVisible();
  writeFileSync(join(studio.site as string, 'content/wren.md'), smallSite['content/wren.md'] as string);
  await page.getByRole('banner').getByRole('button', { name: 'Build' }).click();
  await expect(verdict(page)).toContainText('all good', afterBuild);
});

test('settings that cannot be read keep a site from being built, with the reason; mended, it goes on', async ({
  page,
  studio,
}) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  const file = join(studio.site as string, 'site.yaml');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, 'title: [\n');
  await page.getByRole('banner').getByRole('button', { name: 'Build' }).click();
  await expect(verdict(page)).toContainText('site.yaml', afterBuild);
  // However long the reason is, the buttons stay in the window, and one of them is the one to press.
  await page.setViewportSize({ width: 1024, height: 700 });
  for (const name of ['Build', 'Publish'])
    await expect(page.getByRole('banner').getByRole('button', { name })).toBeInViewport({ ratio: 1 });
  await expect(page.locator('button[data-variant="filled"]')).toHaveText(['Build']);
  writeFileSync(file, before);
  await page.getByRole('banner').getByRole('button', { name: 'Build' }).click();
  await expect(verdict(page)).toContainText('all good', afterBuild);
});

test('a folder that goes is said so, and is taken up again when it is back', async ({ page, studio }) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  const site = studio.site as string;
  renameSync(site, `${site}-away`);
  await expect(verdict(page)).toContainText(/not there|gone/, afterBuild);
  renameSync(`${site}-away`, site);
  await expect(verdict(page)).toContainText('all good', afterBuild);
});

test('another Galley that builds this site is named, and waited for', async ({ page, studio }) => {
  test.setTimeout(90_000);
  await expect(verdict(page)).toContainText('all good', afterBuild);
  const lock = join(studio.site as string, '.galley/lock');
  writeFileSync(
    lock,
    JSON.stringify({ pid: process.pid, host: hostname(), birth: '', since: new Date().toISOString() }),
  );
  await page.getByRole('banner').getByRole('button', { name: 'Build' }).click();
  await expect(verdict(page)).toContainText(/[Aa]nother Galley/, { timeout: 30_000 });
  rmSync(lock);
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^(Build|Stop)$/ })
    .click();
  await expect(verdict(page)).toContainText('all good', afterBuild);
});

test('a second window follows a document, and can take it over', async ({ page, studio }) => {
  test.skip(studio.another === undefined, 'the windows of a desktop are tested in e2e/shell');
  await openPage(page, 'The wren');
  const second = await studio.another!();
  await openPage(second, 'The wren');
  await expect(second.getByText('Cannot be changed')).toBeVisible();
  await expect(editorOf(second)).toHaveAttribute('aria-readonly', 'true');
  await page.bringToFront();
  await caretAtEnd(page);
  await page.keyboard.type('Typed in the first.');
  await expect(editorOf(second)).toContainText('Typed in the first.');
  await second.bringToFront();
  await second.getByRole('button', { name: 'Edit here' }).click();
  await caretAtEnd(second);
  await second.keyboard.type(' And in the second.');
  await expect(editorOf(page)).toContainText('Typed in the first. And in the second.');
  await expect(page.getByText('Cannot be changed')).toBeVisible();
  const file = join(studio.site as string, 'content/wren.md');
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('Typed in the first. And in the second.');
});
