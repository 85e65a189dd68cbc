/** The rows of the host, which come flat and in order, as a tree; and the search in it. */
import type { PageRow } from '../../shared/contract/pages.ts';

export const ROOT = '';

export interface PageTree {
  row(id: string): PageRow | undefined;
  childrenOf(id: string): string[];
  parentOf(id: string): string | null;
  /** Ids that have something in them. */
  folders: readonly string[];
  /** Folders that are open at first: all when the site is small. */
  openAtFirst: readonly string[];
}

/** Above this many rows only the first level is open at first. */
const SMALL = 60;

export function buildPageTree(rows: readonly PageRow[]): PageTree {
  const byId = new Map<string, PageRow>();
  const children = new Map<string, string[]>([[ROOT, []]]);
  const parents = new Map<string, string>();
  /** The path to the row before, by depth. */
  const path: string[] = [];
  for (const row of rows) {
    byId.set(row.id, row);
    path.length = row.depth;
    const parent = row.depth === 0 ? ROOT : (path[row.depth - 1] ?? ROOT);
    const siblings = children.get(parent);
    if (siblings) siblings.push(row.id);
    else children.set(parent, [row.id]);
    parents.set(row.id, parent);
    path[row.depth] = row.id;
  }
  const folders = [...children.keys()].filter((id) => id !== ROOT);
  const openAtFirst = rows.length <= SMALL ? folders : folders.filter((id) => byId.get(id)?.kind === 'home');
  return {
    row: (id) => byId.get(id),
    childrenOf: (id) => children.get(id) ?? [],
    parentOf: (id) => parents.get(id) ?? null,
    folders,
    openAtFirst,
  };
}

/** Rows whose title or file holds every word; those whose title begins with the text come first, else in tree order. */
export function searchPages(rows: readonly PageRow[], text: string, most: number): PageRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const first: PageRow[] = [];
  const others: PageRow[] = [];
  for (const row of rows) {
    const title = row.title.toLowerCase();
    const searched = `${title}\n${row.id.toLowerCase()}`;
    if (!words.every((word) => searched.includes(word))) continue;
    (title.startsWith(words[0] as string) ? first : others).push(row);
    if (first.length >= most) break;
  }
  return [...first, ...others].slice(0, most);
}
