/** docs/guide/templates.md against the code: what it names exists, what exists it names, and its examples work. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageFieldNames } from '../../site/page-view.ts';
import { rendering, type TestSite, testIndex, testPage } from '../../site/testing.ts';
import { PaginatorView } from '../../site/views.ts';
import { builtinFilters } from '../builtins.ts';
import { createLibrary } from './library.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/guide/templates.md'), 'utf8');

/** The part below a heading, up to the next one. */
function part(heading: string): string {
  const start = guide.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`the guide has no “${heading}”`);
  const rest = guide.slice(start + heading.length + 2);
  const end = rest.search(/^#+ /m);
  return end < 0 ? rest : rest.slice(0, end);
}

/** First cells of the rows of a part's tables. */
function cells(text: string): string[] {
  return text.split('\n').flatMap((line) => /^\| (.*?) \|/.exec(line)?.[1] ?? []);
}

/** The names that a cell begins with: "`first`, `last(n)` one entry" is first and last. */
function leadingNames(cell: string): string[] {
  const list = /^`[^`]+`(?:, `[^`]+`)*/.exec(cell)?.[0] ?? '';
  return [...list.matchAll(/`([A-Za-z0-9]+)/g)].map(([, name]) => name as string);
}

/** All names in backticks. */
const names = (text: string): Set<string> =>
  new Set([...text.matchAll(/`([A-Za-z0-9]+)`/g)].map(([, name]) => name as string));

/** What can be read of a view: its own fields, and the getters of its class. */
function readable(view: unknown): string[] {
  const prototype: object = Object.getPrototypeOf(view);
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  return [...Object.keys(view as object), ...own.flatMap(([name, { get }]) => (get ? [name] : []))];
}

const unique = (list: readonly string[]): string[] => [...new Set(list)].sort();

const A = 'page:content/posts/a.md';
const site: TestSite = {
  strings: { pageOf: 'Page {number} of {total}', 'posts.other': '{count} posts' },
  data: { birds: [{ name: 'Owl' }] },
  assets: [
    { name: 'css/main.css', kind: 'style', integrity: 'sha384-x' },
    { name: 'harbour.jpg', width: 1000, height: 500 },
  ],
  menus: { main: [{ title: 'Posts', url: '/birds/posts/', page: null, weight: null, children: [] }] },
  pages: [
    {
      path: 'posts/a.md',
      title: 'A',
      date: '2026-07-04T09:05:00+01:00',
      description: 'One *line*',
      tags: ['Owls'],
      html: '<p>One two</p>',
      resources: [{ name: 'x.pdf', source: 'content/posts/x.pdf', url: '/birds/posts/x.pdf', bytes: 5 }],
      params: { cover: '/harbour.jpg', rating: 4 },
    },
    { path: 'posts/b.md', title: 'B', date: '2026-07-03T09:05:00+01:00', tags: ['Owls'] },
  ],
};

describe('what templates see', () => {
  it('of a page is the table, with every taxonomy by its name', () => {
    const listed = cells(part('### `page`')).flatMap(leadingNames);
    const fields = pageFieldNames().filter((name) => name !== 'toString');
    expect(unique(listed)).toEqual(unique([...fields, 'tags']));
  });

  it('beside it is the list of names', () => {
    const others = cells(part('### The others')).flatMap(leadingNames);
    const inAll = ['build', 'data', 'menus', 'site'];
    expect(Object.keys(testIndex().shared).sort()).toEqual(inAll);
    expect(unique([...others, 'page', 'site'])).toEqual(unique([...inAll, 'page', 'paginator', 'section']));
  });

  it('of each other view is named where it is described', () => {
    const index = testIndex(site);
    const { asset } = createLibrary(index).functions;
    const { value: views } = rendering(A, () => {
      const { menus, site: all, build } = index.shared;
      const { tags } = all.taxonomies as { tags: { terms: unknown } };
      const { main } = menus as { main: unknown[] };
      const page = index.otherPage(index.lookups.byId(A) as number) as unknown as Record<string, unknown[]>;
      return {
        '### `site`': [all, tags],
        '### `page`': [page.tags?.[0], page.resources?.[0]],
        '### The others': [
          main[0],
          build,
          new PaginatorView(index, 0, { number: 1, size: 1, total: 0, items: [], pages: [] }),
        ],
        '## Dates': [page.date],
        '## Addresses, files, pictures': [asset?.('css/main.css')],
      };
    });
    for (const [heading, list] of Object.entries(views)) {
      const known = names(part(heading).replaceAll('build.time', 'time'));
      for (const view of list) expect(readable(view).filter((name) => !known.has(name))).toEqual([]);
    }
  });
});

describe('what templates may call', () => {
  const library = createLibrary(testIndex());
  const tables = ['## Lists', '## Dates', '## Addresses, files, pictures', '## Texts'];
  const listed = new Set(tables.flatMap((heading) => cells(part(heading)).flatMap(leadingNames)));
  /** Styles of `date`, which stand in the same cells. */
  const callable = new Set([...Object.keys(library.filters), ...Object.keys(library.functions)]);

  it('is in a table if it is there', () => {
    const ours = [...callable].filter((name) => !listed.has(name));
    // `groupby` is nunjucks' own, made again so that it sees fields of pages.
    expect(ours).toEqual(['groupby']);
  });

  it('is there if it is in a table', () => {
    expect([...listed].filter((name) => !callable.has(name))).toEqual([]);
    expect(Object.keys(library.tests)).toEqual(['containing']);
    expect(guide).toContain('`is containing(');
  });

  it('is what nunjucks has, without what the guide excepts', () => {
    const filters = builtinFilters({});
    expect(filters).not.toHaveProperty('random');
    expect(filters).toHaveProperty('groupby');
    expect(part('## Texts')).toContain('but for `random`');
  });
});

/** What the examples take for given. */
const given = `{% set post = page %}{% set pages = site.pages %}{% set title = 'T' %}{% set body = 'B' %}`;

describe('its examples', () => {
  const blocks = [...guide.matchAll(/^```njk\n([\s\S]*?)^```/gm)].map(([, code]) => code as string);
  const inline = cells(guide.slice(guide.indexOf('## Lists')))
    .concat(guide.split('\n').flatMap((line) => (line.startsWith('| ') ? line.split(/(?<!\\) \| /).slice(1) : [])))
    .flatMap((cell) =>
      [...cell.matchAll(/`([^`]*\{[{%][^`]*)`/g)].map(([, code]) => (code as string).replaceAll('\\|', '|')),
    );

  it.each([...blocks, ...inline])('%s', (source) => {
    const { failure, findings } = testPage({ 'page.njk': given + source }, site, A);
    expect(failure).toBeUndefined();
    expect(findings.map(({ code, detail }) => `${code} ${detail}`)).toEqual([]);
  });

  it('are found', () => {
    expect(blocks.length).toBeGreaterThan(5);
    expect(inline.length).toBeGreaterThan(12);
  });
});
