/** Earlier renders as planning asks of them: whether anything that they read has another fingerprint now. */
import type { SiteIndex } from '../../../kernel/site/site-index.ts';
import type { NodeKind, SiteMemory } from '../cache/memory.ts';
import type { NodeBatch } from '../cache/node-batch.ts';
import type { EarlierRender } from './plan.ts';

const SAME = 1;
const OTHER = 2;

export class History {
  readonly #index: SiteIndex;
  readonly #memory: SiteMemory;
  /** By number of a key in its batch: whether its value is the same. 0: not looked at yet. */
  readonly #states = new Map<NodeBatch, Uint8Array>();

  constructor(index: SiteIndex, memory: SiteMemory) {
    this.#index = index;
    this.#memory = memory;
  }

  earlier(kind: NodeKind, id: string): EarlierRender | undefined {
    const known = this.#memory.nodes(kind).get(id);
    if (known === undefined) return undefined;
    const { node, batch, row } = known;
    return { output: node.output, hash: node.hash, changed: () => this.#changed(batch, row) };
  }

  #changed(batch: NodeBatch, row: number): string | null {
    let states = this.#states.get(batch);
    if (states === undefined) {
      states = new Uint8Array(batch.keys.length);
      this.#states.set(batch, states);
    }
    for (const number of batch.rowOf(row)) {
      if (states[number] === 0) states[number] = this.#isSame(batch, number) ? SAME : OTHER;
      if (states[number] === OTHER) return batch.keys[number] as string;
    }
    return null;
  }

  #isSame(batch: NodeBatch, number: number): boolean {
    return this.#index.fingerprint(batch.keys[number] as string) === batch.fingerprints[number];
  }
}
