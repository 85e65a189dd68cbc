/** Earlier renders as planning asks of them: whether anything that they read has another fingerprint now. */
import { type Difference, differenceOf, type IndexChange } from '../../../kernel/site/fingerprints.ts';
import type { SiteIndex } from '../../../kernel/site/site-index.ts';
import type { NodeKind, SiteMemory } from '../cache/memory.ts';
import type { NodeBatch } from '../cache/node-batch.ts';
import { changedPages, type PageTexts } from '../cache/page-texts.ts';
import type { EarlierRender } from './plan.ts';

const SAME = 1;
const OTHER = 2;

export interface HistoryInput {
  index: SiteIndex;
  memory: SiteMemory;
  /** Records of the index as JSON; null: nobody wrote them. */
  now: PageTexts | null;
  /** The same of the version before, when the index was made from it; else null. */
  before: PageTexts | null;
  /** How the two differ; null: in any way. */
  change: IndexChange | null;
}

/** Of a batch of which nothing can be another. */
const allSame = new Uint8Array(0);

export class History {
  readonly #index: SiteIndex;
  readonly #memory: SiteMemory;
  /** By number of a key in its batch: whether its value is the same. 0: not looked at yet. */
  readonly #states = new Map<NodeBatch, Uint8Array>();
  /** Ids of pages whose records are not what they were when all that is remembered was true; null: none is known to be. */
  readonly #changedPages: readonly string[] | null;
  /** Which keys that are not about one page's record may have another value than then; null: all may. */
  readonly #difference: Difference | null;

  constructor({ index, memory, now, before, change }: HistoryInput) {
    this.#index = index;
    this.#memory = memory;
    const { verified } = memory;
    const known = verified !== null && verified === before ? change : null;
    this.#difference = known && differenceOf(known, index);
    const changed = now === null || verified === null || known !== null ? null : changedPages(verified, now);
    this.#changedPages = known ? [...known.pages.keys()] : (changed?.map((page) => now?.ids[page] as string) ?? null);
  }

  earlier(kind: NodeKind, id: string): EarlierRender | undefined {
    const known = this.#memory.nodes(kind).get(id);
    if (known === undefined) return undefined;
    const { node, batch, row } = known;
    return { output: node.output, hash: node.hash, changed: () => this.#changed(batch, row) };
  }

  /** Ids of the nodes of a kind that may have read anything that has another fingerprint now; of no other node `changed` says so. */
  *suspects(kind: NodeKind): Generator<string> {
    const nodes = this.#memory.nodes(kind);
    for (const batch of this.#memory.batches(kind)) {
      if (this.#statesOf(batch) === allSame) continue;
      for (const { id } of batch.nodes) if (nodes.get(id)?.batch === batch) yield id;
    }
  }

  #statesOf(batch: NodeBatch): Uint8Array {
    let states = this.#states.get(batch);
    if (states === undefined) {
      states = this.#newStates(batch);
      this.#states.set(batch, states);
    }
    return states;
  }

  #changed(batch: NodeBatch, row: number): string | null {
    const states = this.#statesOf(batch);
    if (states === allSame) return null;
    for (const number of batch.rowOf(row)) {
      if (states[number] === 0) states[number] = this.#isSame(batch, number) ? SAME : OTHER;
      if (states[number] === OTHER) return batch.keys[number] as string;
    }
    return null;
  }

  #newStates(batch: NodeBatch): Uint8Array {
    if (this.#changedPages === null) return new Uint8Array(batch.keys.length);
    const asked = this.#asked(batch, this.#changedPages);
    const differ = asked.filter((number) => !this.#isSame(batch, number));
    if (differ.length === 0) return allSame;
    const states = new Uint8Array(batch.keys.length).fill(SAME);
    for (const number of differ) states[number] = OTHER;
    return states;
  }

  /** Numbers of the keys whose values may be others. */
  #asked({ subjects, keys }: NodeBatch, changed: readonly string[]): number[] {
    const difference = this.#difference;
    const asked = changed.flatMap((page) => subjects.pages.get(page) ?? []);
    if (difference === null) {
      for (const table of [subjects.shown, subjects.others])
        for (const numbers of table.values()) asked.push(...numbers);
      return asked;
    }
    asked.push(...changed.flatMap((page) => subjects.shown.get(page) ?? []));
    for (const [kind, numbers] of subjects.others) {
      if (!difference.ofKind(kind)) continue;
      for (const number of numbers) if (difference.of(keys[number] as string)) asked.push(number);
    }
    return asked;
  }

  #isSame(batch: NodeBatch, number: number): boolean {
    return this.#index.fingerprint(batch.keys[number] as string) === batch.fingerprints[number];
  }
}
