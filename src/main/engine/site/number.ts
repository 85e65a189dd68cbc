/** Entries as numbered page records: the last step, when every page is known. */
import { sortBy } from '../../../kernel/order.ts';
import type { ListRecord, PageNumber, PageRecord } from '../../../shared/snapshot.ts';
import type { Entry, EntryList } from './model.ts';

/** Sorts by id, numbers, and turns what entries know of each other into numbers. */
export function numberPages(entries: Entry[], pageSize: number): PageRecord[] {
  sortBy(entries, (entry) => entry.record.id);
  entries.forEach((entry, number) => {
    entry.number = number;
  });
  const paths = new Map<Entry, PageNumber[]>();
  for (const entry of entries) {
    const { record } = entry;
    record.parent = entry.parent?.number ?? null;
    record.section = entry.section?.number ?? null;
    record.prev = entry.prev?.number ?? null;
    record.next = entry.next?.number ?? null;
    record.ancestors = ancestorsOf(entry, paths);
    record.list = entry.list === null ? null : listRecord(entry.list, pageSize);
  }
  return entries.map((entry) => entry.record);
}

/** Shared by all pages below one parent. */
function ancestorsOf(entry: Entry, paths: Map<Entry, PageNumber[]>): PageNumber[] {
  const { parent } = entry;
  if (parent === null) return [];
  let path = paths.get(parent);
  if (path === undefined) {
    path = [...ancestorsOf(parent, paths), parent.number];
    paths.set(parent, path);
  }
  return path;
}

function listRecord(list: EntryList, size: number): ListRecord {
  const { paginator } = list;
  return {
    pages: numbers(list.pages),
    allPages: numbers(list.allPages),
    sections: numbers(list.sections),
    taxonomy: list.taxonomy,
    term: list.term,
    paginator: paginator && {
      number: paginator.number,
      size,
      total: paginator.total,
      items: numbers(paginator.items),
      pages: numbers(paginator.pages),
    },
  };
}

export function numbers(entries: readonly Entry[]): PageNumber[] {
  return entries.map((entry) => entry.number);
}
