import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type BuiltSite, build, buildAndServe, htmlFiles } from './built-site.ts';
import { accessibilityProblems, htmlProblems } from './judges.ts';
import { contrast, readToTheEnd, shiftsOf, watchShifts } from './reading.ts';

const schemes = ['light', 'dark'] as const;
const widths = [320, 390, 1024, 1440, 1920];

let site: BuiltSite;

test.beforeAll(async () => {
  site = await buildAndServe('journal', '/notes/');
});

test.afterAll(async () => {
  await site.close();
});

/** One page of each kind, the texts with boxes, embeds, code and tables among them. */
const kinds: Record<string, string> = {
  home: '',
  'second page of home': 'page/2/',
  'text with contents, footnotes and a figure': 'posts/kingfisher/',
  'text with a gallery and a series': 'posts/sea-wall-island/',
  'text with a table, tasks and a tip': 'posts/cold-kitchen-loaf/',
  'text with code and details': 'posts/rye-and-patience/',
  'text with a film': 'posts/notebook/',
  'text with a warning': 'posts/sea-wall-terns/',
  'text with a quotation and definitions': 'posts/waders-by-their-legs/',
  'page without a date': 'about/',
  section: 'posts/',
  subjects: 'tags/',
  subject: 'tags/birds/',
  series: 'series/the-sea-wall/',
  'nothing here': '404.html',
};

test('builds with nothing to mend and nothing to suggest, under a base path and as it is', async () => {
  expect(site.result.exitCode, site.result.output).toBe(0);
  expect(site.result.proofs).toEqual([]);
  expect(htmlFiles(site.folder).length).toBeGreaterThanOrEqual(25);
  const asItIs = await buildAndServe('journal', null);
  await asItIs.close();
  expect(asItIs.result.exitCode).toBe(0);
  expect(asItIs.result.proofs).toEqual([]);
});

test('a mistake in it is a proof: the silence above means something', () => {
  const root = mkdtempSync(join(tmpdir(), 'galley-e2e-'));
  cpSync(site.folder.replace(/public$/, 'content'), join(root, 'content'), { recursive: true });
  cpSync(site.folder.replace(/public$/, 'site.yaml'), join(root, 'site.yaml'));
  appendFileSync(join(root, 'content/about.md'), '\n[Gone](./gone.md)\n\n#### Too deep\n');
  const { exitCode, proofs } = build(root);
  rmSync(root, { recursive: true });
  expect(exitCode).toBe(2);
  expect(proofs?.map((proof) => proof.split(' ')[0]).sort()).toEqual(['hint', 'warning']);
});

test('every page is valid HTML', async () => {
  expect(await htmlProblems(site.folder)).toEqual([]);
});

for (const scheme of schemes) {
  test.describe(`in ${scheme}`, () => {
    test.use({ colorScheme: scheme });
    for (const [name, path] of Object.entries(kinds)) {
      test(`accessible: ${name}`, async ({ page }) => {
        await page.goto(site.home + path);
        expect(await accessibilityProblems(page)).toEqual([]);
      });
    }
  });
}

test('axe sees what is wrong when something is', async ({ page }) => {
  await page.goto(site.home);
  await page.addStyleTag({ content: '.entry p { color: #999 !important }' });
  await page.locator('.banner img').evaluate((image) => image.removeAttribute('alt'));
  const problems = await accessibilityProblems(page);
  expect(problems.some((problem) => problem.startsWith('image-alt'))).toBe(true);
  expect(problems.some((problem) => problem.startsWith('color-contrast'))).toBe(true);
});

test('a picture without its size would be seen to move the text', async ({ page }) => {
  await page.addInitScript(watchShifts);
  await page.route(`${site.home}posts/kingfisher/`, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/ (?:width|height)="\d+"/g, '');
    await route.fulfill({ response: answer, body });
  });
  await page.route(/kingfisher.*\.(webp|jpg)$/, async (route) => {
    await new Promise((later) => setTimeout(later, 400));
    await route.continue();
  });
  await page.goto(`${site.home}posts/kingfisher/`);
  await readToTheEnd(page);
  const shifts = await shiftsOf(page);
  expect(shifts).not.toEqual([]);
});

test('nothing moves while a page arrives', async ({ page }) => {
  await page.addInitScript(watchShifts);
  for (const path of Object.values(kinds)) {
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(site.home + path);
      await readToTheEnd(page);
      const shifts = await shiftsOf(page);
      expect(shifts, `${path} at ${width}`).toEqual([]);
    }
  }
});

test('no page asks anything of another origin, and none misses a file of its own', async ({ page }) => {
  const outside: string[] = [];
  const missing: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site.home) && !request.url().startsWith('data:')) outside.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(response.url());
  });
  for (const path of Object.values(kinds)) {
    await page.goto(site.home + path);
    await readToTheEnd(page);
  }
  expect(outside).toEqual([]);
  expect(missing).toEqual([]);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a text can be found, read and left', async ({ page }) => {
    await page.goto(site.home);
    await page.getByRole('link', { name: 'The kingfisher took three winters' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The kingfisher took three winters');
    await expect(page.getByText('I looked for blue.')).toBeVisible();
    await page.getByRole('link', { name: /Notes/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notes');
  });

  test('details open and close', async ({ page }) => {
    await page.goto(`${site.home}posts/rye-and-patience/`);
    const inside = page.getByText('Rye holds its water in a sort of gum');
    await expect(inside).toBeHidden();
    await page.getByText('Why it must stand for a day').click();
    await expect(inside).toBeVisible();
  });
});

test('fits every width without scrolling sideways', async ({ page }) => {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of Object.values(kinds)) {
      await page.goto(site.home + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${path} at ${width}`).toBeLessThanOrEqual(width);
    }
  }
});

test('the keyboard begins at a way past the menu, and focus can be seen', async ({ page }) => {
  await page.goto(`${site.home}posts/kingfisher/`);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the text' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  expect(outline).toBe('solid');
});

test('any accent is readable on paper and at night', async ({ page }) => {
  await page.goto(site.home);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    for (const accent of ['#ffee00', '#00ff66', '#ff3399', '#0000cc', '#111111', '#ffffff']) {
      await page.evaluate((value) => document.documentElement.style.setProperty('--accent-base', value), accent);
      expect(await contrast(page, 'footer a'), `${accent} in ${colorScheme}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('printed, it is the text and not the menus', async ({ page }) => {
  await page.goto(`${site.home}posts/kingfisher/`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.menu')).toBeHidden();
  await expect(page.locator('.beside')).toBeHidden();
});

test('feeds are announced and well-formed', async ({ page }) => {
  await page.goto(site.home);
  const feeds = await page
    .locator('link[rel=alternate]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  expect(feeds.length).toBeGreaterThanOrEqual(2);
  for (const feed of [...feeds, `${site.home}sitemap.xml`]) {
    const answer = await page.request.get(feed);
    expect(answer.ok(), feed).toBe(true);
    const problem = await page.evaluate(
      (xml) => {
        const parsed = new DOMParser().parseFromString(xml, 'application/xml');
        return parsed.querySelector('parsererror')?.textContent ?? null;
      },
      await answer.text(),
    );
    expect(problem, feed).toBeNull();
  }
});
