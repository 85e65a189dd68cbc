import { describe, expect, it } from 'vitest';
import type { ListRecord } from '../../shared/snapshot.ts';
import { renderText } from './render-text.ts';
import { type TestSite, testPage, testPress } from './testing.ts';

const A = 'page:content/posts/a.md';
const site: TestSite = {
  pages: [
    {
      path: 'posts/a.md',
      title: 'A & B',
      html: '<p>Text of a</p>',
      date: '2026-01-02T00:00:00+00:00',
      template: 'page.njk',
    },
    { path: 'posts/b.md', title: 'B', date: '2026-01-03T00:00:00+00:00' },
    { path: 'posts/undated.md', title: 'C' },
  ],
};

describe('renderPage', () => {
  it('renders the template of the page with what templates see', () => {
    const made = testPage(
      { 'page.njk': '{{ site.title }}|{{ section.title }}|{{ page.title }}|{{ page.content }}' },
      site,
      A,
    );
    expect(made).toMatchObject({ html: 'Field notes|posts|A &amp; B|<p>Text of a</p>', degraded: false, findings: [] });
    expect(made.trace.keys.sort()).toEqual([
      `content:${A}`,
      'file:page.njk',
      `page:${A}.section`,
      'page:section:posts.title',
      `self:${A}`,
      'site:title',
    ]);
  });

  it.each([
    ['a syntax error', '{{ page.title '],
    ['a failure', '{{ page.title.x.y() }}'],
    ['an endless loop', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}'],
    ['a template that is not there', '{% extends "none.njk" %}'],
  ])('of a template with %s is the text in a plain frame, with the failure and the trace', (_, source) => {
    const made = testPage({ 'page.njk': source }, site, A);
    expect(made.degraded).toBe(true);
    expect(made.html).toContain('<h1>A &amp; B</h1>');
    expect(made.html).toContain('<p>Text of a</p>');
    expect(made.html).toContain('The design of this page could not be made.');
    expect(made.findings).toContain(made.failure);
    expect(made.trace.keys).toContain('file:page.njk');
    expect(made.trace.keys).toContain(`self:${A}`);
  });

  it('reports mistakes in the text even when the template does not show it', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    const pages = [
      { ...site.pages![0]!, html: '', holes: [{ kind: 'link' as const, at: 0, target: 'x.md', text: 'x', range }] },
    ];
    const made = testPage({ 'page.njk': 'nothing' }, { pages }, A);
    expect(made.findings.map((finding) => finding.code)).toEqual(['link-document-missing']);
    expect(made.trace.keys).toContain(`content:${A}`);
  });

  it('keeps the findings of other texts with their pages', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
    const pages = [
      { ...site.pages![0]!, html: '', holes: [{ kind: 'link' as const, at: 0, target: 'x.md', text: 'x', range }] },
      site.pages![1]!,
    ];
    const files = { 'page.njk': '{% for p in site.pages %}{{ p.content }}{% endfor %}' };
    const made = testPage(files, { pages }, 'page:content/posts/b.md');
    expect(made.findings).toEqual([]);
    expect(made.trace.keys).toContain(`content:${A}`);
  });
});

describe('renderText', () => {
  it('gives feeds the newest dated pages, the site map all pages by address', () => {
    const files = {
      'feed.njk': '{{ output.permalink }}|{{ page.title }}|{% for p in pages %}{{ p.title | xml }};{% endfor %}',
      'sitemap.njk': '{% for p in pages %}{{ p.url }} {% endfor %}',
    };
    const { index, templates } = testPress(files, site);
    const home = index.snapshot.home;
    const feed = renderText(index, templates, {
      template: 'feed.njk',
      output: 'index.xml',
      id: 'feed:',
      kind: 'feed',
      page: home,
    });
    expect(feed.text).toBe('https://example.com/birds/index.xml|Home|B;A &amp; B;');
    const map = renderText(index, templates, {
      template: 'sitemap.njk',
      output: 'sitemap.xml',
      id: 'sitemap',
      kind: 'sitemap',
      page: null,
    });
    expect(map.text).toBe('/birds/ /birds/posts/ /birds/posts/a/ /birds/posts/b/ /birds/posts/undated/ /birds/tags/ ');
    expect(map.findings).toEqual([]);
  });

  it('gives the site map the first page of each list, and nothing that search engines are asked to leave out', () => {
    const { index, templates } = testPress(
      { 'sitemap.njk': '{% for p in pages %}{{ p.url }} {% endfor %}' },
      {
        pages: [
          { path: 'a.md' },
          { path: 'b.md', unlisted: true },
          { path: 'c.md', params: { noindex: true } },
          { path: 'd.md', list: listOn(1) },
          { path: 'd2.md', list: listOn(2) },
        ],
      },
    );
    const item = {
      template: 'sitemap.njk',
      output: 'sitemap.xml',
      id: 'sitemap:',
      kind: 'sitemap',
      page: null,
    } as const;
    expect(renderText(index, templates, item).text).toBe('/birds/ /birds/a/ /birds/d/ /birds/tags/ ');
  });

  it('is nothing when its template fails, and says why', () => {
    const { index, templates } = testPress({ 'feed.njk': '{{ x( }}' }, site);
    const made = renderText(index, templates, { template: 'feed.njk', output: 'x', id: 'x', kind: 'feed', page: 0 });
    expect(made.text).toBeNull();
    expect(made.findings).toHaveLength(1);
  });
});

function listOn(number: number): ListRecord {
  const paginator = { number, size: 1, total: 2, items: [], pages: [] };
  return { pages: [], allPages: [], sections: [], taxonomy: null, term: null, paginator };
}
