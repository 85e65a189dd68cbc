/** A date as templates see it: an instant and the clock of the place where it was written. */

/** Printed, it is ISO 8601; compared with `<` and `>`, it is its instant. Immutable. */
export class SiteDate {
  #timestamp: number | null = null;

  /** @param iso full ISO 8601 with offset ("2024-05-01T09:30:00+01:00") */
  constructor(readonly iso: string) {
    Object.freeze(this);
  }

  get year(): number {
    return Number.parseInt(this.iso, 10);
  }

  /** 1 to 12. */
  get month(): number {
    return Number(this.iso.slice(5, 7));
  }

  get day(): number {
    return Number(this.iso.slice(8, 10));
  }

  get hour(): number {
    return Number(this.iso.slice(11, 13));
  }

  get minute(): number {
    return Number(this.iso.slice(14, 16));
  }

  /** Milliseconds since 1970 in UTC. */
  get timestamp(): number {
    if (this.#timestamp === null) this.#timestamp = Date.parse(this.iso);
    return this.#timestamp;
  }

  toString(): string {
    return this.iso;
  }

  toJSON(): string {
    return this.iso;
  }

  [Symbol.toPrimitive](hint: string): string | number {
    return hint === 'number' ? this.timestamp : this.iso;
  }
}
