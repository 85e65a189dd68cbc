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
  readonly #keys = new Interner();
  readonly #fingerprints: string[] = [];
  readonly #byNode = new Map<string, Uint32Array>();

  /**
   * One batch's traces.
   * @param traces indexes into `keys`, the batch's own table, by node id
   */
  note(
    keys: readonly string[],
    fingerprints: readonly string[],
    traces: Iterable<[id: string, trace: readonly number[]]>,
  ): void {
    const numbers = new Uint32Array(keys.length);
    for (let i = 0; i < keys.length; i++) {
      const number = this.#keys.number(keys[i] as string);
      numbers[i] = number;
      this.#fingerprints[number] = fingerprints[i] as string;
    }
    for (const [id, trace] of traces) {
      this.#byNode.set(
        id,
        Uint32Array.from(trace, (number) => numbers[number] as number),
      );
    }
  }

  /** Every key that was read, or those that the given nodes read. */
  *keys(ids?: Iterable<string>): Iterable<string> {
    if (ids === undefined) yield* this.#keys.values;
    else
      for (const id of ids) for (const number of this.#byNode.get(id) ?? []) yield this.#keys.values[number] as string;
  }

  toFile(nodes: readonly (Omit<TracedNode, 'trace' | 'links'> & { links: readonly string[] })[]): TraceFile {
    const renumbered = new Map<number, number>();
    const order: number[] = [];
    const links = new Interner();
    const traces = new Interner();
    const rows: number[][] = [];
    const renumber = (number: number): number => {
      let known = renumbered.get(number);
      if (known === undefined) {
        known = order.push(number) - 1;
        renumbered.set(number, known);
      }
      return known;
    };
    const written = nodes.map((node) => {
      const row = Array.from(this.#byNode.get(node.id) ?? [], renumber);
      const trace = traces.number(row.join(','));
      rows[trace] ??= row;
      return { ...node, trace, links: node.links.map((link) => links.number(link)) };
    });
    const keys = order.map((number) => this.#keys.values[number] as string);
    const fingerprints = order.map((number) => this.#fingerprints[number] as string);
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
