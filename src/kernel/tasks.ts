/**
 * The messages between the orchestrator and the pool's tasks: plain data, made to be cheap to clone. The engine and the
 * workers both import these types; neither imports the other.
 */
import type { MarkdownOptions } from '../shared/config.ts';
import type { ParsedDocument } from '../shared/document.ts';
import type { Finding } from '../shared/proof.ts';
import type { PageNumber, PageRecord, SiteSnapshot } from '../shared/snapshot.ts';
import type { FactsBatch } from './html/facts-batch.ts';
import type { IndexChange } from './site/fingerprints.ts';
import type { IndexOverlay } from './site/overlay-index.ts';
import type { ImageRequest } from './trace/recorder.ts';

export interface ParseTask {
  /** `known`: the `hash` of what earlier parsing made; a document that has it still is not parsed again. */
  documents: { source: string; path: string; known?: string }[];
  language: string;
  markdown: MarkdownOptions;
}

export interface ParseResult {
  /** JSON of ParsedDocument[], without those that are the same: one string is cheaper to pass than many objects. Body offsets count within `bodies`. */
  documents: string;
  /** Which of the task's documents have the hash that was known. */
  same: number[];
  /** Stat signature of each file as it was before it was read. */
  signatures: string[];
  /** The encoded bodies, one after the other; transferred. */
  bodies: Uint8Array<ArrayBuffer>;
}

/** A document as an editor holds it. */
export interface ParseTextTask {
  source: string;
  text: string;
  language: string;
  markdown: MarkdownOptions;
  marks: boolean;
}

export interface ParseTextResult {
  document: ParsedDocument;
  /** Encoded. */
  body: Uint8Array;
  /** Encoded, with marks; null: they were not asked for, or there is no place for any. */
  marked: Uint8Array | null;
}

/**
 * One version of the site index. Workers decode `snapshot` (JSON, UTF-8) once and keep it; null when nobody needs to, because the
 * orchestrator's thread has it and works alone. A later version that differs little is the same snapshot and a patch.
 */
export interface SiteRef {
  /** Unique per open site and process. */
  site: string;
  version: number;
  snapshot: SharedArrayBuffer | null;
  /** The version that `snapshot` is of. */
  base: number;
  /** JSON of SnapshotPatch: what makes this version of it; null: it is this version. */
  patch: SharedArrayBuffer | null;
  /** How it differs from all versions from `since` on; null: in any way. */
  change: { since: number; of: IndexChange } | null;
  bodies: SharedArrayBuffer[];
  /** Part of every variant's name: what encodes the images. */
  encoder: string;
}

/** The pages of both versions are the same, in the same order; some have other records. */
export interface SnapshotPatch {
  pages: [PageNumber, PageRecord][];
  rest: Omit<SiteSnapshot, 'pages'>;
}

/** What we know of a file of ours in the output folder. `hash` is null when a killed build may have touched it. */
export interface KnownOutput {
  size: number;
  hash: string | null;
  signature: string;
}

/** Where to write, and what is already ours there, in the order of the task's items; null for all: nothing is. */
export interface WriteOrder {
  out: string;
  known: (KnownOutput | null)[] | null;
  /** Files that are not known to be ours may be taken over. */
  adopt: boolean;
  /** Folder for the last good version of a page that a degraded one replaces; null: none is kept. */
  lastGood: string | null;
}

export interface OutputFile {
  /** Relative to the output folder, `/`. */
  path: string;
  size: number;
  hash: string;
  signature: string;
  /** `foreign`: something that is not ours lies there and was left alone. `failed`: `problem` says why. */
  state: 'written' | 'unchanged' | 'foreign' | 'failed';
  problem?: string;
}

export interface RenderTask {
  site: SiteRef;
  pages: PageNumber[];
  write: WriteOrder;
}

export interface RenderedPage {
  page: PageNumber;
  output: OutputFile;
  degraded: boolean;
  /** Wall milliseconds of its render and facts. */
  milliseconds: number;
  findings: Finding[];
  requests: ImageRequest[];
}

/** The traces of one batch, in the order of its items: made to be kept and written as they are, and decoded for few. */
export interface TraceBatch {
  /** JSON: every trace key of the batch once. */
  keys: string;
  /** JSON: the fingerprint of the value behind each key. */
  fingerprints: string;
  /** For each item the number of its keys, then indexes into `keys`. */
  rows: Uint32Array<ArrayBuffer>;
}

export interface RenderResult {
  pages: RenderedPage[];
  facts: FactsBatch;
  traces: TraceBatch;
}

/** A text that is not a page: feed, sitemap, robots.txt, a redirect. `context` names what the template sees. */
export interface TextItem {
  template: string;
  output: string;
  /** Id of the node for its trace ("feed:posts"). */
  id: string;
  kind: 'feed' | 'sitemap' | 'robots' | 'redirect';
  /** feed: the list's page; redirect: the target. */
  page: PageNumber | null;
}

export interface TextTask {
  site: SiteRef;
  items: TextItem[];
  write: WriteOrder;
}

export interface RenderedText {
  output: OutputFile;
  findings: Finding[];
  requests: ImageRequest[];
  /** False when its template failed: nothing was written. */
  made: boolean;
}

export interface TextResult {
  texts: RenderedText[];
  traces: TraceBatch;
}

/** Places files as they are: copied from a path, or from bytes that the orchestrator holds. */
export interface CopyTask {
  items: { from: string | Uint8Array; output: string }[];
  write: WriteOrder;
}

export interface CopyResult {
  outputs: OutputFile[];
}

/** Rebuilds lost facts from pages that are on disk. */
export interface TrackTask {
  out: string;
  paths: string[];
}

export interface TrackResult {
  /** In the order of `paths`. A page that cannot be read has empty facts and a problem. */
  facts: FactsBatch;
  problems: (string | null)[];
}

/** Renders one page for the preview: nothing is written. */
export interface ShowTask {
  site: SiteRef;
  page: PageNumber;
  overlay: IndexOverlay;
  /** Encoded bodies that the overlay's patches name: the first is buffer `site.bodies.length`. */
  bodies: Uint8Array[];
  marks: boolean;
  /** See ShowRequest. */
  trusting: boolean;
  /** null: the page has none. Needed for marks only. */
  document: MarkSource | null;
}

/** The document whose lines the marks name. */
export interface MarkSource {
  source: string;
  /** Absolute; read when `text` is null. */
  path: string;
  text: string | null;
  /** Of `text`, as ParseTextResult has it. */
  marked: Uint8Array | null;
  language: string;
  markdown: MarkdownOptions;
}

export interface ShowResult {
  html: string;
  degraded: boolean;
  template: string;
  findings: Finding[];
  requests: ImageRequest[];
  /** Its marks were not compared with the page without them. */
  trusted: boolean;
  /** Wall milliseconds of the render; of the one without marks where there were several. */
  milliseconds: number;
}

/** What the audit renders once more: a page, or a text. */
export type AuditedItem = { output: string } & ({ page: PageNumber } | { text: TextItem });

/** Renders and compares with what lies in the output folder: nothing is written. */
export interface AuditTask {
  site: SiteRef;
  out: string;
  items: AuditedItem[];
}

export interface AuditedNode {
  /** Hash of what was made now; null: nothing can be, because the template of a text failed. */
  made: string | null;
  /** Hash of what lies in the output folder; null: there is no such file, or none that can be read. */
  found: string | null;
  /** Where these two differ, both. */
  versions: { made: Uint8Array | null; found: Uint8Array | null };
}

export interface AuditResult {
  /** In the order of the items. */
  nodes: AuditedNode[];
  traces: TraceBatch;
}
