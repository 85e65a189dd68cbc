/** Taxonomies: the terms that pages name, merged by address, with a page for each. */
import { compareCodePoints } from '../../../kernel/order.ts';
import type { Finding } from '../../../shared/proof.ts';
import { pathSegment } from './addresses.ts';
import { type EntryMaker, titleFromName } from './entries.ts';
import type { Folders } from './folders.ts';
import { sortAscending } from './lists.ts';
import type { Context, Entry, EntryList, Folder } from './model.ts';

interface Term {
  /** As it was first written, by path. */
  name: string;
  entry: Entry;
}

export interface Taxonomy {
  name: string;
  /** null: no page uses it. */
  entry: Entry | null;
  /** By name by code point, or by first use when ordered. */
  terms: Term[];
}

interface Gathered {
  name: string;
  slug: string;
  pages: Entry[];
  /** Other spellings, with the document that has them. */
  others: Map<string, string>;
}

/** @param byOrder listed ordinary pages in list order, still with their places by path */
export function buildTaxonomies(
  context: Context,
  maker: EntryMaker,
  folders: Folders,
  home: Entry,
  byOrder: readonly Entry[],
): Taxonomy[] {
  return Object.entries(context.config.taxonomies).map(([name, { ordered }]) => {
    const gathered = gather(context, name, byOrder);
    const folder = describingFolder(folders, name);
    addDescribed(gathered, folder);
    const slug = folder?.slug ?? pathSegment(name);
    const document = folder?.indexDocument ?? null;
    const described = document && maker.fromDocument('taxonomy', document, folder as Folder, slug);
    if (gathered.size === 0 && described === null) return { name, entry: null, terms: [] };
    const entry = described ?? maker.generated('taxonomy', slug, home.folder, titleFromName(name));
    entry.record.title ||= titleFromName(name);
    place(entry, `${slug}/`, home, home);
    own(folder, entry);
    const terms = [...gathered.values()].map((term) => termEntry(maker, entry, term, name, folder, ordered));
    if (!ordered) terms.sort((a, b) => compareCodePoints(a.name, b.name));
    entry.list = {
      ...emptyList(name, null),
      pages: terms.map((term) => term.entry).filter((term) => !term.record.unlisted),
    };
    return { name, entry, terms };
  });
}

/** How one spelling of a term is used. */
interface Spelling {
  term: Gathered;
  /** The first page by path that has it. */
  first: Entry;
}

function gather(context: Context, taxonomy: string, byOrder: readonly Entry[]): Map<string, Gathered> {
  const bySlug = new Map<string, Gathered>();
  const spellings = new Map<string, Spelling>();
  for (const entry of byOrder) {
    for (const name of namesOf(entry, taxonomy)) {
      const known = spellings.get(name);
      const term = known?.term ?? termOf(bySlug, name);
      if (known === undefined) spellings.set(name, { term, first: entry });
      else if (entry.number < known.first.number) known.first = entry;
      const { pages } = term;
      if (pages[pages.length - 1] !== entry) pages.push(entry);
    }
  }
  return nameTerms(context, taxonomy, bySlug, spellings);
}

const NO_NAMES: readonly string[] = [];

/** A taxonomy may be called “constructor”: only what the page itself has counts. */
function namesOf({ record }: Entry, taxonomy: string): readonly string[] {
  return Object.hasOwn(record.taxonomies, taxonomy) ? (record.taxonomies[taxonomy] as string[]) : NO_NAMES;
}

function termOf(bySlug: Map<string, Gathered>, name: string): Gathered {
  const slug = pathSegment(name);
  let term = bySlug.get(slug);
  if (term === undefined) {
    term = { name: '', slug, pages: [], others: new Map() };
    bySlug.set(slug, term);
  }
  return term;
}

/** Terms by first use by path, each called as it is written there. */
function nameTerms(
  context: Context,
  taxonomy: string,
  bySlug: Map<string, Gathered>,
  spellings: Map<string, Spelling>,
): Map<string, Gathered> {
  const place = ([, { first }]: [string, Spelling]): number => first.number;
  const named = new Map<string, Gathered>();
  for (const [name, { term, first }] of [...spellings].sort(
    (a, b) => place(a) - place(b) || useOrder(a, b, taxonomy),
  )) {
    if (term.name === '') {
      term.name = name;
      named.set(term.slug, term);
    } else term.others.set(name, first.record.source as string);
  }
  for (const term of bySlug.values()) reportSpellings(context, taxonomy, term);
  return named;
}

/** Two terms that first appear on one page are in its order. */
function useOrder([a, { first }]: [string, Spelling], [b]: [string, Spelling], taxonomy: string): number {
  const names = namesOf(first, taxonomy);
  return names.indexOf(a) - names.indexOf(b);
}

function reportSpellings(context: Context, taxonomy: string, term: Gathered): void {
  for (const [other, source] of term.others) {
    const range = context.locate(source, taxonomy);
    const finding: Finding = { code: 'term-spellings', data: { taxonomy, term: term.name, other }, file: source };
    if (range !== undefined) finding.range = range;
    context.findings.push({ ...finding, cause: `${taxonomy} ${other}` });
  }
}

function describingFolder(folders: Folders, taxonomy: string): Folder | null {
  for (const folder of [folders.get(taxonomy), folders.get(pathSegment(taxonomy))]) {
    if (folder?.describes?.taxonomy === taxonomy) return folder;
  }
  return null;
}

/** A term that a folder describes exists although no page names it yet. */
function addDescribed(gathered: Map<string, Gathered>, folder: Folder | null): void {
  for (const child of folder?.children ?? []) {
    if (child.describes === null || gathered.has(child.slug)) continue;
    const title = child.indexDocument?.front.title;
    const name = typeof title === 'string' ? title : titleFromName(child.name);
    gathered.set(child.slug, { name, slug: child.slug, pages: [], others: new Map() });
  }
}

function termEntry(
  maker: EntryMaker,
  parent: Entry,
  term: Gathered,
  taxonomy: string,
  folder: Folder | null,
  ordered: boolean,
): Term {
  const child = folder?.children.find(({ describes, slug }) => describes !== null && slug === term.slug) ?? null;
  const path = pathOfTerm(parent, term.slug);
  const document = child?.indexDocument ?? null;
  const described = document && maker.fromDocument('term', document, child as Folder, path);
  const entry = described ?? maker.generated('term', path, parent.folder, term.name);
  entry.record.title ||= term.name;
  place(entry, `${path}/`, parent, parent.section as Entry);
  own(child, entry);
  const pages = ordered ? sortAscending(term.pages) : term.pages;
  entry.list = { ...emptyList(taxonomy, term.name), pages, allPages: pages };
  return { name: term.name, entry };
}

function pathOfTerm(taxonomy: Entry, slug: string): string {
  return taxonomy.path + slug;
}

/** The files beside a description belong to the page that it describes. */
function own(folder: Folder | null, entry: Entry): void {
  if (folder === null) return;
  folder.entry = entry;
  folder.alive = true;
}

/** `path` serves as the address until a document says otherwise. */
function place(entry: Entry, path: string, parent: Entry, section: Entry): void {
  entry.path = path;
  entry.parent = parent;
  entry.section = section;
}

function emptyList(taxonomy: string, term: string | null): EntryList {
  return { pages: [], allPages: [], sections: [], taxonomy, term, paginator: null };
}
