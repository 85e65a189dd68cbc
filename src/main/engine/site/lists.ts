/** The order of pages, the lists they are in, and who stands beside and above whom. */
import { compareCodePoints, compareNumbers } from '../../../kernel/order.ts';
import type { Folders } from './folders.ts';
import type { Entry, EntryList, Folder } from './model.ts';

type CompareText = (a: string, b: string) => number;

function compareNative(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The engine's own comparison is by code point too, as long as no text has characters beyond U+FFFF. */
function comparisonFor(entries: readonly Entry[]): CompareText {
  const isPlain = entries.every((entry) => !beyond.test(entry.record.title) && !beyond.test(entry.path));
  return isPlain ? compareNative : compareCodePoints;
}

const beyond = /[\ud800-\udfff]/;

/** List order on values that were worked out once: see `comparePages` in src/kernel/order.ts for the same on records. */
export function sortEntries(entries: Entry[]): Entry[] {
  const text = comparisonFor(entries);
  return entries.sort((a, b) => {
    if (a.weight !== b.weight) return a.weight < b.weight ? -1 : 1;
    if (a.instant !== b.instant) return a.instant > b.instant ? -1 : 1;
    return text(a.record.title, b.record.title) || text(a.path, b.path);
  });
}

/** A series is read from its start: by weight, then date ascending (absent last). */
export function sortAscending(entries: Entry[]): Entry[] {
  const text = comparisonFor(entries);
  return entries.sort((a, b) => {
    if (a.weight !== b.weight) return a.weight < b.weight ? -1 : 1;
    const byDate = compareNumbers(ascending(a), ascending(b));
    return byDate || text(a.record.title, b.record.title) || text(a.path, b.path);
  });
}

function ascending(entry: Entry): number {
  return entry.instant === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : entry.instant;
}

/** The folder of the section that a folder's pages are in; content/ itself counts as one. */
export function sectionFolderOf(folder: Folder): Folder {
  let at = folder;
  while (at.parent !== null && !at.isSection) at = at.parent;
  return at;
}

/**
 * Puts every listed page into its section and all around it, and sets prev and next.
 * @param pages ordinary pages in list order
 * @param sections sections' pages in list order
 */
export function fillSections(pages: readonly Entry[], sections: readonly Entry[]): void {
  for (const entry of pages) {
    const section = (entry.section as Entry).folder;
    section.pages.push(entry);
    for (let at: Folder | null = section; at !== null && at.parent !== null; at = at.parent) at.allPages.push(entry);
  }
  for (const entry of sections) {
    if (!entry.record.unlisted) (entry.parent as Entry).folder.sections.push(entry);
  }
}

export function linkNeighbours(folders: Folders): void {
  for (const { pages } of folders.values()) {
    for (let i = 1; i < pages.length; i++) {
      const earlier = pages[i - 1] as Entry;
      const later = pages[i] as Entry;
      earlier.next = later;
      later.prev = earlier;
    }
  }
}

export function sectionList(folder: Folder): EntryList {
  const { pages, allPages, sections } = folder;
  return { pages, allPages, sections, taxonomy: null, term: null, paginator: null };
}

/**
 * What lies in a section is what a site has to show; beside it, pages at the root ("About") are reached by other ways.
 * A site without sections shows those.
 * @param listed all listed pages in list order
 */
export function homeList(home: Entry, listed: readonly Entry[]): EntryList {
  const inSections = listed.filter((entry) => entry.section !== home);
  return { ...sectionList(home.folder), pages: inSections.length > 0 ? inSections : listed, allPages: listed };
}

const nothing = { pages: [], allPages: [], sections: [] };

/** The further pages of a list, and its own paginator. Each further page is a copy with another number and address. */
export function paginate(first: Entry, size: number, copy: (first: Entry, number: number) => Entry): Entry[] {
  const list = first.list as EntryList;
  const total = Math.max(1, Math.ceil(list.pages.length / size));
  const pages: Entry[] = [first];
  for (let number = 2; number <= total; number++) pages.push(copy(first, number));
  pages.forEach((page, i) => {
    const items = list.pages.slice(i * size, (i + 1) * size);
    const paginator = { number: i + 1, total: list.pages.length, items, pages };
    page.list = i === 0 ? { ...list, paginator } : { ...list, ...nothing, paginator: { ...paginator, pages: [] } };
  });
  return pages.slice(1);
}
