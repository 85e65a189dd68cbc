/** The tree of pages, and the files that theme authors open. */

export type DocumentState = 'published' | 'draft' | 'future' | 'expired' | 'unreadable';

/** One row of the tree, in tree order: a folder's row stands before what is in it. */
export interface PageRow {
  /** The document, or for a section without one its folder with a slash at the end ("content/posts/"). Unique. */
  id: string;
  /** The document to open; null: a folder without one, or a generated page. */
  file: string | null;
  title: string;
  depth: number;
  kind: 'home' | 'page' | 'section' | 'generated';
  /** Address in the preview, root-relative with the base path; null when it has no page. */
  url: string | null;
  state: DocumentState;
  degraded: boolean;
  /** Changed since the last build. */
  changed: boolean;
  /** Causes of errors and warnings, and of hints, on this page. */
  things: number;
  suggestions: number;
}

export interface PageRows {
  version: number;
  /** `none`: not known yet. `remembered`: as the site was when it was built last, in an earlier session; nothing is checked. */
  known: 'none' | 'remembered' | 'built';
  total: number;
  offset: number;
  rows: PageRow[];
}

/** What became of the rows of an earlier version. */
export interface PageNews {
  version: number;
  known: PageRows['known'];
  /** Those that differ, by place; there are as many as there were. */
  rows: [at: number, row: PageRow][];
}

/** Files that are not documents: parts of the design, lists and facts, settings. */
export interface SiteFile {
  file: string;
  kind: 'template' | 'data' | 'settings' | 'style' | 'script' | 'strings';
  /** False: belongs to a theme that comes with Galley; opens read-only. */
  own: boolean;
}
