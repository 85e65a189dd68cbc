/** Choices that a seed decides, so that a sequence of edits can be run again. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** 0 ≤ number < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] as T;
  }

  /** undefined: there is nothing to choose from. */
  among<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  word(): string {
    const word = this.pick(['owl', 'wren', 'heron', 'kite', 'tern', 'crow', 'swan', 'lark']);
    return this.chance(0.4) ? word + this.below(20) : word;
  }
}
