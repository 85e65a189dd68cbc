import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexChange } from './fingerprints.ts';
import type { PageView } from './page-view.ts';
import type { SiteIndex } from './site-index.ts';
import { loop, rendering, type TestPage, type TestSite, testIndex } from './testing.ts';

const A = 'page:content/posts/a.md';

function site(change: (pages: TestPage[]) => TestPage[] = (pages) => pages, more: TestSite = {}): SiteIndex {
  const pages: TestPage[] = [
    { path: 'posts/a.md', title: 'A', date: '2026-01-02T00:00:00+00:00', params: { rating: 3 }, html: '<p>a</p>' },
    { path: 'posts/b.md', title: 'B', date: '2026-01-01T00:00:00+00:00', params: { rating: 5 } },
  ];
  return testIndex({ params: { a: { b: 'c' } }, strings: { more: 'More' }, pages: change(pages), ...more });
}

const keysOf = (work: (index: SiteIndex) => unknown, index: SiteIndex): string[] =>
  rendering(A, () => work(index)).keys;

/** The keys of a read whose fingerprints differ between two versions of a site. */
function changed(work: (index: SiteIndex) => unknown, before: SiteIndex, after: SiteIndex): string[] {
  return keysOf(work, before).filter((key) => before.fingerprint(key) !== after.fingerprint(key));
}

const titles = (index: SiteIndex): unknown => loop(index.shared.site.pages, (page: PageView) => page.title);

describe('fingerprints', () => {
  it('are the short values themselves', () => {
    const index = site();
    expect(index.fingerprint('site:title')).toBe('"Field notes"');
    expect(index.fingerprint('site:params.a.b')).toBe('"c"');
    expect(index.fingerprint('site:params.a.')).toBe('map');
    expect(index.fingerprint('string:more')).toBe('"More"');
    expect(index.fingerprint(`page:${A}.title`)).toBe('"A"');
    expect(index.fingerprint(`page:${A}.params/rating`)).toBe('3');
    expect(index.fingerprint('time')).toBe('2026-05-01T10:00:00Z');
  });

  it('of longer values are hashes, the same for equal values', () => {
    const long = 'x'.repeat(500);
    const one = site(undefined, { strings: { more: long } }).fingerprint('string:more');
    expect(one).toMatch(/^#[\w-]{27}$/);
    expect(one).toBe(site(undefined, { strings: { more: long } }).fingerprint('string:more'));
  });

  it.each([
    'file:x.njk',
    'site:params.none',
    'data:none',
    'menu:none',
    'string:none',
    'asset:none',
    'static:none',
    'link:none',
    'near:string.zzzzzz',
    'self:none',
    'page:none.title',
    `page:${A}.none`,
    'query:nonsense',
    'column:title@nonsense',
    'content:none',
  ])('%s is absent', (key) => {
    expect(site().fingerprint(key)).toBe('absent');
  });

  it('change for a list that shows titles when a title changes, not when a text does', () => {
    const body = site((pages) => pages.map((page) => ({ ...page, html: '<p>other</p>' })));
    const title = site((pages) => pages.map((page) => (page.title === 'B' ? { ...page, title: 'B2' } : page)));
    expect(changed(titles, site(), body)).toEqual([]);
    expect(changed(titles, site(), title)).toEqual(['column:title@[["site.pages"]]']);
  });

  it('do not change for other pages when a page comes that they do not show', () => {
    const more = site((pages) => [{ path: 'aaa/first.md', title: 'First' }, ...pages]);
    const self = (index: SiteIndex): unknown => {
      const page = index.selfPage(index.lookups.byId(A) as number);
      return [page.title, page.next?.title, page.section?.title, page.ancestors.length, page.parent?.url];
    };
    expect(changed(self, site(), more)).toEqual([]);
    expect(changed(titles, site(), more)).toEqual(['column:title@[["site.pages"]]', 'query:[["site.pages"]]']);
  });

  it('of content leave it to what filling it read', () => {
    const other = site((pages) => pages.map((page) => ({ ...page, html: '<p>other</p>' })));
    const read = (index: SiteIndex): unknown => index.content(A);
    expect(changed(read, site(), other)).toEqual([]);
    expect(site().contentNode(A).trace.keys).toContain(`page:${A}.body`);
  });
});

describe('what a version takes over from the one before', () => {
  const C = 'page:content/posts/c.md';
  const queries = [
    '[["site.pages"]]',
    '[["listed"]]',
    '[["site.pages"],["where","params.rating",">",3]]',
    '[["site.pages"],["where","title"],["sort","title","asc"],["limit",2]]',
    '[["site.pages"],["group","params.rating"]]',
    '[["site.pages"],["sort","readingTime","desc"]]',
    '[["site.pages"],["where","next.title"]]',
    '[["site.pages"],["sort","summary","asc"]]',
  ];
  const fields = ['title', 'description', 'summary', 'words', 'params', 'params/rating', 'body', 'url', 'next', 'tags'];
  const keys = [
    ...queries.flatMap((query) => [`query:${query}`, ...fields.map((field) => `column:${field}@${query}`)]),
    ...[A, C].flatMap((id) => [`self:${id}`, `content:${id}`, ...fields.map((field) => `page:${id}.${field}`)]),
    ...['site:title', 'string:more', 'time', 'near:document.content/posts/z.md', 'link:content/posts/a.md'],
  ];
  const page = fc.record({
    title: fc.constantFrom('A', 'B', 'Z'),
    description: fc.constantFrom(null, 'd'),
    summary: fc.constantFrom(null, 's', 't'),
    words: fc.constantFrom(1, 500, 5000),
    params: fc.record({ rating: fc.constantFrom(1, 3, 5), noindex: fc.boolean() }),
    html: fc.constantFrom('<p>a</p>', '<p>b</p>'),
  });
  const version = fc.tuple(page, page, page);
  // Their places in lists are by date: nothing that is drawn moves them.
  const made = (drawn: readonly Partial<TestPage>[]): SiteIndex =>
    testIndex({
      strings: { more: 'More' },
      pages: drawn.map((one, i) => ({
        path: `posts/${'abc'[i]}.md`,
        date: `2026-01-0${i + 1}T00:00:00+00:00`,
        ...one,
      })),
    });

  function changeBetween(before: SiteIndex, after: SiteIndex): IndexChange {
    const pages = new Map<string, Set<keyof SiteIndex['snapshot']['pages'][number]>>();
    after.snapshot.pages.forEach((record, number) => {
      const was = before.record(number);
      const names = Object.keys(record) as (keyof typeof record)[];
      const other = names.filter((name) => JSON.stringify(record[name]) !== JSON.stringify(was[name]));
      if (other.length > 0) pages.set(record.id, new Set(other));
    });
    return { pages, kinds: new Set(['time']) };
  }

  it('is what it would find out itself, whichever pages changed', () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 2, maxLength: 4 }), (versions) => {
        let before: SiteIndex | null = null;
        for (const drawn of versions) {
          const index = made(drawn);
          if (before !== null) index.succeed(before, changeBetween(before, index));
          const fresh = made(drawn);
          for (const key of keys) expect([key, index.fingerprint(key)]).toEqual([key, fresh.fingerprint(key)]);
          before = index;
        }
      }),
    );
  });

  it('is kept, and not looked up again', () => {
    const pages = [{ title: 'A' }, { title: 'B' }, { title: 'C' }];
    const [before, after] = [made(pages), made(pages.map((one) => ({ ...one, html: '<p>new</p>' })))];
    before.fingerprint('column:title@[["site.pages"]]');
    after.succeed(before, { ...changeBetween(before, after), kinds: new Set() });
    after.record(after.lookups.byId(A) as number).title = 'Not looked at';
    expect(after.fingerprint('column:title@[["site.pages"]]')).toBe('"C"\n"B"\n"A"');
  });
});
