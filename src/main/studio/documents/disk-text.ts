/** Finding and reading the file of a document, never outside the folders that were granted. */
import { basename, dirname, join, resolve } from 'node:path';
import { StudioError } from '../../../shared/contract/wire.ts';
import { isGranted } from '../../engine/site/files.ts';
import { type Disk, isError, orMissing } from './disk.ts';
import { OutsideError } from './failures.ts';
import { decodeStart, decodeText, hashLater, MAX_BYTES, type ReadOnly } from './text-bytes.ts';

/** Folders that hold no texts of the writer's; writing there could make other programs do things. */
const CLOSED = /(?:^|[\\/])\.(?:git|galley)(?:[\\/]|$)/i;

export interface DiskText {
  text: string;
  bom: boolean;
  /** SHA-256 of the bytes; for what is too large to read, something that changes with it. */
  hash: string;
  problem: ReadOnly | null;
}

export interface FoundFile {
  /** Absolute, links followed; the file need not be there. */
  path: string;
  /** The granted folder that it lies in. */
  root: string;
}

/** @throws OutsideError */
export async function findFile(disk: Disk, path: string, granted: readonly string[]): Promise<FoundFile> {
  const real = await realPathOf(disk, resolve(path));
  const root = granted.find((folder) => isGranted([folder], real));
  if (root === undefined || CLOSED.test(real.slice(root.length))) {
    throw new OutsideError('This file lies outside of the folders that belong to the site, so Galley leaves it alone.');
  }
  return { path: real, root };
}

/** @returns null when there is no such file. @throws StudioError when it is no file; file errors */
export async function readDiskText(disk: Disk, path: string): Promise<DiskText | null> {
  const stat = await orMissing(disk.stat(path));
  if (stat === null) return null;
  if (!stat.isFile) throw new StudioError('cannot', `${basename(path)} is a folder or a device, not a text.`);
  try {
    if (stat.size > MAX_BYTES) {
      const start = decodeStart(await disk.readStart(path, MAX_BYTES));
      return { ...start, hash: `large:${stat.size}:${stat.modified}` };
    }
    const bytes = await disk.read(path);
    return { ...decodeText(bytes), hash: await hashLater(bytes) };
  } catch (error) {
    if (isError(error, 'ENOENT')) return null;
    if (!isError(error, 'EACCES', 'EPERM')) throw error;
    return { text: '', bom: false, hash: 'unreadable', problem: forbiddenToRead };
  }
}

/** Why nothing can be written to the file, although it can be read. */
export async function writeProblem(disk: Disk, path: string, isNew: boolean): Promise<ReadOnly | null> {
  let folder = dirname(path);
  while (isNew && (await orMissing(disk.stat(folder))) === null && dirname(folder) !== folder) folder = dirname(folder);
  const may = (isNew || (await orMissing(disk.mayWrite(path))) !== false) && (await orMissing(disk.mayWrite(folder)));
  return may === false ? forbiddenToWrite : null;
}

/** With the links of the part that exists followed. */
async function realPathOf(disk: Disk, path: string): Promise<string> {
  const real = await orMissing(disk.realpath(path));
  if (real !== null) return real;
  const parent = dirname(path);
  return parent === path ? path : join(await realPathOf(disk, parent), basename(path));
}

const forbiddenToRead: ReadOnly = {
  reason: 'no-permission',
  message: 'Galley may not read this file. Give yourself permission to read and write it, and open it again.',
};
const forbiddenToWrite: ReadOnly = {
  reason: 'no-permission',
  message:
    'Galley may not write this file or its folder, so it can only be looked at here. Give yourself permission to write there, and open it again.',
};
export const ofATheme: ReadOnly = {
  reason: 'theme',
  message: 'This file belongs to a design that comes with Galley, so it can only be looked at here.',
};
