/** What the watcher takes from the machine. */
import { readFileSync, watch } from 'node:fs';

export interface Watching {
  close(): void;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

export interface WatchSystem {
  /** @throws NodeJS.ErrnoException ENOSPC, EMFILE: too many are watched */
  watch(folder: string, listener: (event: string, name: string | null) => void): Watching;
  /** One watch hears all that is below its folder. */
  recursive: boolean;
  /** So many events may wait to be read; the system drops what comes then, without a word. */
  queue: number;
  /** Milliseconds by the clock on the wall, which goes on while the machine sleeps. */
  wall(): number;
  /** Milliseconds by a clock that nobody sets. */
  steady(): number;
}

/**
 * On Linux one watch a folder: Node's own recursive one sets one a file there. Elsewhere the system has watches over whole trees, and
 * Windows renames no folder in which another one is watched.
 */
const recursive = process.platform === 'darwin' || process.platform === 'win32';

export const realSystem: WatchSystem = {
  watch: (folder, listener) => watch(folder, { persistent: false, recursive }, listener),
  recursive,
  queue: process.platform === 'linux' ? queueOfLinux() : 16_384,
  wall: () => Date.now(),
  steady: () => performance.now(),
};

function queueOfLinux(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'), 10);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return 16_384;
  }
}
