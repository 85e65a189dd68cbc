/** What the watcher takes from the machine. */
import { readFileSync, statfsSync, watch } from 'node:fs';

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
  /** Whether other machines may change the folder, of which no watch here tells. */
  isShared(folder: string): boolean;
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
  isShared: (folder) => process.platform === 'linux' && shared.has(fileSystemOf(folder)),
  wall: () => Date.now(),
  steady: () => performance.now(),
};

/** Linux's numbers of file systems whose other end may be elsewhere: NFS, SMB (three), 9P, FUSE (sshfs, virtiofs), VirtualBox, Ceph, AFS. */
const shared = new Set([
  ...[0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546],
  ...[0x786f4256, 0x00c36400, 0x5346414f, 0x6b414653],
]);

function fileSystemOf(folder: string): number {
  try {
    // Some systems give it with a sign.
    return statfsSync(folder).type >>> 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return 0;
  }
}

function queueOfLinux(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'), 10);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return 16_384;
  }
}
