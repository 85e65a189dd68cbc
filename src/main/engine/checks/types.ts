/** What the checks are given. They judge facts and the site's model; a text is asked for only to say where something stands. */
import type { PageFacts, Reference } from '../../../kernel/html/types.ts';
import type { Place } from '../../../shared/proof.ts';
import type { PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import type { PageFinding } from '../build-state.ts';
import type { AssetMap } from './asset-map.ts';

export interface CheckedPage {
  /** Root-relative, with the base path. */
  url: string;
  /** Path in public/. */
  output: string;
  facts: PageFacts;
  /** null: an output without a page of its own (a redirect), which is not checked for what readers would see. */
  record: PageRecord | null;
  degraded: boolean;
}

/** The document that a page is made of, as it is written. */
export interface WrittenDocument {
  source: string;
  /** Without a byte order mark. */
  text: string;
  /** Those of its Markdown, in order. */
  headings: readonly { level: number; text: string }[];
}

export interface CheckInput {
  /** In the order of the site's index: which names are suggested may depend on it. */
  pages: readonly CheckedPage[];
  /** Every path that public/ has: pages, assets and variants that were asked for, copies, feeds, redirects. */
  files: { has(path: string): boolean; keys(): Iterable<string> };
  snapshot: SiteSnapshot;
  /** Holds an entry of each page, made from the same facts. */
  assets: AssetMap;
  /** Names of assets that something other than a page's HTML uses (a feed, a text pasted by a template). */
  usedElsewhere: ReadonlySet<string>;
  /** What earlier phases found: a missing link or picture that they reported is not reported again. */
  findings: readonly PageFinding[];
  /** Where a reference stands in a document, as far as is known. `page` is a URL, `url` is as the page has it. */
  origin: ((page: string, url: string) => Place | null) | null;
  /** `files` has the paths that it had at the last check. */
  sameFiles: boolean;
  /** Asked for pages in trouble only. null: the page is made of none, or it cannot be read. */
  document: (page: CheckedPage) => WrittenDocument | null;
}

export type ReferenceTrouble =
  /** `near`: the path that differs by case only, or null. */
  | { kind: 'missing'; path: string; isPage: boolean; near: string | null }
  /** The page is there, the part is not. `near` is the most similar id. */
  | { kind: 'anchor'; path: string; id: string; near: string | null }
  /** `near`: where it would be below the base path, when something is there. */
  | { kind: 'outside-base'; path: string; near: string | null }
  | { kind: 'unreadable' };

/** A reference that leads nowhere. */
export interface TroubledReference {
  page: CheckedPage;
  reference: Reference;
  trouble: ReferenceTrouble;
}

export interface CheckContext extends CheckInput {
  /** Of the pages whose content is judged those of which a check may say something. */
  contentPages: readonly CheckedPage[];
  /** Titles that several of the pages that should have their own have, with these. */
  sharedTitles: readonly (readonly [title: string, pages: readonly CheckedPage[]])[];
  troubled: readonly TroubledReference[];
}

/** One check. Pure; the order of its findings does not matter. */
export type Check = (context: CheckContext) => PageFinding[];
