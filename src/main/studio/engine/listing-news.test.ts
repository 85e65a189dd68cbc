import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedDocument, SiteListing } from '../../engine/types.ts';
import { newsOf, withNews } from './listing-news.ts';

function listing(version: number, titles: readonly string[], more: Partial<SiteListing> = {}): SiteListing {
  const documents = titles.map((title, at) => ({ source: `content/${at}.md`, title }) as ListedDocument);
  return { version, title: 'Birds', documents, generated: [], templates: [], data: [], assets: [], ...more } as never;
}

describe('the news of a listing', () => {
  it('make the newer one of the older, whatever rows changed', () => {
    const titles = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(titles, titles, (one, other) => {
        const [before, now] = [listing(1, one), listing(2, other)];
        const news = newsOf(before, now);
        if (one.length !== other.length) expect(news).toBe(null);
        else expect(withNews(before, news as NonNullable<typeof news>)).toEqual(now);
      }),
    );
  });

  it('are the rows that changed and no others', () => {
    expect(newsOf(listing(1, ['a', 'b']), listing(2, ['a', 'c']))?.documents).toMatchObject([[1, { title: 'c' }]]);
    expect(newsOf(listing(1, ['a', 'b']), listing(2, ['a', 'b']))?.documents).toEqual([]);
  });

  it('are not enough when anything else changed', () => {
    expect(newsOf(listing(1, ['a']), listing(2, ['a'], { title: 'Other' }))).toBe(null);
    expect(newsOf(listing(1, ['a']), listing(2, ['a'], { data: ['data/x.yaml'] }))).toBe(null);
  });
});
