import type { SiteIndex } from '../kernel/site/site-index.ts';
import type { TraceBatch } from '../kernel/tasks.ts';

const CONTENT = 'content:';

/** Numbers the trace keys of one batch, so that each travels once, with the fingerprint of what it names. */
export class TraceTable {
  readonly #keys: string[] = [];
  readonly #fingerprints: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #rows: number[] = [];

  constructor(private readonly index: SiteIndex) {}

  /** The trace of the batch's next item. What the texts that it shows are made of joins it. */
  add(keys: readonly string[]): void {
    const all = new Set(keys);
    // A set gives what is added while it is walked: texts may show texts, in a circle too.
    for (const key of all) {
      if (!key.startsWith(CONTENT)) continue;
      for (const read of this.index.contentNode(key.slice(CONTENT.length)).trace.keys) all.add(read);
    }
    this.#rows.push(all.size);
    for (const key of all) this.#rows.push(this.#number(key));
  }

  #number(key: string): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#keys.push(key) - 1;
      this.#numbers.set(key, number);
      this.#fingerprints.push(this.index.fingerprint(key));
    }
    return number;
  }

  toBatch(): TraceBatch {
    return {
      keys: JSON.stringify(this.#keys),
      fingerprints: JSON.stringify(this.#fingerprints),
      rows: Uint32Array.from(this.#rows),
    };
  }
}
