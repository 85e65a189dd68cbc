import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { stripMarks } from '../../kernel/marks/marks.ts';
import { openSite } from './open-site.ts';
import { engineOptions, putFiles, readTree, TEST_TIME, testSites } from './testing/site-folder.ts';
import type { ShownPage, ShowRequest, Site } from './types.ts';

const { site, removeAll } = testSites();
const opened: Site[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await removeAll();
});

const FILES: Record<string, string> = {
  'content/_index.md': '# Birds\n\nWelcome. [First](posts/a.md)\n',
  'content/about.md': '---\ntitle: About\n---\nWho we are.\n',
  'content/posts/a.md': '---\ntitle: A\ndate: 2025-01-01\ntags: [x]\n---\nText of a, see [b](./b.md).\n',
  'content/posts/b.md': '---\ntitle: B\ndate: 2025-01-02\n---\nText of b.\n',
  'content/posts/later.md': '---\ntitle: Later\ndate: 2030-01-02\n---\nText to come.\n',
  'content/posts/old.md': '---\ntitle: Old\nexpires: 2020-01-02\n---\nText that was.\n',
  'content/draft/index.md': '---\ntitle: Sketch\ndraft: true\n---\nA sketch. ![p](p.svg)\n',
  'content/draft/p.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>',
  'templates/page.njk':
    '<!doctype html><html lang="en"><head><title>{{ page.title }}</title></head><body><h1>{{ page.title }}</h1>' +
    '{{ page.content }}<p>{{ data.facts.one }}</p><p>{{ site.title }}</p>{% if page.prev %}<a href="{{ page.prev.url }}">{{ page.prev.title }}</a>{% endif %}</body></html>',
  'templates/section.njk':
    '<!doctype html><html><body>{% for p in page.pages %}<li>{{ p.title }}: {{ p.summary }}</li>{% endfor %}</body></html>',
  'data/facts.yaml': 'one: 1\n',
};

async function built(files: Record<string, string | null> = {}): Promise<{ root: string; opened: Site }> {
  const root = await site({ ...FILES, ...files });
  const one = await openSite(root, engineOptions);
  opened.push(one);
  await build(one);
  return { root, opened: one };
}

function build(one: Site) {
  return one.build({ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 });
}

function show(
  one: Site,
  source: string,
  texts: Record<string, string> = {},
  more: Partial<ShowRequest> = {},
): Promise<ShownPage> {
  const list = Object.entries(texts).map(([file, text]) => ({ file, text }));
  return one.showPage({ page: { source }, texts: list, marks: false, ...more });
}

/** What a build of the same texts, saved, writes. */
async function afterBuilding(root: string, texts: Record<string, string>, output: string): Promise<string> {
  await putFiles(root, texts);
  const one = await openSite(root, engineOptions);
  opened.push(one);
  await build(one);
  return readFile(join(root, 'public', output), 'utf8');
}

describe('a shown page', () => {
  it('is the page that the build wrote, when nothing is unsaved', async () => {
    const { root, opened: one } = await built();
    const shown = await show(one, 'content/posts/a.md');
    expect(shown).toMatchObject({
      found: true,
      url: '/birds/posts/a/',
      title: 'A',
      state: 'published',
      degraded: false,
    });
    expect(shown.html).toBe(await readFile(join(root, 'public/posts/a/index.html'), 'utf8'));
    const byUrl = await one.showPage({ page: { url: '/birds/posts/a/' }, texts: [], marks: false });
    expect(byUrl.html).toBe(shown.html);
  });

  it.each<[string, string, Record<string, string>, string]>([
    [
      'a body',
      'content/posts/a.md',
      { 'content/posts/a.md': '---\ntitle: A\ndate: 2025-01-01\ntags: [x]\n---\nNew [about](../about.md).\n' },
      'posts/a/index.html',
    ],
    [
      'a title',
      'content/posts/a.md',
      { 'content/posts/a.md': '---\ntitle: Z\ndate: 2025-01-01\ntags: [x]\n---\nNew.\n' },
      'posts/a/index.html',
    ],
    [
      'a date',
      'content/posts/a.md',
      { 'content/posts/a.md': '---\ntitle: A\ndate: 2025-02-01\ntags: [x, y]\n---\nNew.\n' },
      'posts/a/index.html',
    ],
    [
      'an address',
      'content/posts/a.md',
      { 'content/posts/a.md': '---\ntitle: A\nurl: /elsewhere/\n---\nNew.\n' },
      'elsewhere/index.html',
    ],
    [
      'another text',
      'content/posts/_index.md',
      {
        'content/posts/_index.md': '---\ntitle: Posts\n---\n',
        'content/posts/b.md': '---\ntitle: Bee\ndate: 2025-01-02\n---\nBuzz.\n',
      },
      'posts/index.html',
    ],
    ['a new text', 'content/new.md', { 'content/new.md': '# New\n\n[a](posts/a.md)\n' }, 'new/index.html'],
    ['a template', 'content/about.md', { 'templates/page.njk': '<p>{{ page.title }}</p>' }, 'about/index.html'],
    [
      'a new template',
      'content/about.md',
      { 'templates/content.njk': 'x', 'templates/page.njk': '{% include "content.njk" %}' },
      'about/index.html',
    ],
    ['data', 'content/about.md', { 'data/facts.yaml': 'one: 2\n' }, 'about/index.html'],
    [
      'settings',
      'content/about.md',
      { 'site.yaml': 'title: Other\nurl: https://example.com/other/\n' },
      'about/index.html',
    ],
  ])('with %s unsaved is the page that a build of it writes', async (_, source, texts, output) => {
    const { root, opened: one } = await built();
    const before = await readTree(root);
    const shown = await show(one, source, texts);
    expect(await readTree(root)).toEqual(before);
    expect(shown.output).toBe(output);
    expect(shown.html).toBe(await afterBuilding(root, texts, output));
    const marked = await show(one, source, texts, { marks: true });
    expect(stripMarks(marked.html)).toBe(shown.html);
  });

  it.each([
    ['content/draft/index.md', 'draft', 'Sketch', 'draft/index.html'],
    ['content/posts/later.md', 'future', 'Later', 'posts/later/index.html'],
    ['content/posts/old.md', 'expired', 'Old', 'posts/old/index.html'],
  ])('may be one that is not published: %s', async (source, state, title, output) => {
    const { opened: one } = await built();
    const shown = await show(one, source);
    expect(shown).toMatchObject({ found: true, state, title, output, proofs: [] });
    const text = await show(one, source, { [source]: `---\ntitle: ${title}\n---\nNow *published*.\n` });
    expect(text).toMatchObject({ found: true, state: 'published' });
    expect(text.html).toContain('<em>published</em>');
  });

  it('brings the files of a bundle that public/ does not have', async () => {
    const { root, opened: one } = await built();
    const shown = await show(one, 'content/draft/index.md');
    expect(shown.html).toContain('src="/birds/draft/p.svg" alt="p" width="4" height="3"');
    expect(await one.file('draft/p.svg')).toBe(join(root, 'content/draft/p.svg'));
    expect(await one.file('../site.yaml')).toBe(null);
  });
});
