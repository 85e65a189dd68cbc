/** From parsed documents to entries: pages, sections, the home page and the page for wrong addresses. */
import type { ParsedDocument } from '../../../shared/document.ts';
import { EntryMaker, titleFromName } from './entries.ts';
import { buildFolders, type Folders, stemOf } from './folders.ts';
import { sectionFolderOf } from './lists.ts';
import type { Context, Entry, Folder } from './model.ts';

export interface Planted {
  folders: Folders;
  maker: EntryMaker;
  home: Entry;
  notFound: Entry;
  /** Ordinary pages by path, unlisted ones too. */
  pages: Entry[];
  /** Sections' pages in the order of their folders, parents first. */
  sections: Entry[];
}

const NOT_FOUND = 'content/404.md';

/** @param documents readable ones, by source by code point */
export function plant(context: Context, documents: readonly ParsedDocument[]): Planted {
  const notFound = documents.find((document) => document.source === NOT_FOUND);
  const ordinary = notFound === undefined ? documents : documents.filter((document) => document !== notFound);
  const { folders, homes } = buildFolders(context, ordinary);
  const maker = new EntryMaker(context);
  const root = folders.get('') as Folder;
  const home = plantHome(context, maker, root);
  const pages = plantPages(maker, root, ordinary, homes);
  const sections = plantSections(maker, folders);
  for (const page of pages) relate(page, page.folder, page === page.folder.entry);
  return { folders, maker, home, notFound: plantNotFound(context, maker, root, notFound), pages, sections };
}

function plantHome(context: Context, maker: EntryMaker, root: Folder): Entry {
  const document = root.indexDocument ?? root.bundleDocument;
  const home = (document && maker.fromDocument('home', document, root, '')) ?? maker.generated('home', '', root, '');
  home.record.title ||= context.config.title;
  home.section = home;
  root.entry = home;
  root.alive = true;
  return home;
}

function plantNotFound(context: Context, maker: EntryMaker, root: Folder, document: ParsedDocument | undefined): Entry {
  const made = document === undefined ? null : maker.fromDocument('404', document, root, '');
  const entry = made ?? maker.generated('404', '', root, '');
  entry.record.title ||= context.strings['not-found'] ?? context.strings.notFound ?? 'Page not found';
  entry.record.unlisted = true;
  return entry;
}

function plantPages(
  maker: EntryMaker,
  root: Folder,
  documents: readonly ParsedDocument[],
  homes: readonly Folder[],
): Entry[] {
  const homeDocument = root.indexDocument ?? root.bundleDocument;
  const pages: Entry[] = [];
  documents.forEach((document, i) => {
    const folder = homes[i] as Folder;
    if (document === homeDocument || document === folder.indexDocument) return;
    const entry = maker.fromDocument('page', document, folder);
    if (entry === null) return;
    const isBundle = document === folder.bundleDocument && folder.indexDocument === null;
    if (isBundle) folder.entry = entry;
    entry.record.title ||= titleFromName(isBundle ? folder.name : stemOf(document.source));
    for (let at: Folder | null = folder; at !== null && !at.alive; at = at.parent) at.alive = true;
    entry.number = pages.length;
    pages.push(entry);
  });
  return pages;
}

/** A section without _index.md, or whose _index.md is a draft, has a page too, if anything in it is shown. */
function plantSections(maker: EntryMaker, folders: Folders): Entry[] {
  const documents = new Map<Folder, Entry>();
  for (const folder of folders.values()) {
    if (!folder.isSection || folder.indexDocument === null) continue;
    const entry = maker.fromDocument('section', folder.indexDocument, folder, folder.path);
    if (entry === null) continue;
    documents.set(folder, entry);
    for (let at: Folder | null = folder; at !== null && !at.alive; at = at.parent) at.alive = true;
  }
  const sections: Entry[] = [];
  for (const folder of folders.values()) {
    if (!folder.isSection || !folder.alive) continue;
    const title = titleFromName(folder.name);
    const entry = documents.get(folder) ?? maker.generated('section', folder.path, folder, title);
    entry.record.title ||= title;
    if (entry.path === '') entry.path = `content/${folder.path}`;
    folder.entry = entry;
    relate(entry, folder, true);
    entry.section = entry;
    entry.record.sectionPath = folder.path;
    sections.push(entry);
  }
  return sections;
}

/** @param outside the entry is the folder's own page: what is above it is above the folder */
function relate(entry: Entry, folder: Folder, outside: boolean): void {
  const around = sectionFolderOf(outside && folder.parent !== null ? folder.parent : folder);
  entry.parent = around.entry;
  entry.section = around.entry;
  entry.record.sectionPath = around.path;
}
