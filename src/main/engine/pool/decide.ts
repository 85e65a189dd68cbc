/** The work that a build is, as far as it is known before it begins. */
export interface Work {
  documents: number;
  /** Bytes of source text. */
  bytes: number;
}

/**
 * A thread is worth starting when there is this much to do: every isolate loads and warms up its own code (about 0.25 s of
 * processor time), and V8's own helper threads use a second core meanwhile. Measured on two cores: 2,000 short
 * texts and 949 long ones (6.4 MB) are faster inline, 10,000 short ones are not.
 */
const COLD_DOCUMENTS = 4_000;
const COLD_BYTES = 12_000_000;
/** A running pool answers at once: one message costs less than rendering a few pages. */
const WARM_DOCUMENTS = 24;
const WARM_BYTES = 64_000;

export interface Lanes {
  /** 0: inline. */
  threads: number;
  /** The orchestrator's own thread does tasks too. */
  own: boolean;
}

/** What the program that builds allows and has. */
export interface Means {
  /** Logical processors. */
  cores: number;
  /** A pool is already running. */
  warm: boolean;
  /** The orchestrator's thread may do tasks: nobody waits for it, and the site is not a stranger's. */
  ownThread: boolean;
  /** Threads that the user asked for, which wins. */
  requested?: number | undefined;
}

const MOST_THREADS = 8;

/** Who does the tasks of a build. */
export function decideLanes(work: Work, { cores, warm, ownThread, requested }: Means): Lanes {
  if (requested !== undefined) {
    const threads = Math.max(0, Math.floor(requested));
    return { threads, own: threads === 0 };
  }
  // Inline is for the command line: where a window waits, and strangers' texts are read, threads do it however little it is.
  if (!ownThread) return { threads: Math.min(cores, MOST_THREADS), own: false };
  const documents = warm ? WARM_DOCUMENTS : COLD_DOCUMENTS;
  const bytes = warm ? WARM_BYTES : COLD_BYTES;
  if (cores < 2 || (work.documents < documents && work.bytes < bytes)) return { threads: 0, own: true };
  return { threads: Math.min(cores - 1, MOST_THREADS), own: true };
}
