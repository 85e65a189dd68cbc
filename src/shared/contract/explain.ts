/** What made a page, in plain words. */
import { z } from 'zod';

/** The way to a value that a page shows: "site", "title"; "menus", "main", "0", "title"; "page", ID, "title". */
export const valuePathSchema = z.array(z.string().max(1000)).max(20);

/** Where one thing comes from; `file` opens it, `url` shows it. */
export interface Origin {
  /** As a writer would say it ("The address of this page"). */
  label: string;
  /** The value itself, shortened. */
  value: string | null;
  file: string | null;
  line: number | null;
  url: string | null;
  /** The key that was read, for Technical details. */
  technical: string;
}

/** What would be made again if a file were changed. */
export interface ExplainedImpact {
  groups: {
    /** What these pages have of the file ("Pages made with it"). */
    title: string;
    total: number;
    /** The first of them, in the order of the tree. */
    pages: { url: string; title: string }[];
  }[];
  /** Feeds, site map and other files. */
  others: number;
}

export interface ExplainedPage {
  title: string;
  url: string;
  file: string | null;
  /** "It was made because …", or why the last build left it as it was. */
  reason: string;
  milliseconds: number;
  groups: {
    name: 'design' | 'parts' | 'lists' | 'facts' | 'settings' | 'pictures' | 'documents' | 'links' | 'other';
    title: string;
    origins: Origin[];
  }[];
}
