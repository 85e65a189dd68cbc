/**
 * Puts one file into the output folder: nothing happens when it is there already, nothing of anybody else's is touched,
 * and a reader never sees half a file that replaced a whole one.
 */

import { hash as digest, randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import type { KnownOutput, OutputFile, WriteOrder } from '../kernel/tasks.ts';

/** Folders that this thread has made; only saves calls, since a folder that has gone is made again. */
const made = new Set<string>();
const MOST_REMEMBERED = 200_000;

export function hashBytes(bytes: Uint8Array): string {
  return digest('sha256', bytes, 'hex').slice(0, 32);
}

/** What tells, without reading it, that a file is the one that we wrote. */
function signatureOf(stat: Stats): string {
  return `${stat.size}:${stat.mtimeMs}:${stat.ctimeMs}:${stat.ino}`;
}

/**
 * @param path relative to the order's output folder
 * @param known what we know of an earlier file of ours at this path; null when there is none
 */
export function writeOutput(order: WriteOrder, path: string, bytes: Uint8Array, known: KnownOutput | null): OutputFile {
  const file = `${order.out}/${path}`;
  const hash = hashBytes(bytes);
  const size = bytes.byteLength;
  try {
    if (known !== null || order.adopt) {
      const signature = sameOnDisk(file, bytes, hash, known);
      if (signature !== null) return { path, size, hash, signature, state: 'unchanged' };
      return { path, size, hash, signature: replaceFile(file, bytes), state: 'written' };
    }
    return { path, size, hash, signature: createFile(file, bytes), state: 'written' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return { path, size, hash, signature: '', state: 'foreign' };
    return { path, size, hash, signature: '', state: 'failed', problem: code ?? String(error) };
  }
}

/** The signature of the file when it holds these bytes already, else null. */
function sameOnDisk(file: string, bytes: Uint8Array, hash: string, known: KnownOutput | null): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.size !== bytes.byteLength || !stat.isFile()) return null;
  const signature = signatureOf(stat);
  if (known !== null && known.hash === hash && known.signature === signature) return signature;
  return readFileSync(file).equals(bytes) ? signature : null;
}

function createFile(file: string, bytes: Uint8Array): string {
  makeFolder(file);
  const handle = openForCreation(file);
  try {
    writeWhole(handle, bytes);
    return signatureOf(fstatSync(handle));
  } finally {
    closeSync(handle);
  }
}

function openForCreation(file: string): number {
  try {
    return openSync(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    made.delete(folderOf(file));
    makeFolder(file);
    return openSync(file, 'wx');
  }
}

function replaceFile(file: string, bytes: Uint8Array): string {
  makeFolder(file);
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    createFile(temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return signatureOf(statSync(file));
}

function writeWhole(handle: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.byteLength) done += writeSync(handle, bytes, done, bytes.byteLength - done);
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

function makeFolder(file: string): void {
  const folder = folderOf(file);
  if (made.has(folder)) return;
  makeOne(folder);
  if (made.size >= MOST_REMEMBERED) made.clear();
  made.add(folder);
}

/** The folder above is nearly always there already: asking for one folder is cheaper than asking for a chain of them. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') mkdirSync(folder, { recursive: true });
  }
}
