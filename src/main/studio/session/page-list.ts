/** The rows of the tree, made when they are asked for and kept while nothing that they show has changed. */
import { encodePath } from '../../../kernel/url.ts';
import type { PageNews, PageRow, PageRows, SiteFile } from '../../../shared/contract/pages.ts';
import type { Proof } from '../../../shared/proof.ts';
import type { SiteListing } from '../../engine/types.ts';
import { HiddenPages, isHidden } from './hidden-pages.ts';
import { pageRows } from './page-rows.ts';

/** Windows ask soon after they are told of a version: a few more may have come by then. */
const KEPT = 4;
/** Above this many rows all of them are no more work. */
const MOST_NEWS = 1000;

export interface PageListParts {
  counts(): ReadonlyMap<string, { things: number; suggestions: number }>;
  changed(): ReadonlySet<string>;
  /** Told whenever the version has grown. */
  onChange(version: number): void;
}

export class PageList {
  #listing: SiteListing | null = null;
  /** Of an earlier session; shown until there is another. */
  #remembered: SiteListing | null = null;
  #degraded: ReadonlySet<string> = new Set();
  #ofFiles: ReadonlyMap<string, { things: number; suggestions: number }> = new Map();
  #rows: PageRow[] | null = null;
  /** Those that windows may have: the versions given out last, the newest first. */
  #given: { version: number; rows: PageRow[] }[] = [];
  #version = 0;
  readonly #hidden = new HiddenPages();

  constructor(private readonly parts: PageListParts) {}

  get version(): number {
    return this.#version;
  }

  /** Of the newest build; null while it has not come so far. */
  get listing(): SiteListing | null {
    return this.#listing;
  }

  /** Addresses of pages that show the fallback; the further pages of lists too, which have no row. */
  get degraded(): readonly string[] {
    return [...this.#degraded];
  }

  /** What an earlier session knew. */
  remember(listing: SiteListing | null): void {
    if (listing === null || this.#listing !== null) return;
    this.#remembered = listing;
    this.refresh();
  }

  list(listing: SiteListing | null): void {
    if (listing !== null) this.#hidden.follow(this.#listing, listing);
    this.#listing = listing;
    if (listing !== null) this.#remembered = null;
    this.refresh();
  }

  built(listing: SiteListing | null, proofs: readonly Proof[], degraded: readonly string[]): void {
    this.#degraded = new Set(degraded);
    this.#ofFiles = countByFile(proofs);
    this.list(listing);
  }

  /** What the rows show has changed. */
  refresh(): void {
    this.#rows = null;
    this.#version++;
    this.parts.onChange(this.#version);
  }

  page(offset: number, limit: number): PageRows {
    const rows = this.#all();
    return {
      version: this.#version,
      known: this.#known,
      total: rows.length,
      offset,
      rows: rows.slice(offset, offset + limit),
    };
  }

  /** What is different since a version that was given out; null: too much, or nobody knows. */
  newsSince(since: number): PageNews | null {
    const before = this.#given.find(({ version }) => version === since)?.rows;
    if (before === undefined) return null;
    const rows = this.#all();
    const changed = rows.length === before.length ? changedRows(before, rows) : null;
    return changed && { version: this.#version, known: this.#known, rows: changed };
  }

  urlOf(file: string): string | null {
    const published = this.#shown?.documents.find(({ source }) => source === file)?.url;
    return published ?? this.#hidden.urlOf(file);
  }

  /** How the engine is asked for the page at an address: one that is not published is known by its document. */
  pageAt(url: string): { url: string } | { source: string } {
    const source = this.#hidden.sourceOf(url);
    return source === null ? { url } : { source };
  }

  /** Whether this document is there, is not published, and nobody has asked yet where it would be. */
  lacksAddress(file: string): boolean {
    return this.#hidden.urlOf(file) === null && isHidden(this.#listing, file);
  }

  /** Where a document that is not published would be. */
  noteAddress(file: string, url: string): void {
    if (this.#hidden.note(file, url)) this.refresh();
  }

  /** Path in public/ of the page at this address; null: no page of a document. */
  outputOf(url: string): string | null {
    return this.#listing?.documents.find((document) => document.url === url)?.output ?? null;
  }

  /** Whether the last build could not make a page as designed. @param output its path in public/ */
  isDegraded(output: string): boolean {
    const base = this.#listing?.basePath ?? '/';
    const url = base + encodePath(output.replace(/(^|\/)index\.html$/, '$1'));
    return this.#degraded.has(url);
  }

  /** What theme authors open, and the settings. */
  files(): SiteFile[] {
    const files: SiteFile[] = [{ file: 'site.yaml', kind: 'settings', own: true }];
    const listing = this.#listing;
    if (listing === null) return files;
    for (const { file, own } of listing.templates) files.push({ file, kind: 'template', own });
    for (const file of listing.data) files.push({ file, kind: 'data', own: true });
    for (const { source } of listing.assets) {
      const kind = kindOfAsset(source);
      if (kind !== null) files.push({ file: source, kind, own: !source.startsWith('theme:') });
    }
    return files;
  }

  get #known(): PageRows['known'] {
    if (this.#listing !== null) return 'built';
    return this.#remembered !== null ? 'remembered' : 'none';
  }

  get #shown(): SiteListing | null {
    return this.#listing ?? this.#remembered;
  }

  #all(): PageRow[] {
    const listing = this.#shown;
    if (listing === null) return [];
    this.#rows ??= pageRows(listing, {
      counts: this.parts.counts(),
      countsByFile: this.#ofFiles,
      degraded: this.#degraded,
      changed: this.parts.changed(),
      hidden: this.#hidden,
    });
    if (this.#given[0]?.version !== this.#version)
      this.#given = [{ version: this.#version, rows: this.#rows }, ...this.#given].slice(0, KEPT);
    return this.#rows;
  }
}

/** null: too many. */
function changedRows(before: readonly PageRow[], now: readonly PageRow[]): PageNews['rows'] | null {
  const changed: PageNews['rows'] = [];
  for (let at = 0; at < now.length; at++) {
    const row = now[at] as PageRow;
    if (!isSameRow(before[at] as PageRow, row)) changed.push([at, row]);
    if (changed.length > MOST_NEWS) return null;
  }
  return changed;
}

function isSameRow(a: PageRow, b: PageRow): boolean {
  for (const name in b) if (a[name as keyof PageRow] !== b[name as keyof PageRow]) return false;
  return true;
}

/** Proofs that touch no page, by the file that they name. */
function countByFile(proofs: readonly Proof[]): Map<string, { things: number; suggestions: number }> {
  const counts = new Map<string, { things: number; suggestions: number }>();
  for (const { file, pages, severity } of proofs) {
    if (file === undefined || pages.length > 0) continue;
    const count = counts.get(file) ?? { things: 0, suggestions: 0 };
    count[severity === 'hint' ? 'suggestions' : 'things']++;
    counts.set(file, count);
  }
  return counts;
}

function kindOfAsset(source: string): 'style' | 'script' | null {
  if (/\.css$/i.test(source)) return 'style';
  return /\.[cm]?[jt]s$/i.test(source) ? 'script' : null;
}
