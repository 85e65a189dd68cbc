/**
 * The few things that keeping texts needs of a disk. They stand behind an interface so that tests can end the program, fill
 * the disk or forbid writing between any two of them.
 */
import { constants } from 'node:fs';
import { access, chmod, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';

interface FileStat {
  isFile: boolean;
  isFolder: boolean;
  /** Permission bits. */
  mode: number;
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
}

/** Failures are Node's file errors, with their `code`. */
export interface Disk {
  read(path: string): Promise<Uint8Array>;
  /** At most the first `limit` bytes. */
  readStart(path: string, limit: number): Promise<Uint8Array>;
  stat(path: string): Promise<FileStat>;
  realpath(path: string): Promise<string>;
  mayWrite(path: string): Promise<boolean>;
  /** Writes a new file and waits until its bytes are durable. @param mode permission bits; null: the usual ones */
  create(path: string, bytes: Uint8Array, mode: number | null): Promise<void>;
  /** Adds to the end, making the file if need be, and waits until the bytes are durable. */
  append(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Nothing happens when there is no such file. A folder goes with all that is in it. */
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  list(path: string): Promise<string[]>;
  /** Waits until renames in the folder are durable. */
  syncFolder(path: string): Promise<void>;
}

export const realDisk: Disk = {
  read: (path) => readFile(path),
  readStart,
  stat: async (path) => {
    const found = await stat(path);
    const { mode, size, mtimeMs } = found;
    return {
      isFile: found.isFile(),
      isFolder: found.isDirectory(),
      mode: mode & 0o7777,
      size,
      modified: Math.floor(mtimeMs),
    };
  },
  realpath: (path) => realpath(path),
  mayWrite: async (path) => {
    try {
      await access(path, constants.W_OK);
      return true;
    } catch (error) {
      if (isError(error, 'EACCES', 'EPERM', 'EROFS')) return false;
      throw error;
    }
  },
  create,
  append,
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true, recursive: true }),
  makeFolder: async (path) => {
    await mkdir(path);
  },
  list: (path) => readdir(path),
  syncFolder,
};

/** Whether `error` is a file error with one of these codes ("ENOENT"). */
export function isError(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | null)?.code ?? '');
}

/** Answers null where `work` finds no such file or folder. */
export async function orMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isError(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

async function readStart(path: string, limit: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(limit);
    const { bytesRead } = await file.read(bytes, 0, limit, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function create(path: string, bytes: Uint8Array, mode: number | null): Promise<void> {
  const file = await open(path, 'wx', mode ?? 0o666);
  try {
    await file.writeFile(bytes);
    // What the process may not give (set-user-id) must not keep a text from being saved; the umask must not take any away.
    if (mode !== null) await chmod(path, mode & 0o777);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function append(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'a');
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Windows cannot sync a folder, and has no need to. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    // Some network disks know no such thing; then a rename is as durable as they make it.
    if (!isError(error, 'EINVAL', 'ENOTSUP', 'EPERM')) throw error;
  } finally {
    await folder.close();
  }
}
