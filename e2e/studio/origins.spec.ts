/** From the page to the line, through the design too; and from the caret to its place on the page. */
import type { Page } from '@playwright/test';
import { expect, type SiteFiles, test } from './fixture.ts';
import { press } from './keyboard.ts';
import { document, smallSite } from './sites.ts';
import { afterBuild, caretAtEnd, editorOf, openFile, openPage, preview, verdict } from './steps.ts';

const long = Array.from({ length: 60 }, (_, i) => `Paragraph number ${i + 1}, of a few words.`).join('\n\n');
const site: SiteFiles = {
  ...smallSite,
  'site.yaml': [
    'title: Small Birds',
    'url: https://example.com/birds/',
    'menus:',
    '  main:',
    '    - { title: All the birds, page: /_index.md }',
    '    - { page: /wren.md }',
    '',
  ].join('\n'),
  'data/shop.yaml': '# The garden shop.\nseeds: Sunflower seeds\n',
  'content/wren.md': document(
    'The wren',
    `It is small and loud.\n\n:::note\nBoxed words.\n:::\n\n${long}`,
    'description: A wren.\nfood: Little spiders\n',
  ),
  'templates/page.njk': [
    '<!doctype html><html lang="en"><head><title>{{ page.title }}</title></head><body>',
    '{% include "partials/top.njk" %}',
    '<h1>{{ page.title }}</h1>',
    '<p id="food">{{ page.params.food or "" }}</p><p id="shop">We sell {{ data.shop.seeds }}</p>',
    '<main>{{ page.content }}</main>',
    '<p>Made by hand</p></body></html>',
  ].join('\n'),
  'templates/partials/top.njk':
    '<nav>{% for entry in menus.main %}<a href="{{ entry.url }}">{{ entry.title }}</a> {% endfor %}</nav>\n<p id="site">{{ site.title }}</p>\n',
  'templates/shortcodes/note.njk': '<div><b>A remark</b>{{ body }}</div>',
};
test.use({ opens: { files: site } });

const note = (page: Page) => page.getByRole('tabpanel', { name: 'Preview' }).getByRole('status');
const lineOf = (page: Page, line: number) => expect(page.getByText(new RegExp(`^Line ${line}, column`))).toBeAttached();
const fileOf = (page: Page, file: string) =>
  expect(page.getByRole('textbox', { name: `Text of ${file}` })).toBeVisible();

async function opened(page: Page): Promise<void> {
  await expect(verdict(page)).toContainText(/to fix|all good/, afterBuild);
  await openPage(page, 'The wren');
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible(afterBuild);
}

test('a click on words of the text goes to their line; what is drawn over is kept for copying', async ({ page }) => {
  await opened(page);
  await preview(page).getByText('Paragraph number 3,').click();
  await expect(editorOf(page)).toBeFocused();
  await lineOf(page, 17);
  await preview(page).getByText('Boxed words.').click();
  await lineOf(page, 10);
  // The box itself is made by the design, and asked for by the text.
  await preview(page).getByText('A remark').click();
  await lineOf(page, 9);
  await preview(page).getByText('Paragraph number 1,').selectText();
  await expect(editorOf(page)).toBeFocused();
  await lineOf(page, 9);
});

test('what the design prints is said in a sentence, with the way to where it is written', async ({ page }) => {
  await opened(page);
  await preview(page).locator('#site').click();
  await expect(note(page)).toContainText('This comes from the name of the site.');
  await expect(note(page)).toContainText('site.yaml, line 1');
  await fileOf(page, 'content/wren.md');

  await preview(page).getByText('Sunflower seeds').click();
  await expect(note(page)).toContainText('This comes from your list “shop”.');
  await note(page).getByRole('button', { name: 'Go to it' }).click();
  await fileOf(page, 'data/shop.yaml');
  await lineOf(page, 2);

  await preview(page).getByText('Made by hand').click();
  await expect(note(page)).toContainText('This is part of the design.');
  await note(page).getByRole('button', { name: 'Show it' }).click();
  await fileOf(page, 'templates/page.njk');
  await lineOf(page, 6);
});

test('a value of the text that is open is gone to at once', async ({ page }) => {
  await opened(page);
  await preview(page).getByText('Little spiders').click();
  await lineOf(page, 4);
  await expect(note(page)).toContainText('This comes from the food of this page.');
  await note(page).getByRole('button', { name: 'Where the design shows it' }).click();
  await fileOf(page, 'templates/page.njk');
  await lineOf(page, 4);
});

test('links are followed as ever; with Alt they say where they come from: the menu, and the page that it names', async ({
  page,
}) => {
  await opened(page);
  await preview(page)
    .getByRole('link', { name: 'The wren' })
    .click({ modifiers: ['Alt'] });
  await expect(note(page)).toContainText('This comes from the menu “main” and the title of this page.');
  await preview(page)
    .getByRole('link', { name: 'All the birds' })
    .click({ modifiers: ['Alt'] });
  await expect(note(page)).toContainText('This comes from the menu “main”.');
  await note(page).getByRole('button', { name: 'Go to it' }).click();
  await fileOf(page, 'site.yaml');
  await lineOf(page, 5);
  await preview(page).getByRole('link', { name: 'All the birds' }).click();
  await expect(preview(page).getByText('All birds of one garden.')).toBeVisible();
  await expect(note(page)).toBeHidden();
});

test('the caret is shown beside its block, which comes into view when it is not; typing moves nothing', async ({
  page,
}) => {
  await opened(page);
  const mark = preview(page).locator('galley-caret');
  const beside = async (words: string): Promise<void> => {
    const top = async (): Promise<number> => (await preview(page).getByText(words).boundingBox())?.y ?? Number.NaN;
    await expect.poll(async () => Math.round(((await mark.boundingBox())?.y ?? 0) - (await top()))).toBe(0);
  };
  await preview(page).getByText('Paragraph number 2,').click();
  await beside('Paragraph number 2,');
  await caretAtEnd(page);
  await expect(preview(page).getByText('Paragraph number 60,')).toBeInViewport();
  await beside('Paragraph number 60,');
  // Who looks elsewhere meanwhile is left there.
  const place = (): Promise<number> =>
    preview(page)
      .locator('html')
      .evaluate(() => window.scrollY);
  await preview(page)
    .locator('html')
    .evaluate(() => window.scrollTo(0, 0));
  await page.keyboard.type('More words.');
  await expect(preview(page).getByText('More words.')).toBeAttached();
  expect(await place()).toBe(0);
  await press(page, 'ArrowUp');
  await press(page, 'ArrowUp');
  await expect(preview(page).getByText('Paragraph number 59,')).toBeInViewport();
});

test('in a part of the design, too', async ({ page }) => {
  await opened(page);
  await openFile(page, 'templates/partials/top.njk');
  await caretAtEnd(page);
  const mark = preview(page).locator('galley-caret');
  const top = async (): Promise<number> => (await preview(page).locator('#site').boundingBox())?.y ?? Number.NaN;
  await expect.poll(async () => Math.round(((await mark.boundingBox())?.y ?? 0) - (await top()))).toBe(0);
});
