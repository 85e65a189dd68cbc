import { describe, expect, it } from 'vitest';
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
