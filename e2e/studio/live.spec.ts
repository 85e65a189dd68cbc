/** The page follows what is typed without being loaded again: where one is, what one opened and what runs stays. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type SiteFiles, test } from './fixture.ts';
import { document, smallSite } from './sites.ts';
import { afterBuild, caretAtEnd, openFile, openPage, preview, verdict } from './steps.ts';

const frame = (main: string, script = 'window.ran = (window.ran ?? 0) + 1; window.born = Math.random();'): string =>
  [
    '<!doctype html><html lang="en"><head><title>{{ page.title }}</title>',
    '<link rel="stylesheet" href="{{ asset(\'main.css\') }}"></head><body>',
    `<form><input aria-label="Search"></form><details><summary>More</summary><p>Inside</p></details>`,
    `${main}<img src="{{ asset('dot.svg') }}" alt="A dot"><script>${script}</script></body></html>`,
  ].join('');
const dot = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="${colour}"/></svg>`;
const long = 'Some text of many words that go on and on, and then some, as texts do.\n\n'.repeat(200);

const site: SiteFiles = {
  ...smallSite,
  'content/live.md': document('Live', `${long}The end.`, 'description: Live.\n'),
  'templates/page.njk': frame('<main>{{ page.content }}</main>'),
  'assets/main.css': 'main { color: rgb(1, 2, 3); }',
  'assets/dot.svg': dot('red'),
};
test.use({ opens: { files: site } });

/** What would be another if the page had been loaded again. */
const birth = (page: Page): Promise<unknown> =>
  preview(page)
    .locator('html')
    .evaluate(() => {
      const { ran, born } = window as unknown as { ran: number; born: number };
      return [ran, born];
    });

async function opened(page: Page): Promise<unknown> {
  await expect(verdict(page)).toContainText(/to fix|all good/, afterBuild);
  await openPage(page, 'Live');
  await expect(preview(page).getByText('The end.')).toBeAttached(afterBuild);
  return birth(page);
}

test('typing changes the page in place: place, form and open parts stay, scripts run once', async ({ page }) => {
  const born = await opened(page);
  await preview(page).getByLabel('Search').fill('owls');
  await preview(page).getByText('More').click();
  await preview(page).getByText('The end.').scrollIntoViewIfNeeded();
  const place = (): Promise<number> =>
    preview(page)
      .locator('html')
      .evaluate(() => window.scrollY);
  const before = await place();
  expect(before).toBeGreaterThan(200);
  await caretAtEnd(page);
  await page.keyboard.type(' And more.\n\n## New part\n\nOf it.');
  await expect(preview(page).getByRole('heading', { name: 'New part' })).toBeAttached();
  await expect(preview(page).getByText('Of it.')).toBeAttached();
  expect(await birth(page)).toEqual(born);
  expect(await place()).toBe(before);
  await expect(preview(page).getByLabel('Search')).toHaveValue('owls');
  await expect(preview(page).getByText('Inside')).toBeVisible();
  await page.keyboard.type('\n\n## Last');
  const heading = await preview(page).getByRole('heading', { name: 'Last', exact: true }).elementHandle();
  await page.keyboard.type(' part');
  await expect(preview(page).getByRole('heading', { name: 'Last part' })).toBeAttached();
  expect(await heading?.evaluate((element) => element.isConnected)).toBe(true);
});

test('a long page is never empty: what did not change is untouched, nothing is loaded anew, and the focus in it stays', async ({
  page,
  studio,
}) => {
  const born = await opened(page);
  const inPage = preview(page).locator('html');
  expect((await inPage.innerHTML()).length).toBeGreaterThan(20_000);
  const frames: string[] = [];
  const requests: string[] = [];
  page.on('framenavigated', (frame) => frames.push(frame.url()));
  page.on('request', (request) => {
    if (/dot\.|main\./.test(request.url())) requests.push(request.url());
  });
  await preview(page).getByLabel('Search').fill('owls');
  await inPage.evaluate((html) => {
    const kept = window as unknown as { paragraphs: Element[]; gone: number };
    kept.paragraphs = [...html.querySelectorAll('main p')];
    kept.gone = 0;
    // What was typed half may come and go.
    const before = new Set<Node>(html.querySelectorAll('body *'));
    html.querySelector('input')?.setSelectionRange(1, 3);
    new MutationObserver((changes) => {
      for (const { removedNodes } of changes) for (const node of removedNodes) if (before.has(node)) kept.gone++;
    }).observe(html, { subtree: true, childList: true });
  });
  await caretAtEnd(page);
  await page.keyboard.type(' More.\n\nA paragraph.\n\n- A list');
  await expect(preview(page).getByText('A list')).toBeAttached();
  // In the middle, with a hundred paragraphs before and behind it.
  for (let line = 0; line < 100; line++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.type('\n\nIn the middle of it all.\n');
  await expect(preview(page).getByText('In the middle of it all.')).toBeAttached();
  // Another program writes while the reader is in the page.
  await preview(page).getByLabel('Search').focus();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const file = join(studio.site as string, 'content/live.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace('In the middle', 'In the very middle'));
  await expect(preview(page).getByText('In the very middle of it all.')).toBeAttached(afterBuild);
  const after = await inPage.evaluate((html) => {
    const { paragraphs, gone } = window as unknown as { paragraphs: Element[]; gone: number };
    const input = html.querySelector('input');
    return {
      same: paragraphs.every((one) => one.isConnected),
      gone,
      focus: input?.matches(':focus'),
      selected: [input?.value, input?.selectionStart, input?.selectionEnd],
    };
  });
  expect(after).toEqual({ same: true, gone: 0, focus: true, selected: ['owls', 1, 3] });
  expect([frames, requests]).toEqual([[], []]);
  expect(await birth(page)).toEqual(born);
});

test('a style sheet and a picture that change are changed alone', async ({ page, studio }) => {
  const born = await opened(page);
  const text = preview(page).getByText('The end.');
  await expect(text).toHaveCSS('color', 'rgb(1, 2, 3)');
  const picture = preview(page).getByRole('img', { name: 'A dot' });
  const first = await picture.getAttribute('src');
  writeFileSync(join(studio.site as string, 'assets/main.css'), 'main { color: rgb(4, 5, 6); }');
  await expect(text).toHaveCSS('color', 'rgb(4, 5, 6)', afterBuild);
  writeFileSync(join(studio.site as string, 'assets/dot.svg'), dot('blue'));
  await expect(picture).not.toHaveAttribute('src', first as string, afterBuild);
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(9);
  await expect(preview(page).locator('link[rel=stylesheet]')).toHaveCount(1);
  expect(await birth(page)).toEqual(born);
});

test('a page with another script is loaded again, and so is one that hinders the change', async ({ page, studio }) => {
  const born = await opened(page);
  const template = join(studio.site as string, 'templates/page.njk');
  const hindering = 'window.born = Math.random(); DOMParser.prototype.parseFromString = () => { throw new Error(); };';
  writeFileSync(template, frame('<main>{{ page.content }}</main>', hindering));
  // A page that is just being left says nothing.
  const now = (): Promise<unknown> => birth(page).catch(() => born);
  await expect.poll(now, afterBuild).not.toEqual(born);
  const hindered = await birth(page);
  await caretAtEnd(page);
  await page.keyboard.type(' Typed all the same.');
  await expect(preview(page).getByText('Typed all the same.')).toBeAttached();
  await expect.poll(now).not.toEqual(hindered);
});

test('a template that is typed in shows on the page that was looked at, in place', async ({ page }) => {
  const born = await opened(page);
  await openFile(page, 'templates/page.njk');
  await caretAtEnd(page);
  await page.keyboard.type('<p>Behind it all</p>');
  await expect(preview(page).getByText('Behind it all')).toBeAttached();
  expect(await birth(page)).toEqual(born);
});

/** The page that is looked at, and the one that is loaded anew: without what Galley puts into both. */
const bodies = (page: Page): Promise<{ shown: string; fresh: string }> =>
  preview(page)
    .locator('html')
    .evaluate(async () => {
      const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
      const shown = window.document.cloneNode(true) as Document;
      for (const one of [shown, fresh]) {
        for (const ours of one.querySelectorAll('galley-caret, galley-outline, script[data-changes]')) ours.remove();
        one.normalize();
      }
      return { shown: shown.body.innerHTML, fresh: fresh.body.innerHTML };
    });

test('whatever is typed, the page is the one that would be loaded', async ({ page }) => {
  const born = await opened(page);
  await caretAtEnd(page);
  for (const typed of [
    ' Tom',
    ' & Ann',
    ' say "yes"',
    ' <b>so',
    '</b>',
    ' *it',
    ' is*',
    '.\n\nThe end',
    '. '.repeat(3),
  ]) {
    await page.keyboard.type(typed, { delay: 30 });
    await expect
      .poll(async () => {
        const { shown, fresh } = await bodies(page);
        return shown === fresh;
      })
      .toBe(true);
  }
  for (let key = 0; key < 12; key++) await page.keyboard.press('Backspace');
  await expect.poll(async () => ((all) => all.shown === all.fresh)(await bodies(page))).toBe(true);
  await expect(preview(page).getByText('Tom & Ann say')).toBeAttached();
  expect(await birth(page)).toEqual(born);
});
