/** Bytes of files that nobody edited; files that cannot be edited; and nothing typed is lost whatever happens to the host. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type SiteFiles, type StudioWindow, test } from './fixture.ts';
import { document, smallSite } from './sites.ts';
import { afterBuild, caretAtEnd, editorOf, openFile, openPage, preview, verdict } from './steps.ts';

const strange: SiteFiles = {
  'content/crlf.md': document('Crlf', 'One.\n\nTwo.', 'description: A.\n').replaceAll('\n', '\r\n'),
  'content/bom.md': `\uFEFF${document('Bom', 'One.', 'description: B.\n')}`,
  'content/mixed.md': '---\r\ntitle: Mixed\ndescription: C.\r\n---\n\nOne.\r\n\nTwo.\rThree.\n',
  'content/open.md': document('Open', 'No line end', 'description: D.\n').trimEnd(),
  'content/spaces.md': document('Spaces', 'Two spaces  \nand\ttabs.\n\n\n', 'description: E.\n'),
};
const unreadable: SiteFiles = {
  'content/latin.md': Buffer.from('---\ntitle: Latin\n---\n\ncaf\xE9\n', 'latin1'),
  'content/huge.md': document('Huge', `${'A line of some words.\n'.repeat(270_000)}`),
};
test.use({ opens: { files: { ...smallSite, ...strange } } });

const path = (studio: StudioWindow, file: string): string => join(studio.site as string, file);
const bytes = (studio: StudioWindow, file: string): Buffer => readFileSync(path(studio, file));

test('opening, looking around and closing leaves every byte as it is; a word typed changes that word', async ({
  page,
  studio,
}) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  for (const file of Object.keys(strange)) {
    await openFile(page, file.slice(8));
    await editorOf(page).click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Details' }).click();
    await page.getByRole('textbox', { name: 'Title', exact: true }).click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+s');
  }
  await page.reload();
  await expect(verdict(page)).toContainText('all good', afterBuild);
  for (const [file, before] of Object.entries(strange)) {
    expect(bytes(studio, file).equals(Buffer.from(before)), file).toBe(true);
  }
  for (const [file, before] of Object.entries(strange)) {
    await openFile(page, file.slice(8));
    await caretAtEnd(page);
    await page.keyboard.type('!');
    await expect.poll(() => bytes(studio, file).toString('utf8')).toBe(`${before}!`);
  }
});

test('a change on the disk while text is typed shows both, and overwrites nothing', async ({ page, studio }) => {
  const file = 'content/wren.md';
  await openPage(page, 'The wren');
  writeFileSync(path(studio, file), document('The wren', 'Changed outside.', 'description: A wren.\n'));
  await expect(editorOf(page)).toContainText('Changed outside.');
  await caretAtEnd(page);
  const typing = page.keyboard.type('Mine, of many words that take a while.', { delay: 20 });
  writeFileSync(path(studio, file), document('The wren', 'Changed once more.', 'description: A wren.\n'));
  await typing;
  const theirs = page.getByRole('textbox', { name: 'The file as it is on disk' });
  await expect(theirs).toContainText('Changed once more.');
  await expect(page.getByRole('textbox', { name: 'Your text' })).toContainText(
    'Mine, of many words that take a while.',
  );
  expect(bytes(studio, file).toString()).toContain('Changed once more.');
  await page.getByRole('button', { name: 'Save the text on the right' }).click();
  await expect(editorOf(page)).toContainText('Mine, of many words that take a while.');
  await expect.poll(() => bytes(studio, file).toString()).toContain('Mine, of many words that take a while.');
});

test('a host that is killed while text is typed loses nothing of it', async ({ page, studio }) => {
  test.skip(studio.restart === undefined, 'the shell’s host is the shell itself');
  await openPage(page, 'The wren');
  await caretAtEnd(page);
  await page.keyboard.type('Before the end. ');
  const back = studio.restart!();
  await page.keyboard.type('Typed while nobody listened. ', { delay: 30 });
  await expect(verdict(page)).toContainText(/connection to Galley was lost|all good|Changed/);
  await back;
  await page.keyboard.type('And after.');
  const typed = 'Before the end. Typed while nobody listened. And after.';
  await expect(editorOf(page)).toContainText(typed);
  await expect.poll(() => bytes(studio, 'content/wren.md').toString(), afterBuild).toContain(typed);
  await expect(preview(page).getByText(typed)).toBeVisible(afterBuild);
});

test('a tab that is loaded again while text is typed loses nothing of it', async ({ page, studio }) => {
  await openPage(page, 'The wren');
  await caretAtEnd(page);
  await page.keyboard.type('Typed just before.');
  await page.reload();
  await expect.poll(() => bytes(studio, 'content/wren.md').toString(), afterBuild).toContain('Typed just before.');
  await openPage(page, 'The wren');
  await expect(editorOf(page)).toContainText('Typed just before.');
});

test('what was typed while the host was away goes to it in its order', async ({ page, studio }) => {
  test.skip(studio.restart === undefined, 'the shell’s host is the shell itself');
  await openPage(page, 'The wren');
  await caretAtEnd(page);
  await page.keyboard.type('One. ');
  await studio.restart!();
  await page.keyboard.type('Two.');
  await expect.poll(() => bytes(studio, 'content/wren.md').toString(), afterBuild).toContain('One. Two.');
});

test.describe('files that cannot be edited', () => {
  test.use({ opens: { files: { ...smallSite, ...unreadable } } });

  test('not UTF-8 and over five megabytes are shown with the reason, and stay', async ({ page, studio }) => {
    for (const file of ['latin.md', 'huge.md']) {
      await openFile(page, file);
      await expect(page.getByText('Cannot be changed')).toBeVisible();
      await expect(editorOf(page)).toHaveAttribute('aria-readonly', 'true');
    }
    expect(bytes(studio, 'content/latin.md').equals(unreadable['content/latin.md'] as Buffer)).toBe(true);
  });

  test('a file that is deleted while it is open says so', async ({ page, studio }) => {
    await openPage(page, 'The wren');
    await caretAtEnd(page);
    rmSync(path(studio, 'content/wren.md'));
    await page.keyboard.type('Still here.');
    await expect(page.getByText(/deleted|is gone|not there/).first()).toBeVisible(afterBuild);
    await expect(page.getByText('Still here.').first()).toBeVisible();
  });
});

test('a file without permission to write is read only, with the reason', async ({ page, studio }) => {
  test.skip(process.getuid?.() === 0, 'root may write everything');
  chmodSync(path(studio, 'content/wren.md'), 0o444);
  await openWithout(page);
});

async function openWithout(page: Page): Promise<void> {
  await openPage(page, 'The wren');
  await expect(page.getByText('Cannot be changed')).toBeVisible();
}
