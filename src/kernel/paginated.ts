/** Lists that go over several pages, kept small on their way to the workers. */
import type { PageRecord } from '../shared/snapshot.ts';

/** The id of page 1 of the list that a page continues. */
export function firstPageId(id: string): string {
  const mark = id.lastIndexOf('#');
  return mark < 0 ? id : id.slice(0, mark);
}

/**
 * Gives pages 2 and on of every list the lists of page 1, which the snapshot leaves out of them: a list of 1,000 pages over
 * 10,000 items would be written 1,000 times. Changes the records in place; the arrays are shared. Calling it twice does nothing.
 * @param pages in id order, so that page 1 comes before the others
 */
export function joinPaginatedLists(pages: readonly PageRecord[]): void {
  const firsts = new Map<string, PageRecord>();
  for (const page of pages) {
    const { list } = page;
    if (list === null || list.paginator === null) continue;
    if (list.paginator.number === 1) {
      firsts.set(page.id, page);
      continue;
    }
    const first = firsts.get(firstPageId(page.id))?.list ?? null;
    if (first === null || first.paginator === null) continue;
    list.pages = first.pages;
    list.allPages = first.allPages;
    list.sections = first.sections;
    list.paginator.pages = first.paginator.pages;
  }
}
