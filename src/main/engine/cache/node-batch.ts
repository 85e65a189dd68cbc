/** The nodes of one frame with what they read, decoded as far as it is asked for. */
import { decodeFacts, encodeFacts } from '../../../kernel/html/facts-batch.ts';
import type { PageFacts } from '../../../kernel/html/types.ts';
import { fieldNamed } from '../../../kernel/site/fields.ts';
import { kindOf } from '../../../kernel/site/fingerprints.ts';
import type { TraceBatch } from '../../../kernel/tasks.ts';
import type { NodesFrame, RenderedNode } from './frames.ts';

export interface ReadItem {
  key: string;
  /** Of the value that was read. */
  fingerprint: string;
}

/** Numbers of keys by what they are about. */
export interface KeySubjects {
  /** One page's record alone, by the page's id: these have the same values as long as the record is the same. */
  pages: ReadonlyMap<string, readonly number[]>;
  /** A field of one page that shows other pages' records too, by the page's id. */
  shown: ReadonlyMap<string, readonly number[]>;
  /** All others, by their kind. */
  others: ReadonlyMap<string, readonly number[]>;
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
  #subjects: KeySubjects | null = null;

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

  get subjects(): KeySubjects {
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

function subjectsOf(keys: readonly string[]): KeySubjects {
  const pages = new Map<string, number[]>();
  const shown = new Map<string, number[]>();
  const others = new Map<string, number[]>();
  keys.forEach((key, number) => {
    const kind = kindOf(key);
    const page = pageOf(key, kind);
    const table = page === null ? others : isOwn(key) ? pages : shown;
    const name = page ?? kind;
    const known = table.get(name);
    if (known === undefined) table.set(name, [number]);
    else known.push(number);
  });
  return { pages, shown, others };
}

function pageOf(key: string, kind: string): string | null {
  if (kind === 'self') return key.slice('self:'.length);
  return kind === 'page' ? key.slice('page:'.length, key.lastIndexOf('.')) : null;
}

/** Whether one page's record alone decides on the value. Terms of a taxonomy do not: they show other pages' titles. */
function isOwn(key: string): boolean {
  const field = key.slice(key.lastIndexOf('.') + 1);
  return key.startsWith('self:') || fieldNamed(field) !== undefined || field.startsWith('params/');
}

function startsOf(rows: Uint32Array): number[] {
  const starts: number[] = [];
  for (let at = 0; at < rows.length; at += (rows[at] as number) + 1) starts.push(at);
  return starts;
}
