/** The nodes of one frame with what they read, decoded as far as it is asked for. */
import { decodeFacts, encodeFacts } from '../../../kernel/html/facts-batch.ts';
import type { PageFacts } from '../../../kernel/html/types.ts';
import { fieldNamed } from '../../../kernel/site/fields.ts';
import type { TraceBatch } from '../../../kernel/tasks.ts';
import type { NodesFrame, RenderedNode } from './frames.ts';

export interface ReadItem {
  key: string;
  /** Of the value that was read. */
  fingerprint: string;
}

const ASSET = 'asset:';

export class NodeBatch {
  readonly nodes: readonly RenderedNode[];
  readonly #frame: NodesFrame;
  #facts: PageFacts[] | null = null;
  #keys: string[] | null = null;
  #fingerprints: string[] | null = null;
  #starts: number[] | null = null;
  /** By number of a key: the name of the asset that it is about. */
  #assets: (string | null)[] | null = null;
  #subjects: NodeBatch['subjects'] | null = null;

  constructor(frame: NodesFrame) {
    this.#frame = frame;
    this.nodes = frame.nodes;
  }

  /** Every key of the batch once. */
  get keys(): readonly string[] {
    this.#keys ??= JSON.parse(this.#frame.traces.keys) as string[];
    return this.#keys;
  }

  get fingerprints(): readonly string[] {
    this.#fingerprints ??= JSON.parse(this.#frame.traces.fingerprints) as string[];
    return this.#fingerprints;
  }

  /**
   * Numbers of the keys that are about one page's record alone, by the page's id; and of all others. The former have the same values
   * as long as the record is the same.
   */
  get subjects(): { pages: ReadonlyMap<string, readonly number[]>; others: readonly number[] } {
    this.#subjects ??= subjectsOf(this.keys);
    return this.#subjects;
  }

  /** What a node read: indexes into `keys`. */
  rowOf(row: number): Uint32Array {
    const { rows } = this.#frame.traces;
    this.#starts ??= startsOf(rows);
    const start = this.#starts[row] as number;
    return rows.subarray(start + 1, start + 1 + (rows[start] as number));
  }

  readsOf(row: number): ReadItem[] {
    return Array.from(this.rowOf(row), (number) => ({
      key: this.keys[number] as string,
      fingerprint: this.fingerprints[number] as string,
    }));
  }

  /** Of a page. */
  factsOf(row: number): PageFacts {
    if (this.#frame.facts === null) throw new Error('texts have no facts');
    this.#facts ??= decodeFacts(this.#frame.facts);
    return this.#facts[row] as PageFacts;
  }

  /** Names of the assets that a node asked for, each once. */
  assetsOf(row: number): string[] {
    this.#assets ??= this.keys.map((key) => (key.startsWith(ASSET) ? key.slice(ASSET.length) : null));
    const names: string[] = [];
    for (const number of this.rowOf(row)) {
      const name = this.#assets[number] as string | null;
      if (name !== null) names.push(name);
    }
    return names;
  }

  /** With these nodes only. */
  frame(rows: readonly number[]): NodesFrame {
    const { kind, facts, nodes } = this.#frame;
    if (rows.length === nodes.length) return this.#frame;
    return {
      kind,
      nodes: rows.map((row) => nodes[row] as RenderedNode),
      facts: facts === null ? null : encodeFacts(rows.map((row) => this.factsOf(row))),
      traces: this.#traces(rows),
    };
  }

  #traces(rows: readonly number[]): TraceBatch {
    const numbers = new Map<number, number>();
    const kept: number[] = [];
    for (const row of rows) {
      const reads = this.rowOf(row);
      kept.push(reads.length);
      for (const number of reads) {
        if (!numbers.has(number)) numbers.set(number, numbers.size);
        kept.push(numbers.get(number) as number);
      }
    }
    const old = [...numbers.keys()];
    return {
      keys: JSON.stringify(old.map((number) => this.keys[number])),
      fingerprints: JSON.stringify(old.map((number) => this.fingerprints[number])),
      rows: Uint32Array.from(kept),
    };
  }
}

function subjectsOf(keys: readonly string[]): NodeBatch['subjects'] {
  const pages = new Map<string, number[]>();
  const others: number[] = [];
  keys.forEach((key, number) => {
    const page = subjectOf(key);
    const known = page === null ? others : pages.get(page);
    if (known !== undefined) known.push(number);
    else pages.set(page as string, [number]);
  });
  return { pages, others };
}

/** null: more than one page's record decides on the value. Terms of a taxonomy do: they show other pages' titles. */
function subjectOf(key: string): string | null {
  if (key.startsWith('self:')) return key.slice('self:'.length);
  if (!key.startsWith('page:')) return null;
  const dot = key.lastIndexOf('.');
  const field = key.slice(dot + 1);
  return fieldNamed(field) !== undefined || field.startsWith('params/') ? key.slice('page:'.length, dot) : null;
}

function startsOf(rows: Uint32Array): number[] {
  const starts: number[] = [];
  for (let at = 0; at < rows.length; at += (rows[at] as number) + 1) starts.push(at);
  return starts;
}
