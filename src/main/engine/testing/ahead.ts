/** Files that look as if nobody had touched them for a while, without waiting for that. */

/**
 * Does some work with a clock that is ahead of the disk's, so that what was written just now counts as settled. What is written during
 * the work must not be written once more within a tick of the disk's clock.
 */
export async function ahead<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const Real = globalThis.Date;
  globalThis.Date = class extends Real {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(Real.now() + milliseconds);
      else super(...(given as [number]));
    }
    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Real;
    }
    static override now(): number {
      return Real.now() + milliseconds;
    }
  } as DateConstructor;
  try {
    return await work();
  } finally {
    globalThis.Date = Real;
  }
}
