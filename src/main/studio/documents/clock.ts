/** Time is given, so that tests can say when a second is over. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `work` once after `delay` milliseconds. @returns what calls it off */
  after(delay: number, work: () => void): () => void;
}

export const realClock: Clock = {
  now: () => Date.now(),
  after: (delay, work) => {
    const timer = setTimeout(work, delay);
    return () => clearTimeout(timer);
  },
};
