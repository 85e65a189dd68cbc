/** All nodes of one kind that are remembered, with what is asked of all of them together kept true as they come and go. */
import type { RenderedNode } from './frames.ts';
import type { NodeBatch } from './node-batch.ts';

/** A page or a text, and where what it read stands. */
export interface RememberedNode {
  node: RenderedNode;
  batch: NodeBatch;
  row: number;
}

export class NodeTable {
  readonly #byId = new Map<string, RememberedNode>();
  /** How many nodes of each batch are not outdated. */
  readonly #live = new Map<NodeBatch, number>();
  /** How many nodes asked for each asset; null: nobody wanted to know yet. */
  #readers: Map<string, number> | null = null;

  get byId(): ReadonlyMap<string, RememberedNode> {
    return this.#byId;
  }

  batches(): Iterable<NodeBatch> {
    return this.#live.keys();
  }

  set(now: RememberedNode): void {
    const { id } = now.node;
    this.#count(this.#byId.get(id), -1);
    this.#byId.set(id, now);
    this.#count(now, 1);
  }

  delete(id: string): void {
    this.#count(this.#byId.get(id), -1);
    this.#byId.delete(id);
  }

  #count(known: RememberedNode | undefined, by: 1 | -1): void {
    if (known === undefined) return;
    count(this.#live, known.batch, by);
    this.#countAssets(known, by);
  }

  retain(ids: ReadonlySet<string>): void {
    for (const id of this.#byId.keys()) if (!ids.has(id)) this.delete(id);
  }

  rowsByBatch(): Map<NodeBatch, number[]> {
    const rows = new Map<NodeBatch, number[]>();
    for (const { batch, row } of this.#byId.values()) {
      const known = rows.get(batch);
      if (known === undefined) rows.set(batch, [row]);
      else known.push(row);
    }
    return rows;
  }

  /** Names of all assets that nodes asked for, each once. */
  assetsRead(): Iterable<string> {
    if (this.#readers === null) {
      this.#readers = new Map();
      for (const known of this.#byId.values()) this.#countAssets(known, 1);
    }
    return this.#readers.keys();
  }

  #countAssets({ batch, row }: RememberedNode, by: 1 | -1): void {
    if (this.#readers === null) return;
    for (const name of batch.assetsOf(row)) count(this.#readers, name, by);
  }
}

/** Nothing that has none is kept. */
function count<Key>(counts: Map<Key, number>, key: Key, by: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + by;
  if (now === 0) counts.delete(key);
  else counts.set(key, now);
}
