/** Builds that are told what changed: what they look at, what they keep, and when they look at everything all the same. */
import { mkdir, rename, rm, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { BuildReport, PhaseName } from '../../../shared/report.ts';
import { openSite } from '../open-site.ts';
import { engineOptions, putFiles, TEST_BUILD, testSites } from '../testing/site-folder.ts';
import type { BuildRequest, Site } from '../types.ts';

const sites = testSites();
afterEach(() => sites.removeAll());

const files = {
  'content/posts/a.md': '---\ntitle: A\ndate: 2026-01-02\n---\nOne.\n',
  'content/posts/b.md': '---\ntitle: B\ndate: 2026-01-01\n---\nTwo.\n',
  'content/about.md': '---\ntitle: About\n---\nWe.\n',
  'content/later.md': '---\ntitle: Later\ndate: 2026-03-02\n---\nSoon.\n',
  'templates/page.njk': '<html lang="en"><title>{{ page.title }}</title><body>{{ page.content }}</body></html>',
  'data/prices.yaml': 'tea: 1\n',
};

async function opened(more: Record<string, string> = {}): Promise<{ root: string; one: Site }> {
  const { root, site } = await sites.built({ ...files, ...more });
  return { root, one: site };
}

function itemsOf({ phases }: BuildReport, name: PhaseName): number | undefined {
  return phases.find(({ phase }) => phase === name)?.items;
}

/** Writes these and tells of them. */
async function told(changed: Record<string, string>): Promise<{ report: BuildReport; root: string; one: Site }> {
  const { root, one } = await opened();
  await putFiles(root, changed);
  const paths = Object.keys(changed).map((name) => join(root, name));
  return { report: await one.build({ ...TEST_BUILD, changed: paths }), root, one };
}

describe('a build that is told of a text', () => {
  it('reads that text, puts nothing together again, and renders what shows it', async () => {
    const { report } = await told({ 'content/posts/a.md': '---\ntitle: A\ndate: 2026-01-02\n---\nOther.\n' });
    expect(report.counts.rendered).toBe(1);
    expect(['discover', 'parse', 'organise'].map((name) => itemsOf(report, name as PhaseName))).toEqual([1, 1, 1]);
  });

  it('keeps the model for a title that moves nothing, and makes it anew for one that does', async () => {
    const same = await told({ 'content/posts/a.md': '---\ntitle: A2\ndate: 2026-01-02\n---\nOne.\n' });
    expect(itemsOf(same.report, 'organise')).toBe(1);
    const moved = await told({ 'content/posts/a.md': '---\ntitle: A\ndate: 2025-01-02\n---\nOne.\n' });
    expect(itemsOf(moved.report, 'organise')).toBe(4);
  });

  it('does not see what it was not told of; the next that looks at everything does', async () => {
    const { root, one } = await opened();
    await putFiles(root, { 'content/about.md': '---\ntitle: About\n---\nChanged.\n' });
    expect((await one.build({ ...TEST_BUILD, changed: [] })).counts.rendered).toBe(0);
    expect((await one.build(TEST_BUILD)).counts.rendered).toBe(1);
  });
});

describe('builds that are told, one after the other', () => {
  it('render what could not be written until it can be, and say so each time', async () => {
    const { root, one } = await opened();
    const [page, text] = [join(root, 'public/about/index.html'), join(root, 'content/about.md')];
    const build = async (changed: string[]): Promise<[number, string[]]> => {
      const { counts, proofs } = await one.build({ ...TEST_BUILD, changed });
      return [counts.rendered, proofs.flatMap(({ code }) => (code === 'description-missing' ? [] : [code]))];
    };
    await rm(text);
    await one.build({ ...TEST_BUILD, changed: [text] });
    await putFiles(root, { 'content/about.md': files['content/about.md'], 'public/about/index.html': 'Theirs.' });
    expect(await build([text])).toEqual([1, ['foreign-file']]);
    for (const _ of [1, 2, 3]) expect(await build([])).toEqual([1, ['foreign-file']]);
    await rm(page);
    expect(await build([])).toEqual([1, []]);
    for (const _ of [1, 2]) expect(await build([])).toEqual([0, []]);
  });

  it('see on pages that they do not render what went from others', async () => {
    const about = '---\ntitle: About\n---\n## Us\n';
    const { root, one } = await opened({
      'content/about.md': about,
      'content/posts/a.md': '---\ntitle: A\ndate: 2026-01-02\n---\n[us](../about.md#us)\n',
    });
    const write = async (text: string): Promise<[number, (string | undefined)[]]> => {
      await putFiles(root, { 'content/about.md': text });
      const report = await one.build({ ...TEST_BUILD, changed: [join(root, 'content/about.md')] });
      const missing = report.proofs.filter(({ code }) => code === 'anchor-missing');
      return [report.counts.rendered, missing.map(({ file }) => file)];
    };
    for (const _ of [1, 2]) {
      expect(await write(about.replace('Us', 'Them'))).toEqual([1, ['content/posts/a.md']]);
      expect(await write(`${about}More.\n`)).toEqual([1, []]);
    }
  });
});

describe('a build looks at everything', () => {
  it.each<[string, Record<string, string>]>([
    ['settings', { 'site.yaml': 'title: Other\nurl: https://example.com/birds/\n' }],
    ['a text that came', { 'content/new.md': 'New.\n' }],
    ['a file beside a text', { 'content/posts/note.txt': 'x' }],
    ['strings', { 'strings/en.yaml': 'more: Other\n' }],
  ])('when it is told of %s', async (_, changed) => {
    const { report } = await told(changed);
    expect(itemsOf(report, 'discover')).toBeGreaterThanOrEqual(4);
  });

  it('when a text is gone, or a link or a folder is in its place', async () => {
    const { root, one } = await opened();
    const path = join(root, 'content/about.md');
    const build = async (): Promise<number | undefined> =>
      itemsOf(await one.build({ ...TEST_BUILD, changed: [path] }), 'discover');
    await rename(path, join(root, 'about.txt'));
    expect(await build()).toBe(3);
    await symlink(join(root, 'about.txt'), path);
    expect(await build()).toBe(4);
    await rm(path);
    await mkdir(path);
    expect(await build()).toBe(3);
  });

  it('in a site in which a text is reached by a link', async () => {
    const { root, one } = await opened({ 'shared/notes/x.md': '# X\n' });
    await symlink(join(root, 'shared/notes'), join(root, 'content/linked'));
    await one.build(TEST_BUILD);
    await rm(join(root, 'shared/notes/x.md'));
    expect(itemsOf(await one.build({ ...TEST_BUILD, changed: [join(root, 'shared/notes/x.md')] }), 'discover')).toBe(4);
  });

  it('when nothing was built before, other things are asked for, or another process has built', async () => {
    const { root, one } = await opened();
    const asked = async (more: Partial<BuildRequest>): Promise<number | undefined> =>
      itemsOf(await one.build({ ...TEST_BUILD, changed: [], ...more }), 'discover');
    expect(await asked({})).toBe(0);
    expect(await asked({ drafts: true })).toBe(4);
    expect(await asked({ drafts: true })).toBe(0);
    const other = await openSite(root, engineOptions);
    await putFiles(root, { 'content/about.md': '---\ntitle: About\n---\nBy another.\n' });
    await other.build({ ...TEST_BUILD, drafts: true });
    await other.close();
    expect(await asked({ drafts: true })).toBe(4);
  });
});

describe('a build that is told of other things', () => {
  it('reads templates and data anew, and no text', async () => {
    const { root, one } = await opened({ 'templates/section.njk': '<p>{{ data.prices.tea }}</p>' });
    await putFiles(root, { 'data/prices.yaml': 'tea: 2\n' });
    const data = await one.build({ ...TEST_BUILD, changed: [join(root, 'data/prices.yaml')] });
    expect([itemsOf(data, 'parse'), data.counts.rendered]).toEqual([0, 1]);
    await putFiles(root, { 'templates/page.njk': '<html lang="en"><title>x</title>{{ page.content }}</html>' });
    const template = await one.build({ ...TEST_BUILD, changed: [join(root, 'templates/page.njk')] });
    expect([itemsOf(template, 'organise'), template.counts.rendered]).toEqual([0, 3]);
    await putFiles(root, { 'templates/posts/page.njk': '<html lang="en"><title>new</title></html>' });
    const came = await one.build({ ...TEST_BUILD, changed: [join(root, 'templates/posts')] });
    expect([itemsOf(came, 'organise'), came.counts.rendered]).toEqual([4, 2]);
  });

  it('notices that a page appears, though no file has changed', async () => {
    const { one } = await opened();
    const report = await one.build({ ...TEST_BUILD, now: '2026-03-03T00:00:00Z', changed: [] });
    expect(report.counts.pages).toBe(7);
  });
});

describe('what a build that did not end was told of', () => {
  it('is looked at by the next one', async () => {
    const { root, one } = await opened();
    const path = join(root, 'content/about.md');
    await putFiles(root, { 'content/about.md': '---\ntitle: About\n---\nOther.\n' });
    await utimes(path, new Date(0), new Date(0));
    await expect(one.build({ ...TEST_BUILD, changed: [path] }, AbortSignal.abort())).rejects.toThrow();
    expect((await one.build({ ...TEST_BUILD, changed: [] })).counts.rendered).toBe(1);
  });
});
