/** The tree of pages: by mouse and keys, its search, new pages, and ten thousand of them. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, writeSite } from './fixture.ts';
import { focusedName, press, toPane } from './keyboard.ts';
import { largeSite, treeSite } from './sites.ts';
import { act, afterBuild, editorOf, goTo, openPage, preview, verdict } from './steps.ts';

const tree = (page: Page) => page.getByRole('tree', { name: 'Pages' });

test.describe('a small site', () => {
  test.use({ opens: { files: treeSite } });

  test('the tree is walked with the arrows, Home, End and typing @core', async ({ page }) => {
    await expect(verdict(page)).toContainText('1 thing to fix', afterBuild);
    await toPane(page, 'pages');
    await press(page, 'Home');
    await expect.poll(() => focusedName(page)).toContain('Small Birds');
    await press(page, 'ArrowDown');
    await expect.poll(() => focusedName(page)).toContain('Birds');
    await press(page, 'ArrowLeft');
    await expect(tree(page).getByRole('treeitem', { name: 'The finch' })).toBeHidden();
    await press(page, 'ArrowRight', 'ArrowRight');
    await expect.poll(() => focusedName(page)).toContain('The finch');
    await press(page, 'End', 'Home');
    await page.keyboard.type('ivy');
    await expect.poll(() => focusedName(page)).toContain('Ivy');
    await press(page, 'Enter');
    await expect(editorOf(page)).toContainText('Green.');
    await expect(editorOf(page)).toBeFocused();
  });

  test('states and mistakes are seen in the tree; the proofs of a page stand beside it', async ({ page }) => {
    await expect(verdict(page)).toContainText('1 thing to fix', afterBuild);
    await expect(tree(page).getByRole('treeitem', { name: 'The owl draft' })).toBeVisible();
    await expect(tree(page).getByRole('treeitem', { name: 'The rook later' })).toBeVisible();
    await tree(page).getByRole('treeitem', { name: 'The finch 1 thing to fix' }).click();
    await page.getByRole('tab', { name: /^Proofs/ }).click();
    const proofs = page.getByRole('list', { name: 'Proofs of this page' });
    await expect(proofs.getByRole('button')).toHaveCount(1);
    await proofs.getByRole('button').click();
    await expect(page.getByRole('article')).toContainText('gone.md');
    await openPage(page, 'Ivy');
    await expect(page.getByText('Nothing is wrong with this page.')).toBeVisible();
  });

  test('search turns the tree into a list and says when nothing is found @core', async ({ page }) => {
    const box = page.getByRole('region', { name: 'Pages' }).getByRole('textbox', { name: 'Find a page' });
    await box.fill('the f');
    const found = page.getByRole('list', { name: 'Pages found' });
    await expect(found.getByRole('button')).toHaveCount(1);
    await found.getByRole('button', { name: 'The finch' }).click();
    await expect(editorOf(page)).toContainText('See the');
    await box.fill('nothing like it');
    await expect(page.getByText('No page has “nothing like it” in its title or file name.')).toBeVisible();
    await box.press('Escape');
    await expect(tree(page)).toBeVisible();
  });

  test('a new page is asked for its title and its place, and opens', async ({ page, studio }) => {
    await page.getByRole('button', { name: 'New page' }).click();
    const dialog = page.getByRole('dialog', { name: 'New page' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('The blue tit');
    await dialog.getByRole('combobox', { name: 'Where' }).click();
    await page.getByRole('listbox', { name: 'Where' }).getByRole('option', { name: 'Birds', exact: true }).click();
    await dialog.getByRole('button', { name: 'Write it' }).click();
    await expect(editorOf(page)).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('The blue tit');
    await expect(tree(page).getByRole('treeitem', { name: /The blue tit/ })).toBeVisible(afterBuild);
    const file = join(studio.site as string, 'content/birds/the-blue-tit.md');
    expect(readFileSync(file, 'utf8')).toContain('title: The blue tit');
  });

  test('what the box that finds opened has the focus @core', async ({ page }) => {
    await expect(verdict(page)).toContainText('1 thing to fix', afterBuild);
    await press(page, 'ControlOrMeta+p');
    await page.keyboard.type('wren');
    await press(page, 'Enter');
    await expect(editorOf(page)).toBeFocused();
    await page.keyboard.type('Hello. ');
    await expect(editorOf(page)).toContainText('Hello.');
    for (const [action, focused] of [
      ['see proofs', page.getByRole('listbox', { name: 'Proofs' })],
      ['publish', page.getByRole('main', { name: 'Publish' })],
    ] as const) {
      await press(page, 'ControlOrMeta+p');
      await page.keyboard.type(`>${action}`);
      await press(page, 'Enter');
      await expect(focused).toBeFocused();
    }
  });

  test('a click on a section opens its page and closes nothing; its arrow does', async ({ page }) => {
    await expect(verdict(page)).toContainText('1 thing to fix', afterBuild);
    const section = tree(page).getByRole('treeitem', { name: 'Birds', exact: true });
    const inside = tree(page).getByRole('treeitem', { name: /^The finch/ });
    await section.click();
    await expect(editorOf(page)).toHaveAttribute('aria-label', 'Text of content/birds/_index.md');
    await expect(inside).toBeVisible();
    await section.locator('span').first().click();
    await expect(inside).toBeHidden();
    await section.click();
    await expect(inside).toBeVisible();
  });
});

test.describe('ten thousand pages', () => {
  const folder = join(tmpdir(), `galley-e2e-large-${process.pid}`);
  test.use({ opens: { folder } });
  test.beforeAll(() => writeSite(folder, largeSite(10_000)));
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('they build, a build is stopped, and the tree neither freezes nor holds all rows', async ({ page }) => {
    test.setTimeout(180_000);
    await expect(verdict(page)).toContainText(/all good|to fix/, { timeout: 60_000 });
    // Every page shows the site's name: making them all takes long enough to be stopped.
    const settings = join(folder, 'site.yaml');
    writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^title: .*/m, 'title: Quite another'));
    await page.getByRole('button', { name: 'Stop', exact: true }).click(afterBuild);
    await expect(verdict(page)).toContainText('You stopped the build', { timeout: 20_000 });
    await page.getByRole('banner').getByRole('button', { name: 'Build', exact: true }).click();
    await expect(verdict(page)).toContainText(/all good|to fix/, { timeout: 60_000 });
    await goTo(page, 'Timings');

    await watchPauses(page);
    const first = tree(page).getByRole('treeitem', { name: /part.?00/i });
    await first.focus();
    await press(page, 'ArrowRight', 'End');
    await expect(tree(page).getByRole('treeitem', { name: /part.?19/i })).toBeVisible();
    await press(page, 'ArrowRight');
    expect(await tree(page).getByRole('treeitem').count()).toBeLessThan(120);
    for (let i = 0; i < 10; i++) await page.mouse.wheel(0, 4000);
    await act(page, 'Write');
    await press(page, 'ControlOrMeta+p');
    await page.keyboard.type('Page 7777');
    await press(page, 'Enter');
    await expect(editorOf(page)).toContainText('Text of page 7777.');
    await expect(preview(page).getByText('Text of page 7777.')).toBeVisible();
    expect(await longestPause(page)).toBeLessThan(500);
    expect(existsSync(join(folder, 'public'))).toBe(true);
  });
});

/** Notes how long the window does not answer. */
async function watchPauses(page: Page): Promise<void> {
  await page.evaluate(() => {
    const pauses: number[] = [0];
    Object.assign(window, { pauses });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) pauses.push(entry.duration);
    }).observe({ entryTypes: ['longtask'] });
  });
}

function longestPause(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(...(window as unknown as { pauses: number[] }).pauses));
}
