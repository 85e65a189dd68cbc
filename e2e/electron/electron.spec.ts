/** What only Electron itself can show: its schemes, its sandbox, its windows. */
import { realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, heard, listen } from '../shell/line.ts';
import { writeSmallSite } from '../shell/small-site.ts';
import { expect, test } from './open.ts';

const folder = join(realpathSync(tmpdir()), `galley-e2e-site-${process.pid}`);
const site = join(folder, 'birds');
test.beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  writeSmallSite(site);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.use({ shellArgs: ['--site', site] });

test('the window is on its own origin, without Node, and a preview is shown on another', async ({ page }) => {
  expect(await page.evaluate(() => window.location.origin)).toBe('galley-app://studio');
  expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window))).toEqual([]);
  await listen(page);
  expect((await heard(page, 'hello')).hello.site).toBe(site);
  const { site: opened } = (await ask(page, 'session.open', { root: site })) as {
    site: { previewOrigin: string; basePath: string };
  };
  await ask(page, 'build.start', {});
  await heard(page, 'event', ({ event }) => event.type === 'built');
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement('iframe'), { src, name: 'shown' });
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
    document.body.append(frame);
  }, opened.previewOrigin + opened.basePath);
  await expect(page.frameLocator('iframe[name=shown]').locator('main')).toBeVisible();
  const frame = page.frame('shown')!;
  expect(await frame.evaluate(() => window.location.origin)).toBe(opened.previewOrigin);
  expect(await frame.evaluate(() => localStorage.length)).toBe(0);
  expect(await frame.evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
  expect(await frame.evaluate(() => 'galleyHost' in window)).toBe(false);
});

test('it goes nowhere else, and runs our own scripts only', async ({ page }) => {
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.pwned = 1' }));
    window.location.assign('https://example.org/');
  });
  expect(await page.evaluate(() => ['pwned' in window, window.location.origin])).toEqual([
    false,
    'galley-app://studio',
  ]);
});
