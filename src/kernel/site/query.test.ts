import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCodePoints } from '../order.ts';
import { createLibrary } from '../templates/library/library.ts';
import type { PageView } from './page-view.ts';
import { queryOf } from './query.ts';
import { Queries, queryText, sorted } from './query-steps.ts';
import { encodeArgument, fieldValue, operators, passes } from './query-values.ts';
import type { SiteIndex } from './site-index.ts';
import { loop, rendering, type TestPage, testIndex } from './testing.ts';

type Filter = (...args: unknown[]) => unknown;

function setUp(pages: TestPage[]): {
  index: SiteIndex;
  run: (name: string, ...args: unknown[]) => readonly PageView[];
} {
  const index = testIndex({ pages });
  const { filters } = createLibrary(index);
  return { index, run: (name, ...args) => (filters[name] as Filter)(...args) as readonly PageView[] };
}

const birds: TestPage[] = [
  {
    path: 'posts/owl.md',
    title: 'Owl',
    date: '2026-03-01T00:00:00+00:00',
    tags: ['Night', 'Wood'],
    params: { rating: 5 },
  },
  { path: 'posts/wren.md', title: 'Wren', date: '2025-03-01T00:00:00+00:00', tags: ['Wood'], params: { rating: 3 } },
  { path: 'posts/gull.md', title: 'Gull', date: '2024-03-01T00:00:00+00:00', params: { rating: 3 } },
  { path: 'notes/tern.md', title: 'Tern', params: {} },
];

const titles = (list: unknown): string[] => rendering('x', () => loop(list, (page: PageView) => page.title)).value;

describe('queries', () => {
  it.each([
    [
      ['params.rating', 3],
      ['Wren', 'Gull'],
    ],
    [['params.rating', '>', 3], ['Owl']],
    [
      ['params.rating', '!=', 3],
      ['Tern', 'Owl'],
    ],
    [['params.rating'], ['Owl', 'Wren', 'Gull']],
    [
      ['tags', 'Wood'],
      ['Owl', 'Wren'],
    ],
    [['tags', 'has', 'Night'], ['Owl']],
    [
      ['title', 'in', ['Gull', 'Tern']],
      ['Tern', 'Gull'],
    ],
    [
      ['date', '>=', '2025-03-01'],
      ['Owl', 'Wren'],
    ],
    [['date.year', 2024], ['Gull']],
    [['date', null], ['Tern']],
    [['section.title', 'notes'], ['Tern']],
  ])('where%j', (args, expected) => {
    const { index, run } = setUp(birds);
    const found = rendering('x', () => titles(run('where', index.shared.site.pages, ...args))).value;
    expect(new Set(found)).toEqual(new Set(expected));
  });

  it('do not read pages, and depend on their own result only', () => {
    const { index, run } = setUp(birds);
    const { keys } = rendering('x', () => {
      const found = run('limit', run('sort', run('where', index.shared.site.pages, 'params.rating', 3), 'title'), 1);
      return loop(found, (page: PageView) => page.url);
    });
    const canon = '[["site.pages"],["where","params.rating","==",3],["sort","title","asc"],["limit",1]]';
    expect(keys).toEqual([`column:url@${canon}`, `query:${canon}`]);
  });

  it('have one canonical text for one meaning, and are worked out once', () => {
    const { index, run } = setUp(birds);
    rendering('x', () => {
      const { pages } = index.shared.site;
      expect(run('where', pages, 'title', 'Owl')).toBe(run('where', pages, 'title', '==', 'Owl'));
      expect(run('where', pages, 'title', 'Owl')).toBe(run('where', pages, 'title', '=', 'Owl'));
      expect(run('sort', pages, 'title')).toBe(run('sort', pages, 'title', 'asc'));
    });
  });

  it('take pages and dates as arguments', () => {
    const { index, run } = setUp(birds);
    rendering('x', () => {
      const wren = index.otherPage(index.lookups.byId('page:content/posts/wren.md') as number);
      expect(titles(run('where', index.shared.site.pages, 'section', wren.section))).toEqual(['Owl', 'Wren', 'Gull']);
      expect(titles(run('where', index.shared.site.pages, 'date', '<', wren.date))).toEqual(['Gull']);
    });
  });

  it('group by a value; each group is a collection of its own', () => {
    const { index, run } = setUp(birds);
    const { value, keys } = rendering('x', () => {
      const groups = run('group', index.shared.site.pages, 'params.rating') as unknown as {
        key: unknown;
        pages: unknown;
      }[];
      return loop(groups, (made: (typeof groups)[number]) => [
        made.key,
        loop(made.pages, (page: PageView) => page.title),
      ]);
    });
    expect(value).toEqual([
      [5, ['Owl']],
      [3, ['Wren', 'Gull']],
      [null, ['Tern']],
    ]);
    expect(keys).toContain('query:[["site.pages"],["group","params.rating"]]');
    expect(keys).toContain('column:title@[["site.pages"],["group","params.rating"],["at","5"]]');
  });

  it('first and last give one page and depend on it alone', () => {
    const { index, run } = setUp(birds);
    const { keys, value } = rendering('x', () => {
      const { pages } = index.shared.site;
      const first = run('first', pages) as unknown as PageView;
      return [first.title, run('last', pages, 2).length, run('first', run('where', pages, 'title', 'None'))];
    });
    expect(value).toEqual(['Owl', 2, null]);
    expect(keys).toContain('query:[["site.pages"],["limit",1]]');
    expect(keys).not.toContain('query:[["site.pages"]]');
  });

  it('work on lists from data, and on nothing at all', () => {
    const { run } = setUp(birds);
    rendering('x', () => {
      const list = [{ name: 'b', size: { cm: 2 } }, { name: 'a', size: { cm: 1 } }, { name: 'c' }];
      const names = (found: unknown): string[] => (found as { name: string }[]).map((entry) => entry.name);
      expect(names(run('sort', list, 'name'))).toEqual(['a', 'b', 'c']);
      expect(names(run('where', list, 'size.cm', '>', 1))).toEqual(['b']);
      expect(names(run('limit', list, 1))).toEqual(['b']);
      expect(run('where', list, 'constructor.name', 'Object')).toEqual([]);
      expect(run('where', undefined, 'name', 'a')).toEqual([]);
      expect(run('sort', [3, 1, 2])).toEqual([1, 2, 3]);
    });
  });

  it('report what lists do not have, and go on', () => {
    const { index, run } = setUp(birds);
    const { recorder, value } = rendering('x', () => {
      const { pages } = index.shared.site;
      return [run('where', pages, 'rating', 3), run('sort', pages, 'titel'), run('limit', pages, undefined)].map(
        titles,
      );
    });
    expect(recorder.findings.map(({ code, data }) => [code, data.near])).toEqual([
      ['list-misused', ''],
      ['list-misused', 'title'],
      ['list-misused', ''],
    ]);
    expect(value.map((list) => list.length)).toEqual([4, 4, 4]);
  });
});

describe('laws', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('a', 'b', '\u{1f426}', '\uffee'),
  );
  const someBirds = fc
    .array(fc.record({ rating: value, tags: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }) }), { maxLength: 12 })
    .map((rows) =>
      rows.map(({ rating, tags }, i): TestPage => ({ path: `p/${i}.md`, title: `t${i}`, params: { rating, tags } })),
    );

  it('sort is total and stable, both ways; what has no value goes last', () => {
    fc.assert(
      fc.property(fc.array(value), fc.boolean(), (values, descending) => {
        const rows = values.map((rating, i) => ({ rating, i }));
        const found = sorted(rows, (row) => row.rating, descending);
        expect(found).toHaveLength(rows.length);
        expect(sorted(found, (row) => row.rating, descending)).toEqual(found);
        for (let i = 1; i < found.length; i++) {
          const [a, b] = [found[i - 1]!, found[i]!];
          if (a.rating === b.rating) expect(a.i).toBeLessThan(b.i);
          if (a.rating === null) expect(b.rating).toBeNull();
          if (typeof a.rating === 'string' && typeof b.rating === 'string') {
            expect(compareCodePoints(a.rating, b.rating) * (descending ? -1 : 1)).toBeLessThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('where keeps what passes, in order, whether it uses its table or not', () => {
    fc.assert(
      fc.property(
        someBirds,
        fc.constantFrom('params.rating', 'params.tags'),
        fc.constantFrom(...operators),
        value,
        (pages, field, operator, wanted) => {
          const { index, run } = setUp(pages);
          rendering('x', () => {
            const found = queryOf(run('where', index.shared.site.pages, field, operator, wanted))!.pages;
            const expected = index.snapshot.sitePages.filter((page) =>
              passes(index, fieldValue(index, index.record(page), field.split('.')), operator, wanted),
            );
            expect(found).toEqual(expected);
          });
        },
      ),
    );
  });

  it('equal canonical texts mean equal results, in this index and in one that has only the text', () => {
    const step = fc.oneof(
      fc.tuple(fc.constant('where'), fc.constant('params.rating'), fc.constantFrom(...operators), value),
      fc.tuple(fc.constant('sort'), fc.constantFrom('params.rating', 'title'), fc.constantFrom('asc', 'desc')),
      fc.tuple(fc.constantFrom('limit', 'offset', 'last'), fc.nat(5)),
      fc.tuple(fc.constant('reverse')),
    );
    fc.assert(
      fc.property(someBirds, fc.array(step, { maxLength: 4 }), (pages, steps) => {
        const { index, run } = setUp(pages);
        rendering('x', () => {
          let list: unknown = index.shared.site.pages;
          for (const [name, ...args] of steps) list = run(name, list, ...args);
          const query = queryOf(list)!;
          const again = new Queries(index).parse(query.canon);
          expect(again).not.toBe(query);
          expect(queryText(index, again!)).toBe(queryText(index, query));
        });
      }),
    );
  });

  it('a group holds each page of a value once, and no page is lost', () => {
    fc.assert(
      fc.property(someBirds, (pages) => {
        const { index, run } = setUp(pages);
        rendering('x', () => {
          const query = queryOf(run('group', index.shared.site.pages, 'params.tags'))!;
          expect(new Set(query.pages)).toEqual(new Set(index.snapshot.sitePages));
          for (const group of query.groups!) expect(new Set(group.pages).size).toBe(group.pages.length);
        });
      }),
    );
  });

  it('arguments keep their meaning: different values have different texts', () => {
    const { index } = setUp([]);
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(JSON.stringify(encodeArgument(index, a)) === JSON.stringify(encodeArgument(index, b))).toBe(a === b);
      }),
    );
  });
});
