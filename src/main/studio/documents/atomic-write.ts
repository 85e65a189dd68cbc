/**
 * Replacing a file whole or not at all, and only if it still is what it was. Libraries for atomic writes have no place between
 * writing and renaming at which to compare, and do not sync the folder; the comparison is the point here.
 */
import { randomBytes } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import { type Disk, isError, orMissing } from './disk.ts';
import { hashLater } from './text-bytes.ts';

/** Walks and watchers skip these names: they begin with a dot and end with "~". */
const TEMPORARY = /^\.galley-(\d+)-[0-9a-f]{12}~$/;

export interface Replacement {
  /** Absolute, links followed. */
  path: string;
  bytes: Uint8Array;
  /** Hash of what must be there; null: nothing may be there. */
  expected: string | null;
  /** Called with what is replaced, before it is. Its failure keeps the file as it was. */
  keep?: (before: Uint8Array, modified: number) => Promise<void>;
}

/** `found`: the bytes that are there instead of what was expected; null: no file. */
export type Replaced = { done: true } | { done: false; found: Uint8Array | null };

/**
 * Writes under a unique temporary name beside the file, makes it durable, compares, renames, and makes the rename durable.
 * Permissions are kept. Between comparing and renaming a few microseconds remain that no system call closes.
 */
export async function replaceFile(disk: Disk, replacement: Replacement): Promise<Replaced> {
  const { path, bytes, expected } = replacement;
  const folder = dirname(path);
  const temporary = join(folder, temporaryName());
  const mode = (await orMissing(disk.stat(path)))?.mode ?? null;
  try {
    await disk.create(temporary, bytes, mode);
    const found = await orMissing(disk.read(path));
    if ((found === null ? null : await hashLater(found)) !== expected) {
      await disk.remove(temporary);
      return { done: false, found };
    }
    if (found !== null) await replacement.keep?.(found, (await disk.stat(path)).modified);
    await disk.rename(temporary, path);
  } catch (error) {
    await removeQuietly(disk, temporary);
    throw error;
  }
  await disk.syncFolder(folder);
  return { done: true };
}

/** Writes one of Galley's own files whole or not at all; what was there is replaced. */
export async function writeOwn(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(dirname(path), temporaryName());
  try {
    await disk.create(temporary, bytes, null);
    await disk.rename(temporary, path);
  } catch (error) {
    await removeQuietly(disk, temporary);
    throw error;
  }
  await disk.syncFolder(dirname(path));
}

/** Makes the folders between `root`, which must be there, and `path`. A root that was moved away must not appear again. */
export async function makeFoldersBelow(disk: Disk, root: string, path: string): Promise<void> {
  let at = root;
  for (const name of relative(root, path).split(sep)) {
    if (name === '') continue;
    const parent = at;
    at = join(at, name);
    if (await orMissing(disk.stat(at))) continue;
    try {
      await disk.makeFolder(at);
      await disk.syncFolder(parent);
    } catch (error) {
      if (!isError(error, 'EEXIST')) throw error;
    }
  }
}

/** Removes what killed programs left under temporary names in this folder. */
export async function sweepFolder(disk: Disk, folder: string): Promise<void> {
  for (const name of (await orMissing(disk.list(folder))) ?? []) {
    const pid = TEMPORARY.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await disk.remove(join(folder, name));
  }
}

function temporaryName(): string {
  return `.galley-${process.pid}-${randomBytes(6).toString('hex')}~`;
}

/** The first failure is the one to tell of: that the rest of it could not be removed either would hide why. */
async function removeQuietly(disk: Disk, path: string): Promise<void> {
  await disk.remove(path).catch(() => undefined);
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isError(error, 'EPERM');
  }
}
