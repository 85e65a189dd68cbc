import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePages } from '../../../kernel/order.ts';
import { joinPaginatedLists } from '../../../kernel/paginated.ts';
import type { JsonObject, SiteConfig } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import { defaultConfig } from '../site/settings.ts';
import { type Organised, organise } from './organise.ts';

const names = ['a', 'A', 'b c', 'é', 'e\u0301', '#', '😀', 'index', '_index', 'tags', '404', 'page', '2'];
const folder = fc.array(fc.constantFrom('x', 'X', 'tags', 'page', 'y z', 'index'), { maxLength: 3 });

const front: fc.Arbitrary<JsonObject> = fc.record(
  {
    title: fc.constantFrom('T', 'U', '😀', '\uffff', ''),
    date: fc.constantFrom('2024-01-01', '2024-01-01T12:00:00+02:00', '2027-01-01', '2023-06-01'),
    weight: fc.integer({ min: -2, max: 2 }),
    draft: fc.boolean(),
    unlisted: fc.boolean(),
    tags: fc.array(fc.constantFrom('rust', 'Rust', 'C', 'C++', '#', 'é', 'e\u0301'), { maxLength: 3 }),
    series: fc.constantFrom('one', 'two'),
    url: fc.constantFrom('/', '/x/', '/x.html', '/x.html/y/', '/a?b', '404.html', '/tags/rust/'),
    slug: fc.constantFrom('s', 'tags', '', '..'),
    aliases: fc.array(fc.constantFrom('/', '/old/', '/x/', '/old/er.html', '//x')),
    menu: fc.constantFrom('main', 'foot'),
    cascade: fc.constantFrom({ draft: true }, { weight: 1, layout: 'no' }, { url: '/same/' }),
    layout: fc.constantFrom('wide', 'missing'),
  },
  { requiredKeys: [] },
);

const documents = fc.array(fc.tuple(folder, fc.constantFrom(...names), front), { maxLength: 25 }).map((list) => {
  const bySource = new Map<string, ParsedDocument>();
  for (const [folders, name, values] of list) {
    const source = ['content', ...folders, `${name}.md`].join('/');
    bySource.set(source, document(source, values));
  }
  return [...bySource.values()];
});

function document(source: string, values: JsonObject): ParsedDocument {
  const body = { buffer: 0, offset: 0, length: 0, hash: source };
  return {
    source,
    hash: source,
    bytes: 1,
    front: values,
    heading: null,
    summary: null,
    words: 1,
    body,
    readable: true,
    findings: [],
  };
}

const config: SiteConfig = {
  ...defaultConfig('Law'),
  taxonomies: { tags: { ordered: false }, series: { ordered: true } },
  permalinks: { x: '/:section/:year/:slug/' },
  pagination: { size: 2 },
};

function build(input: readonly ParsedDocument[]): Organised {
  return organise({
    config,
    strings: {},
    locateSetting: () => undefined,
    time: '2026-01-01T00:00:00Z',
    drafts: false,
    documents: input,
    resources: [{ source: 'content/x/p.png', path: '/p', bytes: 1 }],
    statics: ['x', 'x.html', 'a/index.html', '404.html'].map((output) => ({
      output,
      name: `static/${output}`,
      source: `static/${output}`,
      path: '/p',
      bytes: 1,
    })),
    templates: new Set(['wide.njk']),
    paginates: () => true,
    locate: () => undefined,
  });
}

function law(check: (site: Organised, input: ParsedDocument[]) => void): void {
  fc.assert(
    fc.property(documents, (input) => check(build(input), input)),
    { numRuns: 200 },
  );
}

describe('laws of a site', () => {
  it('every path of public/ has one owner, and none is a folder of another', () => {
    law((site) => {
      const paths = [
        ...site.pages.map((page) => page.output),
        ...site.statics,
        ...site.redirects.map((redirect) => redirect.output),
      ];
      const folded = paths.map((path) => path.toLowerCase());
      expect(new Set(folded).size).toBe(folded.length);
      for (const path of folded) expect(folded.some((other) => other.startsWith(`${path}/`))).toBe(false);
      for (const path of paths) expect(path).not.toMatch(/^\/|\/\/|(^|\/)\.\.?(\/|$)|\\/);
      expect(new Set(site.pages.map((page) => page.url)).size).toBe(site.pages.length);
    });
  });

  it('ids are unique and pages are in their order; every number leads to a page', () => {
    law((site) => {
      const ids = site.pages.map((page) => page.id);
      expect(new Set(ids).size).toBe(ids.length);
      const all = site.pages.flatMap(({ parent, section, prev, next, ancestors, list }) => [
        ...[parent, section, prev, next].filter((number) => number !== null),
        ...ancestors,
        ...(list === null ? [] : [...list.pages, ...list.allPages, ...list.sections, ...(list.paginator?.items ?? [])]),
      ]);
      for (const number of all) expect(site.pages[number]).toBeDefined();
      expect(site.pages[site.home]?.kind).toBe('home');
    });
  });

  it('every document is a page, hidden, or described as something else: none is lost', () => {
    law((site, input) => {
      const shown = new Set(site.pages.map((page) => page.source));
      const hidden = new Set(site.hidden.map((one) => one.source));
      for (const { source } of input) expect(shown.has(source) || hidden.has(source)).toBe(true);
    });
  });

  it('every listed page is once in its section’s list, and lists are in order', () => {
    law((site) => {
      const places = site.pages.map(() => 0);
      const hasSections = site.pages.some(
        ({ kind, unlisted, sectionPath }) => kind === 'page' && !unlisted && sectionPath !== '',
      );
      for (const page of site.pages) {
        const isSection =
          (page.kind === 'section' || page.kind === 'home') && (page.list?.paginator?.number ?? 1) === 1;
        if (!isSection || page.list === null) continue;
        if (page.kind === 'home') {
          const atRoot = page.list.pages.filter((number) => site.pages[number]?.sectionPath === '');
          expect(atRoot.length).toBe(hasSections ? 0 : page.list.pages.length);
          expect(page.list.allPages).toEqual(site.sitePages);
        } else for (const number of page.list.pages) places[number] = (places[number] ?? 0) + 1;
        const records = page.list.pages.map((number) => site.pages[number]!);
        expect([...records].sort(comparePages).map((record) => record.id)).toEqual(records.map((record) => record.id));
      }
      site.pages.forEach((page, number) => {
        const isListed = page.kind === 'page' && !page.unlisted && page.sectionPath !== '';
        expect(places[number]).toBe(isListed ? 1 : 0);
      });
    });
  });

  it('prev and next are each other’s opposite', () => {
    law((site) => {
      site.pages.forEach((page, number) => {
        if (page.next !== null) expect(site.pages[page.next]?.prev).toBe(number);
        if (page.prev !== null) expect(site.pages[page.prev]?.next).toBe(number);
      });
    });
  });

  it('the pages of a list hold each of its items once', () => {
    law((site) => {
      joinPaginatedLists(site.pages);
      for (const page of site.pages) {
        if (page.list === null || page.list.paginator === null) continue;
        const items = page.list.paginator.pages.flatMap((number) => site.pages[number]?.list?.paginator?.items ?? []);
        expect(items).toEqual(page.list.pages);
      }
    });
  });

  it('the order in which documents arrive does not matter', () => {
    fc.assert(
      fc.property(
        documents.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(JSON.stringify(build(shuffled))).toBe(JSON.stringify(build(list)));
        },
      ),
      { numRuns: 150 },
    );
  });
});
