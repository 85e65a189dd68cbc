/**
 * Where a window waits for the same processors, threads that make pages by the thousand stand back: whoever answers a person goes
 * first. The kernel of Linux knows a priority for each thread; elsewhere a process has one for all, which is left as it is.
 */
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** What `GALLEY_STAND_BACK` holds in the environment of such a thread. */
const WANTED = '1';
/** A tenth of the share of a thread of ordinary priority, and woken after it. */
const NICENESS = 10;

/** Nothing where it cannot be had: the work is the same, only the waiting is longer. */
export function standBack(): void {
  if (process.env.GALLEY_STAND_BACK !== WANTED || process.platform !== 'linux') return;
  try {
    const [thread] = readlinkSync('/proc/thread-self').split('/').slice(-1);
    setPriority(Number(thread), NICENESS);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}
