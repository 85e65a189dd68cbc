/**
 * The site index as data: all that a render may read, apart from bodies. The engine makes it (phases 3 and 4), serialises
 * it once per version, and every worker reads the same bytes. Nothing in it depends on the machine or the clock.
 * Orders are part of the contract: `pages` is in id order by code point; every list of ids is in list order (weight with absent
 * last, date descending, title, path, by code point).
 */
import type { Json, JsonObject, SiteConfig } from './config.ts';

export type PageKind = 'home' | 'page' | 'section' | 'taxonomy' | 'term' | '404';

/** Index into `SiteSnapshot.pages`. */
export type PageNumber = number;

export interface Heading {
  level: number;
  id: string;
  /** Plain text. */
  text: string;
}

/** A file that belongs to a bundle. */
export interface ResourceRecord {
  /** Relative to the bundle's folder ("photo.jpg", "img/a b.png"). */
  name: string;
  /** Relative to the site ("content/trip/photo.jpg"); key into `assets`. */
  source: string;
  /** Root-relative URL at which the file is copied, percent-encoded, with the base path. */
  url: string;
  bytes: number;
}

export interface PageRecord {
  id: string;
  kind: PageKind;
  /** The document, relative to the site ("content/posts/a.md"); null for a generated page. */
  source: string | null;
  language: string;
  /** Root-relative with base path, percent-encoded. */
  url: string;
  /** Path in public/, not encoded ("posts/a/index.html"). */
  output: string;
  title: string;
  /** ISO 8601 with offset, in the site's zone; null when the document has none. */
  date: string | null;
  lastmod: string | null;
  expires: string | null;
  description: string | null;
  /** Plain text: from front matter, else up to `<!--more-->`, else the first paragraph. */
  summary: string | null;
  weight: number | null;
  draft: boolean;
  layout: string | null;
  /** Front matter that Galley does not know, after the cascade. */
  params: JsonObject;
  /** Taxonomy name → terms as written, in the order of the document. */
  taxonomies: Record<string, string[]>;
  aliases: string[];
  /** Words of the plain text. Minutes are words / 200, at least 1; 0 when there is no text. */
  words: number;
  /** "posts", "docs/api"; "" at the root. */
  sectionPath: string;
  /** The page of the section that it lies in (a section's own page: itself); null for 404. */
  section: PageNumber | null;
  parent: PageNumber | null;
  /** Outermost first, without the page itself. */
  ancestors: PageNumber[];
  /** Earlier and later in its section's list order. */
  prev: PageNumber | null;
  next: PageNumber | null;
  resources: ResourceRecord[];
  /** Not in lists, feeds, sitemap or taxonomies. */
  unlisted: boolean;
  /** Where its parsed body is; null for generated pages without a document. */
  body: BodyRef | null;
  /** For section, taxonomy, term and home: what it lists. */
  list: ListRecord | null;
  /** Template kinds to try, in order, without the folder logic: resolved name is `template`. */
  template: string;
}

/**
 * Pages 2 and on of a list leave `pages`, `allPages`, `sections` and `paginator.pages` empty: page 1's serve, see
 * `joinPaginatedLists` in kernel/paginated.ts.
 */
export interface ListRecord {
  /** Direct pages (section, term), or the site's pages (home). Taxonomy: its term pages. */
  pages: PageNumber[];
  /** Sections: all below. */
  allPages: PageNumber[];
  sections: PageNumber[];
  /** Name of the taxonomy and term as shown, for kinds taxonomy and term. */
  taxonomy: string | null;
  term: string | null;
  /** Null when its template does not paginate. */
  paginator: PaginatorRecord | null;
}

export interface PaginatorRecord {
  /** 1-based. */
  number: number;
  size: number;
  /** Items of the whole list. */
  total: number;
  items: PageNumber[];
  /** The pages of this list, in order. */
  pages: PageNumber[];
}

/** Bodies travel as one buffer a batch: see kernel/markdown/body.ts for the layout of the bytes. */
export interface BodyRef {
  buffer: number;
  offset: number;
  length: number;
  /** Fingerprint of the document's bytes and of what else parsing depends on. */
  hash: string;
}

export interface MenuItem {
  title: string;
  url: string;
  page: PageNumber | null;
  weight: number | null;
  children: MenuItem[];
}

export type AssetKind = 'style' | 'script' | 'image' | 'file';

/** One asset or bundle resource, by its source. */
export interface AssetRecord {
  /** What templates and documents call it: relative to assets/ ("css/main.css") or, for a resource, "content/trip/photo.jpg". */
  name: string;
  /** File that it comes from, relative to the site, or "theme:journal/assets/css/main.css" for a built-in theme's. */
  source: string;
  kind: AssetKind;
  /** Root-relative URL of the fingerprinted output with base path; for a resource the plain copy. */
  url: string;
  /** Path in public/. */
  output: string;
  /** Hash of the bytes that will be written. */
  hash: string;
  integrity: string | null;
  bytes: number;
  width: number | null;
  height: number | null;
  /** A picture of which no smaller versions are made: animated, or too large to be decoded. */
  fixed?: boolean;
  /** Names of assets that it pulls in (CSS url() and imports, JS imports that stay files). */
  uses: string[];
}

export interface TemplateRecord {
  /** Lookup name ("page.njk", "shortcodes/note.njk"). */
  name: string;
  /** "templates/page.njk", "themes/mine/templates/page.njk", or "theme:journal/templates/page.njk". */
  file: string;
  hash: string;
  source: string;
  /** Higher-priority files that were looked for and are absent. */
  absent: string[];
}

export interface SiteSnapshot {
  /** Grows by one with every change. */
  version: number;
  config: SiteConfig;
  /** site.params after theme defaults. */
  params: JsonObject;
  basePath: string;
  /** ISO instant of the build (`--now`). */
  time: string;
  pages: PageRecord[];
  home: PageNumber;
  /** In list order; kind page only (and section pages are not in it). */
  sitePages: PageNumber[];
  /** Top sections. */
  sections: PageNumber[];
  /**
   * Every configured taxonomy → its page and term pages. Terms by name by code point, or first use when ordered. One that no
   * page uses has no page.
   */
  taxonomies: Record<string, { page: PageNumber | null; terms: { name: string; page: PageNumber }[] }>;
  menus: Record<string, MenuItem[]>;
  data: Record<string, Json>;
  strings: Record<string, string>;
  templates: TemplateRecord[];
  assets: AssetRecord[];
  /** Every path that public/ will have from static/ and bundles ("favicon.ico"). */
  statics: string[];
  /** Lower-cased NFC document path → page, for links by file path and wrong-case hints. */
  galley: string;
}
