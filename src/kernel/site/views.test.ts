import { describe, expect, it } from 'vitest';
import type { PageView } from './page-view.ts';
import { queryOf } from './query.ts';
import { loop, rendering, snapshot, type TestPage, testIndex } from './testing.ts';

const A = 'page:content/posts/a.md';
const B = 'page:content/posts/b.md';

function journal() {
  return testIndex({
    params: { author: { name: 'Ana', links: [{ url: 'x' }] }, accent: 'red' },
    data: { birds: [{ name: 'Robin' }], places: { lisbon: { name: 'Lisbon' } } },
    menus: { main: [{ title: 'Posts', url: '/birds/posts/', page: 4, weight: null, children: [] }] },
    pages: [
      {
        path: 'posts/a.md',
        title: 'A',
        date: '2026-01-02T00:00:00+00:00',
        tags: ['Owls'],
        params: { rating: 3, deep: { x: 1 } },
      },
      { path: 'posts/b.md', title: 'B', date: '2026-01-01T00:00:00+00:00', params: { rating: 5 } },
    ],
  });
}

const number = (index: ReturnType<typeof journal>, id: string): number => index.lookups.byId(id) as number;

describe('what is noted', () => {
  it('of the rendered page is one key, whatever fields are read', () => {
    const index = journal();
    const { keys, value } = rendering(A, () => {
      const page = index.selfPage(number(index, A));
      return [page.title, String(page.date), (page.params as { rating: number }).rating, page.words];
    });
    expect(keys).toEqual([`self:${A}`]);
    expect(value).toEqual(['A', '2026-01-02T00:00:00+00:00', 3, 100]);
  });

  it('of its neighbours is the relation, and the field that is read of them', () => {
    const index = journal();
    const { keys } = rendering(A, () => index.selfPage(number(index, A)).next?.title);
    expect(keys).toEqual([`page:${A}.next`, `page:${B}.title`]);
  });

  it('is noted again in every recorder', () => {
    const index = journal();
    const page = index.selfPage(number(index, A));
    rendering(A, () => page.title);
    expect(rendering('cached:x', () => page.title).keys).toEqual([`self:${A}`]);
  });

  it('of a collection is nothing until it is looked into, then its query and one column per field', () => {
    const index = journal();
    expect(rendering(A, () => index.shared.site.pages).keys).toEqual([]);
    const { keys, value } = rendering(A, () =>
      loop(index.shared.site.pages, (page: PageView) => page.title + page.url),
    );
    const canon = '[["site.pages"]]';
    expect(keys).toEqual([`column:title@${canon}`, `column:url@${canon}`, `query:${canon}`]);
    expect(value).toHaveLength(2);
  });

  it('of parameters of walked pages is the path', () => {
    const index = journal();
    const { keys, value } = rendering(A, () =>
      loop(index.shared.site.pages, (page: { params: { deep?: { x: number }; rating: number } }) => [
        page.params.rating,
        page.params.deep?.x,
      ]),
    );
    const canon = '[["site.pages"]]';
    expect(value).toEqual([
      [3, 1],
      [5, undefined],
    ]);
    expect(keys).toContain(`column:params/rating@${canon}`);
    expect(keys).toContain(`column:params/deep/@${canon}`);
    expect(keys).toContain(`column:params/deep/x@${canon}`);
    expect(keys).toContain(`column:params/deep@${canon}`);
  });

  it('of settings and data is the leaf, with the maps on the way, and what is absent too', () => {
    const index = journal();
    const { keys } = rendering(A, () => {
      const { site, data } = index.shared as unknown as {
        site: { params: { author: { name: string; links: unknown }; nothing?: string } };
        data: { birds: unknown };
      };
      return [site.params.author.name, site.params.nothing, data.birds, site.params.author.links];
    });
    expect(keys).toEqual([
      'data:birds',
      'site:params.author.',
      'site:params.author.links',
      'site:params.author.name',
      'site:params.nothing',
    ]);
  });

  it('of a map that is walked is the whole map', () => {
    const index = journal();
    const { keys } = rendering(A, () => Object.keys((index.shared.data as { places: object }).places));
    expect(keys).toContain('data:places');
  });

  it('of menus is the menu, there or not', () => {
    const index = journal();
    const { keys } = rendering(A, () => {
      const menus = index.shared.menus as Record<string, { title: string }[] | undefined>;
      return [menus.main?.[0]?.title, menus.foot];
    });
    expect(keys).toEqual(['menu:foot', 'menu:main']);
  });

  it('of terms is which terms there are, and the field of the term', () => {
    const index = journal();
    const { keys, value } = rendering(A, () => {
      const page = index.selfPage(number(index, A)) as unknown as { tags: { name: string; url: string }[] };
      return page.tags.map((tag) => `${tag} ${tag.url}`);
    });
    expect(value).toEqual(['Owls /birds/tags/owls/']);
    expect(keys).toEqual([`page:${A}.tags`, 'page:term:tags:Owls.url']);
  });

  it('of the time is the time, with one hint a page', () => {
    const index = journal();
    const { keys, recorder, value } = rendering(A, () => {
      const { build } = index.shared;
      return [build.time.year, String(build.time)];
    });
    expect(keys).toEqual(['site:timezone', 'time']);
    expect(value).toEqual([2026, '2026-05-01T11:00:00+01:00']);
    expect(recorder.findings.map((finding) => finding.code)).toEqual(['build-time-read']);
  });

  it('outside a render is refused: it would be lost', () => {
    const index = journal();
    expect(() => index.otherPage(0).title).toThrow('outside a render');
  });
});

describe('what templates see', () => {
  it('always has its optional fields, empty', () => {
    const index = journal();
    const page = index.selfPage(number(index, B)) as unknown as Record<string, unknown>;
    const { value } = rendering(B, () => [page.lastmod, page.description, page.tags, page.toc, page.pages, page.next]);
    expect(value).toEqual([null, null, [], [], [], null]);
  });

  it('has nothing that is not on the list', () => {
    const index = journal();
    const page = index.selfPage(number(index, A));
    expect(Reflect.ownKeys(page)).toEqual([]);
    expect((page as unknown as Record<string, unknown>).record).toBeUndefined();
  });

  it('cannot be changed', () => {
    const index = journal();
    const { site, data } = index.shared as unknown as {
      site: { params: Record<string, unknown>; pages: unknown[] };
      data: Record<string, { name: string }[]>;
    };
    rendering(A, () => {
      expect(() => site.pages.push(1)).toThrow(TypeError);
      expect(() => Object.assign(site.params, { accent: 'blue' })).toThrow(TypeError);
      expect(() => Object.assign(data.birds?.[0] as object, { name: 'Wren' })).toThrow(TypeError);
      const { params } = index.selfPage(number(index, A));
      expect(() => Object.assign(params, { rating: 1 })).toThrow(TypeError);
    });
  });

  it('compares dates as instants and prints them as text', () => {
    const index = journal();
    rendering(A, () => {
      const a = index.selfPage(number(index, A)).date;
      const b = index.otherPage(number(index, B)).date;
      expect(a !== null && b !== null && a > b).toBe(true);
      expect(`${a}`).toBe('2026-01-02T00:00:00+00:00');
      expect(a?.year).toBe(2026);
    });
  });

  it('gives collections that know their query', () => {
    const index = journal();
    const section = index.otherPage(number(index, 'section:posts'));
    expect(queryOf(section.pages)?.canon).toBe('[["pages","section:posts"]]');
  });
});

describe('an entry of a menu', () => {
  const pages: TestPage[] = [
    { path: 'about.md' },
    { path: 'posts/a.md' },
    { path: 'posts/b.md', unlisted: true },
    { path: 'posts/page.md', id: 'section:posts#2' },
  ];
  const { snapshot: site } = snapshot({ pages });
  const menu = ['home', 'section:posts', 'page:content/about.md', null].map((id) => ({
    title: id ?? 'elsewhere',
    url: 'x',
    page: id === null ? null : site.pages.findIndex((page) => page.id === id),
    weight: null,
    children: [],
  }));
  const index = testIndex({ pages, menus: { main: menu } });

  it.each([
    ['home', ['home']],
    ['page:content/about.md', ['page:content/about.md']],
    ['section:posts', ['section:posts']],
    ['section:posts#2', ['section:posts']],
    [A, ['section:posts']],
    [B, ['section:posts']],
    ['sitemap:', []],
  ])('is active on its own page, on those that continue its list and on those below it: %s', (id, expected) => {
    const { value } = rendering(id, () => {
      const { main } = index.shared.menus as { main: { title: string; active: boolean }[] };
      return main.filter((item) => item.active).map((item) => item.title);
    });
    expect(value).toEqual(expected);
  });
});
