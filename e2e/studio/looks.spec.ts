/** Every screen and dialog, light and dark, on a large window and a small one: axe has no complaint. */
import type { Page } from '@playwright/test';
import { accessibilityProblems } from '../judges.ts';
import { expect, test } from './fixture.ts';
import { act, afterBuild, choose, goTo, openFile, openPage, verdict } from './steps.ts';

const shots = process.env.GALLEY_SHOTS;

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];

interface Screen {
  name: string;
  open(page: Page): Promise<void>;
  /** A dialog, which Esc closes. */
  over?: boolean;
}

const screens: readonly Screen[] = [
  { name: 'proofs', open: async (page) => void (await goTo(page, 'Proofs')) },
  { name: 'a suggestion', open: async (page) => choose(page, 'Which', /^Suggestions/) },
  { name: 'technical details', open: async (page) => page.getByRole('button', { name: 'Technical details' }).click() },
  { name: 'mute', over: true, open: async (page) => page.getByRole('button', { name: 'Mute…' }).click() },
  { name: 'no match', open: async (page) => page.getByRole('textbox', { name: 'With these words' }).fill('xyz') },
  {
    name: 'a fix',
    over: true,
    open: async (page) => {
      await page.getByRole('textbox', { name: 'With these words' }).fill('');
      await choose(page, 'Which', /^To fix/);
      await page.getByRole('region', { name: 'What mends it' }).getByRole('button').first().click();
      await expect(page.getByRole('dialog').getByRole('button', { name: /^(Do it|Change)/ })).toBeVisible();
    },
  },
  { name: 'find', over: true, open: async (page) => page.keyboard.press('ControlOrMeta+p') },
  { name: 'recent changes', over: true, open: async (page) => act(page, 'Recent changes') },
  { name: 'nothing open', open: async (page) => goTo(page, 'Write') },
  {
    name: 'write',
    open: async (page) => {
      await openPageByName(page, 'The barn owl');
      await page.getByRole('button', { name: 'Details', exact: true }).click();
    },
  },
  { name: 'proofs of the page', open: async (page) => page.getByRole('tab', { name: /^Proofs/ }).click() },
  {
    name: 'explain',
    open: async (page) => {
      await page.getByRole('tab', { name: 'Explain' }).click();
      await expect(page.getByText(/It took/)).toBeVisible();
    },
  },
  { name: 'settings file', open: async (page) => openFile(page, 'site.yaml') },
  {
    name: 'menu of the file',
    over: true,
    open: async (page) => page.getByRole('button', { name: 'This file' }).click(),
  },
  { name: 'menu of the site', over: true, open: async (page) => siteMenu(page) },
  { name: 'timings', open: async (page) => goTo(page, 'Timings') },
  {
    name: 'timings as a table',
    open: async (page) => page.getByText('Table', { exact: true }).click(),
  },
  { name: 'publish', open: async (page) => goTo(page, 'Publish') },
  {
    name: 'another place',
    over: true,
    open: async (page) => page.getByRole('button', { name: 'Add another place to publish to' }).click(),
  },
  { name: 'settings', open: async (page) => goTo(page, 'Settings') },
  {
    name: 'new page',
    over: true,
    open: async (page) => {
      await showTree(page);
      await page.getByRole('button', { name: 'New page' }).click();
    },
  },
];

async function siteMenu(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'A Field Guide' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
}

async function showTree(page: Page): Promise<void> {
  const toggle = page.getByRole('banner').getByRole('button', { name: 'Pages' });
  if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
}

async function openPageByName(page: Page, title: string): Promise<void> {
  await showTree(page);
  await openPage(page, title);
  if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
}

/** In both themes, as the computer asks for them. */
async function judge(page: Page, name: string): Promise<string[]> {
  const problems: string[] = [];
  // The name that a pointer calls up is no part of the screen.
  await page.mouse.move(0, 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await settle(page);
    if (shots) await page.screenshot({ path: `${shots}/${name}-${colorScheme}.png` });
    const found = await accessibilityProblems(page, 'plain');
    problems.push(...found.map((problem) => `${name}, ${colorScheme}: ${problem}`));
  }
  return problems;
}

/** Until nothing fades or slides any more. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
      ),
  );
}

for (const { width, height } of sizes) {
  test(`every screen, light and dark, ${width} × ${height}`, async ({ page }) => {
    // Some fifty screens, each judged by axe.
    test.setTimeout(360_000);
    await page.setViewportSize({ width, height });
    await expect(verdict(page)).toContainText('5 things to fix', afterBuild);
    const problems: string[] = [];
    for (const [at, { name, open, over }] of screens.entries()) {
      await open(page);
      problems.push(...(await judge(page, `${width}-${String(at).padStart(2, '0')}-${name}`)));
      if (over) {
        await page.keyboard.press('Escape');
        await expect(page.locator('[role="dialog"], [role="menu"]')).toHaveCount(0);
      }
    }
    expect(problems).toEqual([]);
  });
}

test.describe('Welcome', () => {
  test.use({ opens: null });

  test('the first screen and its dialogs, light and dark', async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 700 });
    await expect(page.getByRole('region', { name: 'Begin a new site' })).toBeVisible();
    const problems = await judge(page, 'welcome');
    await page.getByRole('region', { name: 'Begin a new site' }).getByRole('button').first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    problems.push(...(await judge(page, 'new site')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open a folder' }).click();
    await expect(page.getByRole('list', { name: 'Folders' })).toBeVisible();
    problems.push(...(await judge(page, 'folders')));
    expect(problems).toEqual([]);
  });
});
