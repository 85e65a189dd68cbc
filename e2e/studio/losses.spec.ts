/** What might be lost and is not: earlier versions of a text, the page before a mistake, and what is typed on a full disk. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type SiteFiles, test, writeSite } from './fixture.ts';
import { press } from './keyboard.ts';
import { smallSite } from './sites.ts';
import { afterBuild, caretAtEnd, editorOf, openPage, preview, verdict } from './steps.ts';

test.describe('an earlier version of a document', () => {
  test.use({ opens: { files: smallSite } });

  test('is looked at, brought back as one step, and taken back again', async ({ page, studio }) => {
    const file = join(studio.site as string, 'content/wren.md');
    await openPage(page, 'The wren');
    await page.getByRole('button', { name: 'This file' }).click();
    await page.getByRole('menuitem', { name: 'Earlier versions…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Earlier versions' });
    await expect(dialog).toContainText('There is none yet.');
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    await caretAtEnd(page);
    await page.keyboard.type('It nests low.');
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('It nests low.');
    await page.getByRole('button', { name: 'This file' }).click();
    await page.getByRole('menuitem', { name: 'Earlier versions…' }).click();
    await expect(dialog.getByRole('button', { name: 'Bring this one back' })).toBeDisabled();
    await dialog.getByRole('list', { name: 'Versions' }).getByRole('button').first().click();
    await expect(dialog.locator('pre')).toContainText('It is small and loud.');
    await expect(dialog.locator('pre')).not.toContainText('It nests low.');
    await dialog.getByRole('button', { name: 'Bring this one back' }).click();
    await expect.poll(() => readFileSync(file, 'utf8')).toBe(smallSite['content/wren.md']);
    await editorOf(page).focus();
    await press(page, 'ControlOrMeta+z');
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('It nests low.');
  });
});

test.describe('a page whose design fails', () => {
  const design = '<!doctype html><html lang="en"><title>{{ page.title }}</title><h1>Old design</h1>{{ page.content }}';
  const site: SiteFiles = { ...smallSite, 'templates/page.njk': design };
  test.use({ opens: { files: site } });

  test('stands beside how it looked before, and is as designed again when that is mended', async ({ page, studio }) => {
    const template = join(studio.site as string, 'templates/page.njk');
    await expect(verdict(page)).toContainText('all good', afterBuild);
    await openPage(page, 'The wren');
    await expect(preview(page).getByText('Old design')).toBeVisible();
    writeFileSync(template, design.replace('<h1>', '{{ page.title | nofilter }}<h1>'));
    await expect(verdict(page)).toContainText('to fix', afterBuild);
    await show(page, /^How it looked/);
    await expect(preview(page).getByText('Old design')).toBeVisible();
    await show(page, 'As it is now');
    await expect(preview(page).getByText('Old design')).toBeHidden();
    await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
    writeFileSync(template, design);
    await expect(verdict(page)).toContainText('all good', afterBuild);
    await expect(preview(page).getByText('Old design')).toBeVisible();
  });

  /** Chooses a version; the one that is shown is not offered. */
  async function show(page: Page, version: RegExp | string): Promise<void> {
    const other = version === 'As it is now' ? /^How it looked/ : 'As it is now';
    const choices = page.getByRole('button', { name: version }).or(page.getByRole('button', { name: other }));
    await expect(choices).toBeVisible(afterBuild);
    const choice = page.getByRole('button', { name: version });
    if (await choice.isVisible()) await choice.click();
    await expect(page.getByRole('button', { name: other })).toBeVisible();
  }
});

test.describe('a site that was made elsewhere', () => {
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>';
  const site: SiteFiles = {
    ...smallSite,
    'content/far.md':
      '---\ntitle: Far\ndescription: Far.\n---\n\n<img src="https://example.org/far.svg" alt="Far away">\n',
  };
  test.use({ opens: { files: site } });

  test('is shown without the internet until its writer says that it is theirs', async ({ page, context }) => {
    const asked: string[] = [];
    await context.route('https://example.org/**', (route) => {
      asked.push(route.request().url());
      return route.fulfill({ body: picture, contentType: 'image/svg+xml' });
    });
    await expect(verdict(page)).toContainText('pages', afterBuild);
    await openPage(page, 'Far');
    const width = (): Promise<number> =>
      preview(page)
        .getByRole('img', { name: 'Far away' })
        .evaluate((image) => (image as HTMLImageElement).naturalWidth);
    await expect(preview(page).getByRole('img', { name: 'Far away' })).toBeAttached();
    await expect(page.getByText('its preview stays off the internet')).toBeVisible();
    expect(await width()).toBe(0);
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'It is mine, go online' }).click();
    await expect(page.getByText('its preview stays off the internet')).toBeHidden();
    await expect.poll(width).toBe(20);
  });
});

test.describe('a disk that is full', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'galley-e2e-disk-')));
  const site = join(folder, 'site');
  mkdirSync(site);
  // A small disk of its own needs the right to mount one.
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', site]).status === 0;
  if (mounted) writeSite(site, smallSite);
  test.use({ opens: { folder: site } });
  test.afterAll(() => {
    if (mounted) spawnSync('umount', ['-l', site]);
    rmSync(folder, { recursive: true, force: true });
  });

  test('is said; what is typed stays and is saved when there is room', async ({ page }) => {
    test.skip(!mounted, 'no disk can be mounted here');
    const file = join(site, 'content/wren.md');
    await expect(verdict(page)).toContainText('all good', afterBuild);
    await openPage(page, 'The wren');
    spawnSync('dd', ['if=/dev/zero', `of=${join(site, 'filler')}`, 'bs=4k'], { stdio: 'ignore' });
    await caretAtEnd(page);
    await page.keyboard.insertText('It nests low. '.repeat(1000));
    await expect(page.getByText(/disk is full/).first()).toBeVisible(afterBuild);
    await page.getByRole('banner').getByRole('button', { name: 'Build' }).click();
    await expect(verdict(page)).toContainText('Make room on the disk', afterBuild);
    expect(readFileSync(file, 'utf8')).toBe(smallSite['content/wren.md']);
    rmSync(join(site, 'filler'));
    await page.getByRole('banner').getByRole('button', { name: 'Build' }).click();
    await expect(verdict(page)).toContainText('all good', afterBuild);
    await expect.poll(() => readFileSync(file, 'utf8'), afterBuild).toContain('It nests low. It nests low.');
  });
});
