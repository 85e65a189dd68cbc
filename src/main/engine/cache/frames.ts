/** What the cache file holds, frame by frame. Of two entries with one name the later counts. */
import type { FactsBatch } from '../../../kernel/html/facts-batch.ts';
import type { TraceBatch } from '../../../kernel/tasks.ts';
import type { ImageRequest } from '../../../kernel/trace/recorder.ts';
import type { Finding } from '../../../shared/proof.ts';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';

/** What a page or a text came to when it was rendered last. */
export interface RenderedNode {
  id: string;
  /** Path in public/. */
  output: string;
  /** Of the bytes; null: nothing was written, because its template failed or something else lies there. */
  hash: string | null;
  degraded: boolean;
  milliseconds: number;
  findings: Finding[];
  requests: ImageRequest[];
  /** Why it was rendered. */
  reason: string;
  /** ISO instant at which the build that rendered it began. */
  rendered: string;
  url: string;
  source: string | null;
  template: string;
}

export interface DocumentsFrame {
  kind: 'documents';
  /** JSON of ParsedDocument[]; body offsets count within `bodies`. */
  documents: string;
  /** In their order; "" proves nothing. */
  signatures: string[];
  bodies: Uint8Array;
}

/** Some of these nodes may be outdated by later frames. */
export interface NodesFrame {
  kind: 'pages' | 'texts';
  nodes: RenderedNode[];
  /** In their order; null for texts. */
  facts: FactsBatch | null;
  traces: TraceBatch;
}

/** A file that was put into public/ as it is. */
export interface PlacedFile {
  output: string;
  /** Where it came from, absolute; "" for what is made from inputs that its name is the hash of. */
  from: string;
  /** Of that file; "" proves nothing. */
  signature: string;
  hash: string;
}

export interface FilesFrame {
  kind: 'files';
  files: PlacedFile[];
}

/** What it takes to say which assets a page uses, and where the page is. */
export type AssetTable = Pick<SiteSnapshot, 'basePath' | 'config' | 'assets' | 'statics'> & {
  /** The output folder, absolute. */
  out: string;
  variants: { asset: string; output: string }[];
};

/** Replaced whole. */
export interface SettingsFrame {
  kind: 'settings';
  /** What all renders depend on without reading it, by name, as text. */
  common: Record<string, string>;
  /** JSON of AssetTable. */
  table: string;
}

export type Frame = DocumentsFrame | NodesFrame | FilesFrame | SettingsFrame;
