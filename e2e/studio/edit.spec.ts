/** Writing: what is typed is saved by itself, and nothing else in the file changes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type StudioWindow, test } from './fixture.ts';
import { press } from './keyboard.ts';
import { smallSite } from './sites.ts';
import {
  afterBuild,
  caretAtEnd,
  editorOf,
  goTo,
  openFile,
  openPage,
  preview,
  statusLine,
  verdict,
  work,
} from './steps.ts';

test.use({ opens: { files: smallSite } });

const read = (studio: StudioWindow, file: string): string => readFileSync(join(studio.site as string, file), 'utf8');
const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });

test('what is typed is seen beside it, saved by itself, and taken back @core', async ({ page, studio }) => {
  await openPage(page, 'The wren');
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
  await caretAtEnd(page);
  await page.keyboard.type('It **hides** well.');
  await expect(preview(page).getByText('It hides well.')).toBeVisible();
  await expect.poll(() => read(studio, 'content/wren.md')).toBe(`${smallSite['content/wren.md']}It **hides** well.`);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(verdict(page)).toContainText('all good', afterBuild);
  await press(page, 'ControlOrMeta+z');
  await expect.poll(() => read(studio, 'content/wren.md')).toBe(smallSite['content/wren.md']);
  await press(page, 'ControlOrMeta+s');
  await expect(statusLine(page)).toContainText('Everything is saved.');
});

test('the toolbar makes the Markdown, by mouse and by keys', async ({ page, studio }) => {
  await openPage(page, 'The wren');
  await caretAtEnd(page);
  await page.keyboard.type('loud bird');
  await press(page, 'ControlOrMeta+b');
  await press(page, 'Home');
  await page.getByRole('button', { name: 'Quotation' }).click();
  await expect(editorOf(page)).toContainText('> loud **bird**');
  const toolbar = page.getByRole('toolbar', { name: 'Text' });
  await toolbar.getByRole('button', { name: 'Bold' }).focus();
  await press(page, 'ArrowRight', 'ArrowRight');
  await expect(toolbar.getByRole('button', { name: 'Heading', exact: true })).toBeFocused();
  await press(page, 'Enter');
  await expect(editorOf(page)).toBeFocused();
  await expect.poll(() => read(studio, 'content/wren.md')).toContain('## > loud **bird**');
});

test('the form writes single values, and the editor takes them back', async ({ page, studio }) => {
  const before = smallSite['content/wren.md'] as string;
  await openPage(page, 'The wren');
  await title(page).fill('The jenny wren');
  await title(page).press('Enter');
  await expect.poll(() => read(studio, 'content/wren.md')).toBe(before.replace('The wren', 'The jenny wren'));
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('checkbox', { name: 'Draft: not published' }).check();
  await expect.poll(() => read(studio, 'content/wren.md')).toContain('draft: true # not now');
  await expect(page.getByText('Not published: draft.')).toBeVisible(afterBuild);
  await page.getByRole('textbox', { name: 'Description' }).fill('A small bird.');
  await page.getByRole('textbox', { name: 'Description' }).blur();
  await expect.poll(() => read(studio, 'content/wren.md')).toContain('description: A small bird.');
  await editorOf(page).focus();
  await press(page, 'ControlOrMeta+z', 'ControlOrMeta+z', 'ControlOrMeta+z');
  await expect.poll(() => read(studio, 'content/wren.md')).toBe(before);
  await expect(title(page)).toHaveValue('The wren');
});

test('a document whose settings cannot be read closes the form and leads to the line', async ({ page }) => {
  await openPage(page, 'The wren');
  await editorOf(page).focus();
  await press(page, 'ControlOrMeta+a');
  await page.keyboard.insertText('---\ntitle: [\n---\n\nText.\n');
  const jump = work(page).getByRole('button', { name: /^Go to line \d$/ });
  await jump.click();
  await expect(editorOf(page)).toBeFocused();
  await press(page, 'ControlOrMeta+z');
  await expect(title(page)).toHaveValue('The wren');
});

test('settings, designs and lists open too; what belongs to a theme is read only', async ({ page }) => {
  await openFile(page, 'site.yaml');
  await expect(page.getByRole('textbox', { name: 'Text of site.yaml' })).toContainText('# The garden.');
  await openFile(page, 'theme:plain/templates/page.njk');
  await expect(page.getByText('Cannot be changed')).toBeVisible();
  await expect(editorOf(page)).toHaveAttribute('aria-readonly', 'true');
});

test('a fix in an open document is a step of the editor', async ({ page, studio }) => {
  await openPage(page, 'The robin');
  await caretAtEnd(page);
  await page.keyboard.type('Also the [wren](./wrenn.md).');
  await expect(verdict(page)).toContainText('1 thing to fix', afterBuild);
  await goTo(page, 'Proofs');
  await page.getByRole('region', { name: 'What mends it' }).getByRole('button').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click();
  await expect.poll(() => read(studio, 'content/robin.md')).not.toContain('wrenn.md');
  await goTo(page, 'Write');
  await editorOf(page).focus();
  await press(page, 'ControlOrMeta+z');
  await expect.poll(() => read(studio, 'content/robin.md')).toContain('wrenn.md');
});
