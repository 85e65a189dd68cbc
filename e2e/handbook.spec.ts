import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type BuiltSite, build, buildAndServe, htmlFiles } from './built-site.ts';
import { accessibilityProblems, htmlProblems } from './judges.ts';
import { contrast, readToTheEnd, shiftsOf, watchShifts } from './reading.ts';

const schemes = ['light', 'dark'] as const;
const widths = [320, 390, 1024, 1440, 1920];

let site: BuiltSite;

test.beforeAll(async () => {
  site = await buildAndServe('handbook', '/press/');
});

test.afterAll(async () => {
  await site.close();
});

/** One page of each kind, the texts with boxes, figures, tables, definitions, footnotes and code among them. */
const kinds: Record<string, string> = {
  home: '',
  'a part with pages': 'begin/',
  'a part with pages and parts': 'press/',
  'a part three deep': 'press/hand-press/care/',
  'a page four deep, with definitions': 'press/hand-press/care/new-tympan/',
  'a page with a figure and a note': 'press/hand-press/making-ready/',
  'a page with a quotation': 'press/hand-press/pulling/',
  'a page with a table, a footnote and a note': 'begin/membership/',
  'a page with a warning': 'begin/safety/',
  'a page with tasks': 'type/putting-back/',
  'a page with details': 'paper-and-ink/cleaning/',
  'a page with code': 'reference/booklets/',
  'a list of words': 'reference/words/',
  'a page outside of the parts': 'about/',
  'nothing here': '404.html',
};

test('builds with nothing to mend and nothing to suggest, under a base path and as it is', async () => {
  expect(site.result.exitCode, site.result.output).toBe(0);
  expect(site.result.proofs).toEqual([]);
  expect(htmlFiles(site.folder).length).toBeGreaterThanOrEqual(25);
  const asItIs = await buildAndServe('handbook', null);
  await asItIs.close();
  expect(asItIs.result.exitCode).toBe(0);
  expect(asItIs.result.proofs).toEqual([]);
});

test('a mistake in it is a proof: the silence above means something', () => {
  const root = copyOf(site);
  appendFileSync(join(root, 'content/about.md'), '\n[Gone](./gone.md)\n\n#### Too deep\n');
  const { exitCode, proofs } = build(root);
  rmSync(root, { recursive: true });
  expect(exitCode).toBe(2);
  expect(proofs?.map((proof) => proof.split(' ')[0]).sort()).toEqual(['hint', 'warning']);
});

test('without numbers, with lists over several pages, subjects and an own accent it is as good', async () => {
  const root = copyOf(site);
  const settings = join(root, 'site.yaml');
  const text = readFileSync(settings, 'utf8')
    .replace('numbers: true', 'numbers: false')
    .replace('levels: 2', 'levels: 1')
    .replace('"#b5361c"', '"#225588"')
    .replace('size: 100', 'size: 2')
    .replace('taxonomies: {}', 'taxonomies: { tags: {} }');
  writeFileSync(settings, text);
  const about = join(root, 'content/about.md');
  writeFileSync(about, readFileSync(about, 'utf8').replace('title: ', 'tags: [people]\ntitle: '));
  const { exitCode, output, proofs } = build(root);
  const problems = await htmlProblems(join(root, 'public'));
  const pages = htmlFiles(join(root, 'public'));
  rmSync(root, { recursive: true });
  expect(exitCode, output).toBe(0);
  expect(proofs).toEqual([]);
  expect(problems).toEqual([]);
  expect(pages).toEqual(expect.arrayContaining(['type/page/2/index.html', 'tags/people/index.html']));
});

test('with nothing in it, with pages in no part, and with very long parts it is as good', async () => {
  const root = mkdtempSync(join(tmpdir(), 'galley-e2e-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const read = (path: string): string => readFileSync(join(root, 'public', path), 'utf8');
  write('site.yaml', 'title: One\nurl: https://example.com/\ndescription: A beginning.\ntheme: handbook\n');
  mkdirSync(join(root, 'content'));
  try {
    expect(build(root).proofs).toEqual([]);
    write('content/alone.md', '---\ntitle: Alone\ndescription: In no part.\n---\nText.\n');
    expect(build(root).proofs).toEqual([]);
    expect(await htmlProblems(join(root, 'public'))).toEqual([]);
    expect(read('alone/index.html')).toContain('<a href="/alone/" aria-current="page">');
    for (let i = 1; i <= 450; i++) {
      const part = i <= 201 ? 'long' : `short-${i % 2}`;
      write(`content/${part}/p${i}.md`, `---\ntitle: Page ${i}\ndescription: It is number ${i}.\n---\nText.\n`);
    }
    expect(build(root).proofs).toEqual([]);
    const long = read('long/p9/index.html');
    expect(long).toContain('All pages of this part');
    expect(long).toContain('<h1 class="title">Page 9</h1>');
    expect(long).not.toContain('/short-1/p301/');
    expect(read('short-1/p301/index.html')).toMatch(/<span class="number">3\.\d+<\/span> Page 301/);
  } finally {
    rmSync(root, { recursive: true });
  }
});

/** The sources of a built site in a new folder, which the caller removes. */
function copyOf({ folder }: BuiltSite): string {
  const root = mkdtempSync(join(tmpdir(), 'galley-e2e-'));
  for (const name of ['content', 'site.yaml']) {
    cpSync(join(folder, '..', name), join(root, name), { recursive: true });
  }
  return root;
}

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
        await page.setViewportSize({ width: 390, height: 844 });
        await page.getByText('Contents', { exact: true }).first().click();
        expect(await accessibilityProblems(page)).toEqual([]);
      });
    }
  });
}

test('axe sees what is wrong when something is', async ({ page }) => {
  await page.goto(site.home);
  await page.addStyleTag({ content: '.chapters p { color: #999 !important }' });
  await page.locator('.banner img').evaluate((image) => image.removeAttribute('alt'));
  const problems = await accessibilityProblems(page);
  expect(problems.some((problem) => problem.startsWith('image-alt'))).toBe(true);
  expect(problems.some((problem) => problem.startsWith('color-contrast'))).toBe(true);
});

test('the way leads through every page of the contents once, in their order, and back', async ({ page }) => {
  await page.goto(site.home);
  const inContents = await page
    .locator('.contents a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
  const forward = await follow(page, `${site.basePath}begin/`, 'next');
  const deep = ['making-ready/', 'pulling/', 'care/', 'care/every-evening/', 'care/new-tympan/'];
  const hidden = deep.map((path) => `${site.basePath}press/hand-press/${path}`);
  expect(forward.filter((path) => !hidden.includes(path))).toEqual(inContents);
  expect(forward.filter((path) => hidden.includes(path))).toEqual(hidden);
  const back = await follow(page, forward.at(-1) as string, 'prev');
  expect(back).toEqual([site.basePath, ...forward].reverse());
});

/** The paths that one comes through when one begins somewhere and always follows "next" (or "prev"). */
async function follow(page: Page, from: string, way: 'next' | 'prev'): Promise<string[]> {
  const paths = [from];
  for (;;) {
    await page.goto(new URL(paths.at(-1) as string, site.home).href);
    const link = page.locator(`.beside a[rel=${way}]`);
    if ((await link.count()) === 0) return paths;
    paths.push(await link.evaluate((element) => (element as HTMLAnchorElement).pathname));
    expect(paths.length, paths.join(' ')).toBeLessThan(60);
  }
}

test('the contents show where one is, open to its depth, with the number that the page has', async ({ page }) => {
  await page.goto(`${site.home}press/hand-press/care/every-evening/`);
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await expect(contents.locator('[aria-current=page]')).toHaveText('3.3.3.1Every evening');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('3.3.3.1 Every evening');
  await expect(contents.getByRole('link', { name: 'A new tympan' })).toBeVisible();
  await page.goto(`${site.home}begin/`);
  await expect(contents.getByRole('link', { name: 'A new tympan' })).toHaveCount(0);
  await page.goto(`${site.home}about/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('About the press');
  await expect(page.locator('.beside')).toHaveCount(0);
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

test('a picture without its size would be seen to move the text', async ({ page }) => {
  const path = 'press/hand-press/making-ready/';
  await page.addInitScript(watchShifts);
  await page.route(site.home + path, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/ (?:width|height)="\d+"/g, '');
    await route.fulfill({ response: answer, body });
  });
  await page.route(/press.*\.(webp|png)$/, async (route) => {
    await new Promise((later) => setTimeout(later, 400));
    await route.continue();
  });
  await page.goto(site.home + path);
  await readToTheEnd(page);
  const shifts = await shiftsOf(page);
  expect(shifts).not.toEqual([]);
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

  test('the contents stand beside the text, and lead to it', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(site.home);
    const contents = page.getByRole('navigation', { name: 'Contents' });
    await expect(contents).toBeVisible();
    await expect(page.locator('.contents > summary')).toBeHidden();
    await contents.getByRole('link', { name: 'Spaces and leads' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('2.3 Spaces and leads');
    await expect(page.getByRole('navigation', { name: 'On this page' })).toBeVisible();
    await page.getByRole('link', { name: 'Next Putting it back' }).click();
    await expect(page.getByText('Type that is left standing belongs to nobody.')).toBeVisible();
  });

  test('on a phone the contents are behind one word, and so is what is on the page', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${site.home}type/spacing/`);
    const contents = page.getByRole('navigation', { name: 'Contents' });
    await expect(contents).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
    await page.getByText('On this page', { exact: true }).first().click();
    await expect(page.getByRole('link', { name: 'Between lines' })).toBeVisible();
    await page.getByText('Contents', { exact: true }).click();
    await contents.getByRole('link', { name: 'The treadle platen' }).click();
    await expect(page.getByText('It was built in 1902')).toBeVisible();
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

test('the keyboard begins at a way past the contents, and focus can be seen', async ({ page }) => {
  await page.goto(`${site.home}type/spacing/`);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the text' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
  expect(outline).toBe('solid');
});

test('any accent is readable on paper and at night', async ({ page }) => {
  await page.goto(`${site.home}type/`);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    for (const accent of ['#ffee00', '#00ff66', '#ff3399', '#0000cc', '#111111', '#ffffff']) {
      await page.evaluate((value) => document.documentElement.style.setProperty('--accent-base', value), accent);
      expect(await contrast(page, '.beside a'), `link, ${accent} in ${colorScheme}`).toBeGreaterThanOrEqual(7);
      expect(await contrast(page, '.title .number'), `number, ${accent} in ${colorScheme}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('printed, it is the text and not the menus', async ({ page }) => {
  await page.goto(`${site.home}type/spacing/`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const part of ['.menu', '.contents', '.toc', '.beside']) await expect(page.locator(part)).toBeHidden();
});

test('what searches, messengers and readers of feeds ask for is there', async ({ page }) => {
  await page.goto(`${site.home}begin/safety/`);
  const head = page.locator('head');
  await expect(head.locator('link[rel=canonical]')).toHaveAttribute('href', 'https://example.com/press/begin/safety/');
  await expect(head.locator('meta[property="og:title"]')).toHaveAttribute('content', 'Six rules for safety');
  await expect(head.locator('meta[name=description]')).toHaveAttribute('content', /^Short, because/);
  await page.goto(`${site.home}404.html`);
  await expect(head.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
  await page.goto(site.home);
  await expect(head.locator('meta[property="og:image"]')).toHaveAttribute('content', /^https:.*\.jpg$/);
  const feeds = await page
    .locator('link[rel=alternate]')
    .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
  expect(feeds.length).toBeGreaterThanOrEqual(2);
  for (const feed of [...feeds, `${site.home}sitemap.xml`]) {
    const answer = await page.request.get(feed);
    expect(answer.ok(), feed).toBe(true);
    const entries = await page.evaluate(
      (xml) => {
        const parsed = new DOMParser().parseFromString(xml, 'application/xml');
        return parsed.querySelector('parsererror') ? 0 : parsed.querySelectorAll('item, entry, url').length;
      },
      await answer.text(),
    );
    expect(entries, feed).toBeGreaterThan(15);
  }
});
