/** The page as readers will see it: its links, its widths, its places, and what is said over it. */
import type { Page } from '@playwright/test';
import { expect, type SiteFiles, test } from './fixture.ts';
import { press } from './keyboard.ts';
import { document, smallSite } from './sites.ts';
import { act, afterBuild, caretAtEnd, editorOf, goTo, openPage, preview, verdict } from './steps.ts';

const long = 'Some text of many words that go on and on.\n\n'.repeat(60);
const site: SiteFiles = {
  ...smallSite,
  'content/owl.md': document('The owl', 'Quiet.', 'draft: true\ndescription: An owl.\n'),
  'static/map.pdf': '%PDF-1.4\n',
  'content/links.md': document(
    'Links',
    `[In](./wren.md) [Map](/map.pdf) [Out](https://example.org/x?y#z) [Mail](mailto:ana@example.com)\n\n${long}The [gone](./gone.md) bird.`,
    'description: Links.\n',
  ),
};
test.use({ opens: { files: site } });

const address = (page: Page) => page.getByRole('tabpanel', { name: 'Preview' });

test('links inside are followed, and the way back and forward is kept @core', async ({ page }) => {
  await openPage(page, 'Links');
  await preview(page).getByRole('link', { name: 'In', exact: true }).click();
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
  await expect(address(page)).toContainText('/birds/wren/');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(preview(page).getByRole('link', { name: 'Map' })).toBeVisible();
  await page.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Forward', exact: true })).toBeDisabled();
});

test('a page whose first request is lost is asked for again', async ({ page }) => {
  let lost = 0;
  await page.route(/\/birds\/wren\/$/, (route) => (lost++ === 0 ? route.abort() : route.continue()));
  await openPage(page, 'The wren');
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
  expect(lost).toBe(2);
});

test('links out, files and mail are a card with the address; Stay stays', async ({ page, context }) => {
  await openPage(page, 'Links');
  const card = page.getByRole('dialog', { name: 'A link out of the site' });
  for (const [name, target] of [
    ['Out', 'https://example.org/x?y#z'],
    ['Mail', 'mailto:ana@example.com'],
    ['Map', '/birds/map.pdf'],
  ] as const) {
    await preview(page).getByRole('link', { name, exact: true }).click();
    await expect(card).toContainText(target);
    await card.getByRole('button', { name: 'Stay' }).click();
    await expect(card).toBeHidden();
  }
  await context.route('https://example.org/**', (route) => route.fulfill({ body: 'outside' }));
  await preview(page).getByRole('link', { name: 'Out', exact: true }).click();
  const opened = context.waitForEvent('page');
  await card.getByRole('button', { name: 'Open it' }).click();
  const tab = await opened;
  expect(await tab.evaluate(() => window.opener)).toBeNull();
  await expect.poll(() => tab.url()).toBe('https://example.org/x?y#z');
  await expect(preview(page).getByRole('link', { name: 'Out', exact: true })).toBeVisible();
});

test('widths are those of devices, scaled to fit, with the scale said', async ({ page }) => {
  await openPage(page, 'The wren');
  const width = (): Promise<number> =>
    preview(page)
      .locator('html')
      .evaluate(() => window.innerWidth);
  for (const [name, pixels] of [
    ['Phone', 390],
    ['Tablet', 820],
    ['Desktop', 1280],
  ] as const) {
    await page.getByRole('radiogroup', { name: 'Width of the preview' }).getByText(name).click();
    await expect.poll(width).toBe(pixels);
  }
  await expect(page.getByText(/^\d+ %$/)).toBeVisible();
  await act(page, 'Preview in the whole window');
  await expect(editorOf(page)).toBeHidden();
  await act(page, 'Preview as on a phone');
  await expect(editorOf(page)).toBeVisible();
  await act(page, 'Preview in the whole window');
  await expect(editorOf(page)).toBeHidden();
  await goTo(page, 'Timings');
  await expect.poll(width).toBe(390);
});

test('a proof is shown on its page, outlined, and a place of the page leads to its line', async ({ page }) => {
  await expect(verdict(page)).toContainText('1 thing to fix', afterBuild);
  await goTo(page, 'Proofs');
  await page.getByRole('button', { name: 'Show me on the page' }).click();
  await expect(preview(page).getByText('bird.').last()).toBeInViewport();
  await expect(preview(page).locator('galley-outline')).toBeAttached();
  await preview(page)
    .getByText('bird.')
    .last()
    .click({ modifiers: ['Alt'] });
  await expect(editorOf(page)).toBeFocused();
  await expect(page.getByText(/^Line 12\d, column/)).toBeAttached();
});

test('Esc in the page returns to the text, F6 walks on', async ({ page }) => {
  await openPage(page, 'The wren');
  await preview(page).locator('body').click();
  await press(page, 'Escape');
  await expect(editorOf(page)).toBeFocused();
  await caretAtEnd(page);
  await page.keyboard.type('Still writing.');
  await expect(preview(page).getByText('Still writing.')).toBeVisible();
  await expect(editorOf(page)).toBeFocused();
});

test('a draft is shown where it would be, with what is typed, and said to be one', async ({ page }) => {
  await expect(verdict(page)).toContainText('1 thing to fix', afterBuild);
  await openPage(page, 'The owl');
  await expect(preview(page).getByText('Quiet.')).toBeVisible();
  await expect(page.getByText('Not published: draft.')).toBeVisible();
  await caretAtEnd(page);
  await page.keyboard.type('Very quiet.');
  await expect(preview(page).getByText('Very quiet.')).toBeVisible();
});

test.describe('a page whose design fails', () => {
  test.use({ opens: { tour: true } });

  test('is said to be not as designed, and its proofs are one click away', async ({ page }) => {
    await expect(verdict(page)).toContainText('5 things to fix', afterBuild);
    await openPage(page, 'The year, month by month');
    await expect(page.getByText('The design of this page does not work; only its text is shown.')).toBeVisible(
      afterBuild,
    );
    await page.getByRole('button', { name: 'See why' }).click();
    await expect(page.getByRole('list', { name: 'Proofs of this page' })).toContainText('cannot be shown as designed');
  });
});
