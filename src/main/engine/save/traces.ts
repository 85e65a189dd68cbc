/**
 * What each page of the last build read. The batches' tables are kept as the workers made them, since thousands of traces
 * are written for each one that is asked for. Read by `explain`.
 */
import { readFile } from 'node:fs/promises';
import type { TraceBatch } from '../../../kernel/tasks.ts';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';
import { writeAtomic } from './atomic.ts';

export interface TracedNode {
  id: string;
  url: string;
  source: string | null;
  output: string;
  template: string;
  reason: string;
  milliseconds: number;
  /** Codes of the proofs that touch it. */
  proofs: string[];
  /** Number of its batch, and its place there; null: it was not rendered. */
  batch: number | null;
  row: number;
}

/** What it takes to say which assets a page uses, and where the page is. */
export type AssetTable = Pick<SiteSnapshot, 'basePath' | 'config' | 'assets' | 'statics'> & {
  /** The output folder, absolute. */
  out: string;
  variants: { asset: string; output: string }[];
};

/** Collects traces while batches end, in any order. */
export class TraceBook {
  readonly #batches: TraceBatch[] = [];
  readonly #places = new Map<string, { batch: number; row: number }>();
  readonly #assets = new Set<string>();
  readonly #textAssets = new Set<string>();

  /** @param ids of the batch's items, in their order */
  note(traces: TraceBatch, ids: readonly string[], kind: 'page' | 'text'): void {
    const batch = this.#batches.push(traces) - 1;
    ids.forEach((id, row) => {
      this.#places.set(id, { batch, row });
    });
    for (const asset of traces.assets) {
      this.#assets.add(asset);
      if (kind === 'text') this.#textAssets.add(asset);
    }
  }

  /** Names of all assets that were asked for, whether or not a page's HTML refers to them: a script may get an address as data. */
  get assets(): ReadonlySet<string> {
    return this.#assets;
  }

  /** Those that feeds and other texts asked for. */
  get textAssets(): ReadonlySet<string> {
    return this.#textAssets;
  }

  /** The file, line by line: what it is, the assets, a line for each part of each batch, a line a node. */
  *lines(assets: AssetTable, nodes: Iterable<Omit<TracedNode, 'batch' | 'row'>>): Iterable<string> {
    yield JSON.stringify({ format: FORMAT, batches: this.#batches.length });
    yield JSON.stringify(assets);
    for (const { keys, fingerprints, rows } of this.#batches) {
      yield keys;
      yield fingerprints;
      yield `[${rows.join()}]`;
    }
    for (const node of nodes)
      yield JSON.stringify({ ...node, ...(this.#places.get(node.id) ?? { batch: null, row: 0 }) });
  }
}

const FORMAT = 1;

export async function saveTraces(path: string, lines: Iterable<string>): Promise<void> {
  await writeAtomic(path, `${[...lines].join('\n')}\n`);
}

export interface ReadItem {
  key: string;
  fingerprint: string;
}

/** The traces of one build, decoded as far as they are asked for. */
export class SavedTraces {
  constructor(
    readonly assets: AssetTable,
    readonly nodes: readonly TracedNode[],
    private readonly batches: readonly string[],
  ) {}

  reads(node: TracedNode): ReadItem[] {
    if (node.batch === null) return [];
    const [keys, fingerprints, rows] = [0, 1, 2].map((part) =>
      JSON.parse(this.batches[(node.batch as number) * 3 + part] as string),
    ) as [string[], string[], number[]];
    let at = 0;
    for (let row = 0; row < node.row; row++) at += (rows[at] as number) + 1;
    const numbers = rows.slice(at + 1, at + 1 + (rows[at] as number));
    return numbers.map((number) => ({ key: keys[number] as string, fingerprint: fingerprints[number] as string }));
  }
}

/** Null when no build has left traces, or they cannot be read: they are a cache. */
export async function readTraces(path: string): Promise<SavedTraces | null> {
  try {
    const [head, assets, ...rest] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const { format, batches } = JSON.parse(head as string) as { format: number; batches: number };
    if (format !== FORMAT) return null;
    const nodes = rest.slice(batches * 3).map((line) => JSON.parse(line) as TracedNode);
    return new SavedTraces(JSON.parse(assets as string) as AssetTable, nodes, rest.slice(0, batches * 3));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
