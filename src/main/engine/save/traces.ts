/**
 * What each page of the last build read and referred to. Keys and fingerprints stand once in a table; equal traces are one
 * row. Read by `explain`.
 */
import { readFile } from 'node:fs/promises';
import { writeAtomic } from './atomic.ts';

export interface TracedNode {
  id: string;
  url: string;
  source: string | null;
  output: string;
  template: string;
  reason: string;
  milliseconds: number;
  /** Index into TraceFile.traces. */
  trace: number;
  assets: string[];
  /** Indexes into TraceFile.links. */
  links: number[];
  /** Codes of the proofs that touch it. */
  proofs: string[];
}

export interface TraceFile {
  format: 1;
  keys: string[];
  fingerprints: string[];
  traces: number[][];
  links: string[];
  nodes: TracedNode[];
}

/** Collects traces while batches end, in any order; the file that comes out does not depend on that order. */
export class TraceBook {
  readonly #fingerprints = new Map<string, string>();
  readonly #byNode = new Map<string, string[]>();

  /** @param numbers indexes into `keys`, the batch's own table */
  note(id: string, numbers: readonly number[], keys: readonly string[], fingerprints: readonly string[]): void {
    const names: string[] = [];
    for (const number of numbers) {
      const key = keys[number] as string;
      names.push(key);
      this.#fingerprints.set(key, fingerprints[number] as string);
    }
    this.#byNode.set(id, names);
  }

  /** Every key that was read, or those that the given nodes read. */
  *keys(ids?: Iterable<string>): Iterable<string> {
    if (ids === undefined) yield* this.#fingerprints.keys();
    else for (const id of ids) yield* this.keysOf(id);
  }

  keysOf(id: string): readonly string[] {
    return this.#byNode.get(id) ?? [];
  }

  toFile(nodes: readonly (Omit<TracedNode, 'trace' | 'links'> & { links: readonly string[] })[]): TraceFile {
    const keys = [...this.#fingerprints.keys()].sort();
    const numberOf = new Map(keys.map((key, i) => [key, i]));
    const links = new Interner();
    const traces = new Interner();
    const rows: number[][] = [];
    const written = nodes.map((node) => {
      const row = this.keysOf(node.id).map((key) => numberOf.get(key) as number);
      const trace = traces.number(row.join(','));
      rows[trace] ??= row;
      return { ...node, trace, links: node.links.map((link) => links.number(link)) };
    });
    const fingerprints = keys.map((key) => this.#fingerprints.get(key) as string);
    return { format: 1, keys, fingerprints, traces: rows, links: links.values, nodes: written };
  }
}

class Interner {
  readonly values: string[] = [];
  readonly #numbers = new Map<string, number>();

  number(value: string): number {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.#numbers.set(value, number);
    }
    return number;
  }
}

export async function saveTraces(path: string, file: TraceFile): Promise<void> {
  await writeAtomic(path, JSON.stringify(file));
}

/** Null when no build has left traces, or they are of another format: they are a cache. */
export async function readTraces(path: string): Promise<TraceFile | null> {
  try {
    const file = JSON.parse(await readFile(path, 'utf8')) as TraceFile;
    return file.format === 1 ? file : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
