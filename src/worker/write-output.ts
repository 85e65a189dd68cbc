/**
 * Puts one file into the output folder: nothing happens when it is there already, nothing of anybody else's is touched,
 * and a reader never sees half a file that replaced a whole one.
 */

import { hash as digest, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { isDegradedPage } from '../kernel/site/degraded-page.ts';
import { signatureOf } from '../kernel/stat-signature.ts';
import type { KnownOutput, OutputFile, WriteOrder } from '../kernel/tasks.ts';
import { keepLastGood } from './last-good.ts';

/** Folders that are known to be there, for the time of one task: between two, anybody may put a link in the place of one. */
const made = new WeakMap<WriteOrder, Set<string>>();

export function hashBytes(bytes: Uint8Array): string {
  return digest('sha256', bytes, 'hex').slice(0, 32);
}

/** "" when there is no such file, or none that can be looked at. */
export function statSignature(path: string): string {
  try {
    return signatureOf(statSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return '';
  }
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
      if (order.lastGood !== null && isDegradedPage(bytes)) keepLastGood(order.lastGood, path, file, known);
      return { path, size, hash, signature: replaceFile(order, file, bytes), state: 'written' };
    }
    return { path, size, hash, signature: createFile(order, file, bytes), state: 'written' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (isTaken(code, file)) return { path, size, hash, signature: '', state: 'foreign' };
    return { path, size, hash, signature: '', state: 'failed', problem: code ?? String(error) };
  }
}

const inTheWay: ReadonlySet<string> = new Set(['EEXIST', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY']);

/** Whether something that we did not make is in the way: a file, a folder, or a link where a folder should be. */
function isTaken(code: string | undefined, file: string): boolean {
  if (code !== undefined && inTheWay.has(code)) return true;
  return code === 'EPERM' && (lstatSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** The signature of the file when it holds these bytes already, else null. */
function sameOnDisk(file: string, bytes: Uint8Array, hash: string, known: KnownOutput | null): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || stat.size !== bytes.byteLength || !stat.isFile()) return null;
  const signature = signatureOf(stat);
  if (known !== null && known.hash === hash && known.signature === signature) return signature;
  return readFileSync(file).equals(bytes) ? signature : null;
}

function createFile(order: WriteOrder, file: string, bytes: Uint8Array): string {
  makeFolder(order, folderOf(file));
  const handle = openForCreation(order, file);
  try {
    writeWhole(handle, bytes);
    return signatureOf(fstatSync(handle));
  } finally {
    closeSync(handle);
  }
}

function openForCreation(order: WriteOrder, file: string): number {
  try {
    return openSync(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    made.delete(order);
    makeFolder(order, folderOf(file));
    return openSync(file, 'wx');
  }
}

function replaceFile(order: WriteOrder, file: string, bytes: Uint8Array): string {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    createFile(order, temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    removeDraft(temporary);
    throw error;
  }
  return signatureOf(statSync(file));
}

/** When it could not be made, there may be no folder to look for it in: what is reported is why it could not be made. */
function removeDraft(file: string): void {
  if (existsSync(file)) rmSync(file, { force: true });
}

function writeWhole(handle: number, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.byteLength) done += writeSync(handle, bytes, done, bytes.byteLength - done);
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/'));
}

function makeFolder(order: WriteOrder, folder: string): void {
  const known = made.get(order) ?? new Set();
  made.set(order, known);
  if (known.has(folder)) return;
  makeOne(order, folder);
  known.add(folder);
}

/**
 * The folder above is nearly always there already: asking for one folder is cheaper than asking for a chain of them.
 * @throws EEXIST when a file or a link is in its place: what lies behind a link is not the output folder
 */
function makeOne(order: WriteOrder, folder: string): void {
  if (folder.length <= order.out.length) {
    mkdirSync(folder, { recursive: true });
    return;
  }
  try {
    mkdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    if (code !== 'ENOENT') throw error;
    makeFolder(order, folderOf(folder));
    // Another thread may have made it meanwhile.
    mkdirSync(folder, { recursive: true });
  }
}
