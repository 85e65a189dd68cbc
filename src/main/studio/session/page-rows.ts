/** The tree of pages as rows, in tree order: what is listed, what Galley makes by itself at the end. */

import { encodePath, slugify } from '../../../kernel/url.ts';
import type { PageRow } from '../../../shared/contract/pages.ts';
import type { ListedDocument, SiteListing } from '../../engine/types.ts';
import type { HiddenPages } from './hidden-pages.ts';

export interface RowFacts {
  /** Causes by page address. */
  counts: ReadonlyMap<string, { things: number; suggestions: number }>;
  /** Causes that name a document and no page: it could not be read. */
  countsByFile: ReadonlyMap<string, { things: number; suggestions: number }>;
  degraded: ReadonlySet<string>;
  /** Documents that changed since the last build, or hold unsaved text. */
  changed: ReadonlySet<string>;
  /** Where documents that are not published would be. */
  hidden: Pick<HiddenPages, 'urlOf'>;
}

type Known = Pick<SiteListing, 'basePath' | 'documents' | 'generated'>;

export function pageRows(listing: Known, facts: RowFacts): PageRow[] {
  const generated = new Map(listing.generated.map((page) => [page.url, page]));
  const rows: PageRow[] = [];
  const open: string[] = [];
  for (const document of listing.documents) {
    const folder = folderAround(document);
    while (open.length > 0 && !isWithin(folder, open.at(-1) as string)) open.pop();
    for (const missing of foldersBetween(open.at(-1) ?? '', folder)) {
      rows.push(folderRow(missing, open.length, listing.basePath, generated, facts));
      open.push(missing);
    }
    rows.push(documentRow(document, open.length, facts));
    const own = ownFolder(document);
    if (own !== null && own !== '') open.push(own);
  }
  const left = [...generated.values()].map((page) => generatedRow(page, facts));
  const isHome = (row: PageRow): boolean => row.kind === 'home';
  return [...left.filter(isHome), ...rows, ...left.filter((row) => !isHome(row))];
}

/** The folder that a document describes or fills: "posts/" of `_index.md` in it, "posts/a/" of a bundle; null: it is a file in one. */
function ownFolder({ source, kind }: ListedDocument): string | null {
  const name = source.slice(source.lastIndexOf('/') + 1);
  if (kind === 'page' && !/^index\.[^.]+$/.test(name)) return null;
  return folderOf(source);
}

function folderAround(document: ListedDocument): string {
  const own = ownFolder(document);
  if (own === null) return folderOf(document.source);
  return own === '' ? '' : own.slice(0, own.lastIndexOf('/', own.length - 2) + 1);
}

/** Of "content/posts/a.md": "posts/"; "" for the top. */
function folderOf(source: string): string {
  const inside = source.startsWith('content/') ? source.slice('content/'.length) : source;
  return inside.slice(0, inside.lastIndexOf('/') + 1);
}

function isWithin(folder: string, outer: string): boolean {
  return folder.startsWith(outer);
}

/** Folders below `outer` on the way to `folder`, that one included. */
function foldersBetween(outer: string, folder: string): string[] {
  const names = folder.slice(outer.length).split('/').filter(Boolean);
  return names.map((_name, at) => `${outer}${names.slice(0, at + 1).join('/')}/`);
}

function documentRow(document: ListedDocument, depth: number, facts: RowFacts): PageRow {
  const { source, title, kind, state } = document;
  const url = document.url ?? facts.hidden.urlOf(source);
  return {
    ...{ id: source, file: source, title: title === '' ? source.slice(source.lastIndexOf('/') + 1) : title },
    ...{ depth, kind, url, state },
    degraded: url !== null && facts.degraded.has(url),
    changed: facts.changed.has(source),
    ...countsOf(url, source, facts),
  };
}

/** A section without a document may still have a page, which Galley makes: it belongs to the folder's row. */
function folderRow(
  folder: string,
  depth: number,
  basePath: string,
  generated: Map<string, Known['generated'][number]>,
  facts: RowFacts,
): PageRow {
  const path = folder.slice(0, -1).split('/').map(slugify).join('/');
  const page = generated.get(`${basePath}${encodePath(`${path}/`)}`);
  const own = page?.kind === 'section' ? page : undefined;
  if (own) generated.delete(own.url);
  const name = folder.slice(0, -1);
  return {
    ...{ id: `content/${folder}`, file: null, title: own?.title ?? name.slice(name.lastIndexOf('/') + 1) },
    ...{ depth, kind: 'section' as const, url: own?.url ?? null, state: 'published' as const },
    ...{ degraded: own !== undefined && facts.degraded.has(own.url), changed: false },
    ...countsOf(own?.url ?? null, null, facts),
  };
}

function generatedRow({ url, title, kind }: Known['generated'][number], facts: RowFacts): PageRow {
  return {
    ...{ id: url, file: null, title, depth: 0, kind: kind === 'home' ? ('home' as const) : ('generated' as const) },
    ...{ url, state: 'published' as const, degraded: facts.degraded.has(url), changed: false },
    ...countsOf(url, null, facts),
  };
}

function countsOf(url: string | null, file: string | null, facts: RowFacts): Pick<PageRow, 'things' | 'suggestions'> {
  const ofPage = url === null ? undefined : facts.counts.get(url);
  const ofFile = file === null ? undefined : facts.countsByFile.get(file);
  return {
    things: (ofPage?.things ?? 0) + (ofFile?.things ?? 0),
    suggestions: (ofPage?.suggestions ?? 0) + (ofFile?.suggestions ?? 0),
  };
}
