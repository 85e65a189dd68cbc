import { expect, test } from '@playwright/test';
import { type BuiltSite, buildAndServe } from './built-site.ts';
import { accessibilityProblems, htmlProblems } from './judges.ts';

let site: BuiltSite;

test.beforeAll(async () => {
  site = await buildAndServe('journal', '/notes/', 'plain');
});

test.afterAll(async () => {
  await site.close();
});

test('a text in the plain theme builds with nothing to mend', () => {
  expect(site.result.exitCode, site.result.output).toBe(0);
  expect(site.result.proofs).toEqual([]);
});

test('every page is valid HTML', async () => {
  expect(await htmlProblems(site.folder)).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`accessible in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const path of [
      '',
      'posts/',
      'posts/kingfisher/',
      'posts/cold-kitchen-loaf/',
      'posts/notebook/',
      'tags/',
      '404.html',
    ]) {
      await page.goto(site.home + path);
      expect(await accessibilityProblems(page), path).toEqual([]);
    }
  });
}
