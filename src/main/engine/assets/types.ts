/** What preparing assets needs and gives. */
import type { Finding } from '../../../shared/proof.ts';
import type { AssetRecord } from '../../../shared/snapshot.ts';

/** A file under assets/ that won its name: the site's own before its theme's. */
export interface AssetFile {
  /** Relative to assets/, NFC. Unique in a list. */
  name: string;
  /** Relative to the site, or "theme:journal/assets/css/main.css". */
  source: string;
  /** Absolute. */
  path: string;
  bytes: number;
}

/**
 * A file that is copied as it is: a bundle's resource, or a file of static/. Its `name` is what templates and documents know
 * it by: the source for a resource ("content/trip/photo.jpg"), "static/…" for a static file, the theme's too.
 */
export interface CopiedFile extends AssetFile {
  /** Root-relative with base path, percent-encoded. */
  url: string;
  /** Path in public/. */
  output: string;
}

/**
 * Runs one image task, in a thread or inline: `imageInfo`, `hashFiles` or `encodeVariant` of src/worker/images.ts.
 * @throws WorkerLost when the thread died
 */
export type RunTask = (task: string, message: unknown) => Promise<unknown>;

export interface PrepareInput {
  assets: readonly AssetFile[];
  copies: readonly CopiedFile[];
  /** Every path that public/ will have as a copy, whether or not it is in `copies`: what a style sheet may point at. */
  statics: readonly string[];
  /** "/" or "/birds/". */
  basePath: string;
  /** Absolute folder for results of earlier builds; safe to delete. */
  cacheFolder: string;
  run: RunTask;
  /** Absent: threads and cores decide. How many tasks are under way at a time. */
  parallel?: number;
  signal?: AbortSignal;
}

/** Where the bytes of an output come from. */
export type OutputSource = { from: 'memory'; bytes: Uint8Array } | { from: 'file'; path: string };

export interface PreparedAssets {
  /** By name, by code point: assets first by their names, resources and static files by theirs. */
  assets: AssetRecord[];
  findings: Finding[];
  /** What may be written, by path in public/: files under assets/ only, since the others are copied anyway. */
  outputs: Map<string, OutputSource>;
  /** Absolute path of the file behind each asset that is a picture, by name: what variants are made of. */
  originals: Map<string, string>;
}
