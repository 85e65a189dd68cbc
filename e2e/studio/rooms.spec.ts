/** Timings, what made a page, settings, and publishing to a folder of one's own. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import { press } from './keyboard.ts';
import { smallSite } from './sites.ts';
import { act, afterBuild, caretAtEnd, editorOf, goTo, openPage, preview, verdict, work } from './steps.ts';

test.use({ opens: { files: smallSite } });

test('where the time went: a picture, a table of the same numbers, earlier builds, a trace file', async ({
  page,
  studio,
}) => {
  test.skip(studio.restart === undefined, 'a download of the desktop has a dialog of the system');
  await expect(verdict(page)).toContainText('all good', afterBuild);
  await goTo(page, 'Timings');
  const phases = page.getByRole('list', { name: 'Phases' }).getByRole('listitem', { name: /processor time/ });
  await expect(phases).toHaveCount(10);
  const said = await phases.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  await phases.first().focus();
  await expect(page.getByText('Galley walks through the folder of your site and notes every file.')).toBeVisible();
  await page.getByText('Table', { exact: true }).click();
  const table = page.getByRole('table', { name: 'Phases of the build' });
  for (const [at, row] of said.entries()) {
    const [name, took] = /^(.*?): ([^,]+),/.exec(row)!.slice(1) as [string, string];
    await expect(table.getByRole('row').nth(at + 1)).toContainText(name);
    await expect(table.getByRole('row').nth(at + 1)).toContainText(took);
  }
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a trace file' }).click();
  const trace = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as { traceEvents: unknown[] };
  expect(trace.traceEvents.length).toBeGreaterThan(9);

  await page.getByRole('banner').getByRole('button', { name: 'Build' }).click();
  const earlier = page.getByRole('region', { name: 'Earlier builds' }).getByRole('button');
  await expect(earlier).toHaveCount(2, afterBuild);
  await earlier.first().click();
  await expect(earlier.first()).toHaveAttribute('aria-pressed', 'true');
});

test('what a build kept, and why it made the rest again', async ({ page, studio }) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  const [first] = Object.keys(smallSite).filter((name) => /content\/.*robin/.test(name)) as [string];
  const file = join(studio.site as string, first);
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nOne more sentence.\n`);
  await goTo(page, 'Timings');
  await expect(page.getByText(/^1 of \d+ pages was made again, \d+ kept as before/)).toBeVisible(afterBuild);
  const why = page.getByRole('region', { name: 'Why pages were made again' });
  await expect(why.getByRole('listitem')).toHaveText(/its own document changed\s*1 page/);
});

test('what made a page, each a link to where it comes from', async ({ page }) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  await openPage(page, 'The robin');
  await page.getByRole('tab', { name: 'Explain' }).click();
  const panel = page.getByRole('tabpanel');
  await expect(panel.getByRole('heading', { name: 'The robin' })).toBeVisible();
  await expect(panel).toContainText('It took');
  await panel.getByRole('button', { name: 'The design of this page' }).click();
  await expect(editorOf(page)).toHaveAttribute('aria-label', /page\.njk$/);
});

test('a setting changes one value of the file; its comments stay @core', async ({ page, studio }) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  await goTo(page, 'Settings');
  const title = work(page).getByRole('textbox', { name: 'Name of the site' });
  await title.fill('Large Birds');
  await press(page, 'Enter');
  const file = join(studio.site as string, 'site.yaml');
  const before = smallSite['site.yaml'] as string;
  await expect.poll(() => readFileSync(file, 'utf8')).toBe(before.replace('title: Small Birds', 'title: Large Birds'));
  await expect(page.getByRole('banner').getByRole('button', { name: 'Large Birds' })).toBeVisible(afterBuild);
  await expect(preview(page).getByText('Large Birds').first()).toBeVisible(afterBuild);
  await work(page).getByRole('textbox', { name: 'Address of the site' }).fill('no address');
  await press(page, 'Enter');
  await expect(
    work(page)
      .getByText(/address/)
      .last(),
  ).toBeVisible();
  expect(readFileSync(file, 'utf8')).toContain('https://example.com/birds/');
});

test('a folder is set up, published to, has nothing new, gets what changed, and is taken back @core', async ({
  page,
  studio,
}) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  const folder = join(studio.user, 'web');
  await goTo(page, 'Publish');
  await expect(page.getByRole('heading', { name: 'Publishing is not set up' })).toBeVisible();
  await page.getByRole('button', { name: 'Choose where to publish' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where to publish' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder);
  await dialog.getByRole('textbox', { name: 'Call it' }).fill('My web space');
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByRole('heading', { name: 'My web space' })).toBeVisible();

  const begin = page.getByRole('button', { name: 'Publish…' });
  const publish = work(page).getByRole('button', { name: 'Publish', exact: true });
  await begin.click();
  await publish.click(afterBuild);
  await expect(page.getByRole('heading', { name: 'Releases' })).toBeVisible(afterBuild);
  expect(readdirSync(folder)).toContain('index.html');

  await begin.click();
  await expect(page.getByText('Nothing to publish: what is there is what you have.')).toBeVisible(afterBuild);
  await openPage(page, 'The wren');
  await caretAtEnd(page);
  await page.keyboard.type('It nests low.');
  await act(page, 'Publish');
  await begin.click();
  await expect(work(page).getByRole('button', { name: 'The wren' })).toBeVisible(afterBuild);
  await publish.click();
  await expect.poll(() => readFileSync(join(folder, 'wren/index.html'), 'utf8'), afterBuild).toContain('It nests low.');
  await page.getByRole('button', { name: 'Take it back…' }).click();
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await expect.poll(() => readFileSync(join(folder, 'wren/index.html'), 'utf8')).not.toContain('It nests low.');
});

test.describe('a page that is not as designed', () => {
  test.use({ opens: { example: 'broken/template-failed' } });

  test('keeps a site from being published, with the reason', async ({ page, studio }) => {
    await expect(verdict(page)).toContainText('to fix', afterBuild);
    await goTo(page, 'Publish');
    await page.getByRole('button', { name: 'Choose where to publish' }).click();
    const dialog = page.getByRole('dialog', { name: 'Where to publish' });
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(studio.user, 'web'));
    await dialog.getByRole('button', { name: 'Add it' }).click();
    await page.getByRole('button', { name: 'Publish…' }).click();
    await expect(page.getByRole('heading', { name: 'This cannot be published yet' })).toBeVisible(afterBuild);
    await page.getByRole('button', { name: 'See what to fix' }).click();
    await expect(page.getByRole('main', { name: 'Proofs' })).toBeVisible();
  });
});
