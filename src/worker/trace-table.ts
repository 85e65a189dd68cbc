import type { SiteIndex } from '../kernel/site/site-index.ts';

/** Numbers the trace keys of one batch, so that each travels once, with the fingerprint of what it names. */
export class TraceTable {
  readonly keys: string[] = [];
  readonly fingerprints: string[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(private readonly index: SiteIndex) {}

  numbers(keys: readonly string[]): number[] {
    return keys.map((key) => {
      let number = this.#numbers.get(key);
      if (number === undefined) {
        number = this.keys.length;
        this.#numbers.set(key, number);
        this.keys.push(key);
        this.fingerprints.push(this.index.fingerprint(key));
      }
      return number;
    });
  }
}
