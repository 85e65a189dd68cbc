import type { SiteIndex } from '../kernel/site/site-index.ts';
import type { TraceBatch } from '../kernel/tasks.ts';

/** Numbers the trace keys of one batch, so that each travels once, with the fingerprint of what it names. */
export class TraceTable {
  readonly #keys: string[] = [];
  readonly #fingerprints: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #rows: number[] = [];

  constructor(private readonly index: SiteIndex) {}

  /** The trace of the batch's next item. */
  add(keys: readonly string[]): void {
    this.#rows.push(keys.length);
    for (const key of keys) this.#rows.push(this.#number(key));
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
      assets: this.#keys.filter((key) => key.startsWith('asset:')).map((key) => key.slice('asset:'.length)),
    };
  }
}
