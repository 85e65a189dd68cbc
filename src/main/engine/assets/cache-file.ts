/** JSON results in the cache folder. What cannot be read back is as good as absent: it is made again. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { writeFailure } from '../save/file-errors.ts';

/** @returns null when there is nothing, or nothing whole */
export async function readCache(path: string): Promise<unknown> {
  try {
    const text = await readFile(path, 'utf8');
    const end = text.indexOf('\n');
    const json = text.slice(end + 1);
    return text.slice(0, end) === sumOf(json) ? JSON.parse(json) : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null;
    throw error;
  }
}

function sumOf(text: string): string {
  return crc32(text).toString(16);
}

/**
 * Under a unique temporary name, then renamed; not synced, since what is torn or damaged is found out by its checksum.
 * @throws CannotBuild when the disk is full, read-only or forbidden
 */
export async function writeCache(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const json = JSON.stringify(value);
    await writeFile(temporary, `${sumOf(json)}\n${json}`, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeFailure(error, path);
  }
}
