/** The work that a build is, as far as it is known before it begins. */
export interface Work {
  documents: number;
  /** Bytes of source text. */
  bytes: number;
}

/**
 * A thread is worth starting when there is this much to do: every isolate loads and warms up its own code (about 0.25 s of
 * processor time), and V8's own helper threads use a second core meanwhile. Measured on two cores; see bench/pool.ts.
 */
const COLD_DOCUMENTS = 1_500;
const COLD_BYTES = 3_000_000;
/** A running pool answers at once: one message costs less than rendering a few pages. */
const WARM_DOCUMENTS = 24;
const WARM_BYTES = 64_000;

/**
 * How many threads a build should use; 0: inline.
 * @param cores logical processors
 * @param warm whether a pool is already running
 * @param requested what the user asked for, which wins
 */
export function decideWorkers(work: Work, cores: number, warm: boolean, requested?: number): number {
  if (requested !== undefined) return Math.max(0, Math.floor(requested));
  const documents = warm ? WARM_DOCUMENTS : COLD_DOCUMENTS;
  const bytes = warm ? WARM_BYTES : COLD_BYTES;
  if (cores < 2 || (work.documents < documents && work.bytes < bytes)) return 0;
  return Math.min(cores, 8);
}
