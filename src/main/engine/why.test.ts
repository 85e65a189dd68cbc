/** Why pages are made again, and what would be made again, told from what they read. */
import { afterEach, describe, expect, it } from 'vitest';
import { putFiles, TEST_BUILD, testSites } from './testing/site-folder.ts';

const sites = testSites();
afterEach(() => sites.removeAll());

const files = {
  'content/posts/a.md': '---\ntitle: A\n---\nOne.\n',
  'content/posts/b.md': '---\ntitle: B\n---\nSee [A](a.md).\n',
  'content/about.md': '---\ntitle: About\n---\nWe.\n',
  'templates/base.njk':
    '<html lang="en"><title>{{ page.title }}</title><body>{% block main %}{% endblock %}{% include "partials/foot.njk" %}</body></html>',
  'templates/page.njk': '{% extends "base.njk" %}{% block main %}{{ page.content }}{% endblock %}',
  'templates/section.njk':
    '{% extends "base.njk" %}{% block main %}{% for p in page.pages %}{{ p.title }}{% endfor %}{% endblock %}',
  'templates/partials/foot.njk': '<footer>{{ data.prices.tea }}</footer>',
  'data/prices.yaml': 'tea: 1\ncake: 2\n',
};

const built = () => sites.built({ ...files });

/** What the next build says of its reasons, after these files were written. */
async function reasons(changed: Record<string, string>): Promise<Record<string, number>> {
  const { root, site: one } = await built();
  await putFiles(root, changed);
  const report = await one.build(TEST_BUILD);
  expect(report.remade).toBe(null);
  return Object.fromEntries(report.reasons.map(({ reason, pages }) => [reason, pages]));
}

describe('a page that is made again', () => {
  it('says through which templates a changed one came into it', async () => {
    const said = await reasons({ 'templates/partials/foot.njk': '<footer>Other</footer>' });
    expect(said['templates/partials/foot.njk changed → base.njk']).toBe(6);
  });

  it('says what of the data, of itself or of another page changed', async () => {
    const tea = await reasons({ 'data/prices.yaml': 'tea: 3\ncake: 2\n' });
    expect(Object.keys(tea)).toEqual(['data prices.tea changed']);
    expect(await reasons({ 'data/prices.yaml': 'tea: 1\ncake: 9\n' })).toEqual({});
    expect(await reasons({ 'content/posts/a.md': '---\ntitle: A\n---\nOther.\n' })).toEqual({
      'its own document changed': 1,
    });
  });

  it('is explained, and so is one that was kept', async () => {
    const { root, site: one } = await built();
    await putFiles(root, { 'content/posts/a.md': '---\ntitle: A\n---\nOther.\n' });
    await one.build(TEST_BUILD);
    expect(await one.explain('/birds/posts/a/')).toMatchObject({ rendered: true, reason: 'its own document changed' });
    expect(await one.explain('/birds/about/')).toMatchObject({ rendered: false, reason: 'clean build' });
  });
});

describe('what would be made again', () => {
  it('with a template is every page that it comes into', async () => {
    const { site: one } = await built();
    const impact = await one.impact('templates/section.njk');
    expect(impact?.groups.map(({ how, pages }) => [how, pages.map(({ url }) => url)])).toEqual([
      ['uses', ['/birds/posts/']],
    ]);
    expect((await one.impact('templates/partials/foot.njk'))?.groups[0]?.pages).toHaveLength(6);
    expect(await one.impact('templates/none.njk')).toMatchObject({ groups: [], texts: [] });
  });

  it('with a document is its page, and who shows something of it', async () => {
    const { site: one } = await built();
    const impact = await one.impact('content/posts/a.md');
    const found = new Map(impact?.groups.map(({ how, pages }) => [how, pages.map(({ url }) => url)]));
    expect(found.get('own')).toEqual(['/birds/posts/a/']);
    expect(found.get('list')).toContain('/birds/posts/');
    expect([...found.values()].flat()).not.toContain('/birds/about/');
    expect(impact?.texts).toContain('sitemap.xml');
  });

  it('with a value of the data is who reads it', async () => {
    const { site: one } = await built();
    expect((await one.impact('data.prices.tea'))?.groups[0]?.pages).toHaveLength(6);
    expect((await one.impact('data.prices.cake'))?.groups).toEqual([]);
    expect((await one.impact('data/prices.yaml'))?.groups[0]?.pages).toHaveLength(6);
    expect(await one.impact('README.md')).toBe(null);
  });
});
