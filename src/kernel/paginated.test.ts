import { expect, it } from 'vitest';
import type { ListRecord, PageRecord } from '../shared/snapshot.ts';
import { firstPageId, joinPaginatedLists } from './paginated.ts';

function page(id: string, number: number, full: boolean): PageRecord {
  const numbers = full ? [0, 1] : [];
  const paginator = { number, size: 1, total: 2, items: [number], pages: numbers };
  const list: ListRecord = { pages: numbers, allPages: numbers, sections: [], taxonomy: null, term: null, paginator };
  return { id, list } as unknown as PageRecord;
}

it('gives further pages the lists of page 1', () => {
  const pages = [page('home:@en', 1, true), page('home:@en#2', 2, false)];
  joinPaginatedLists(pages);
  joinPaginatedLists(pages);
  expect(pages[1]?.list).toMatchObject({
    pages: [0, 1],
    allPages: [0, 1],
    paginator: { number: 2, items: [2], pages: [0, 1] },
  });
  expect(pages[1]?.list?.pages).toBe(pages[0]?.list?.pages);
});

it('knows the id of page 1', () => {
  expect(['term:tags/c#@en#12', 'home:@en'].map(firstPageId)).toEqual(['term:tags/c#@en', 'home:@en']);
});
