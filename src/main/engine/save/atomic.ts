import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFailure } from './file-errors.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Writes a whole file or nothing: under a unique temporary name beside it, synced, then renamed.
 * @throws CannotBuild when the disk is full, read-only or forbidden
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeWhole(path, (file) => file.writeFile(content));
  } catch (error) {
    throw writeFailure(error, path);
  }
}

/**
 * The same for content that comes in pieces, or is nobody else's to read.
 * @param mode of the new file
 * @throws file errors as they are, and what `fill` throws
 */
export async function writeWhole(
  path: string,
  fill: (file: FileHandle) => Promise<void>,
  mode: number = 0o666,
): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await makeFolder(dirname(path));
    const file = await open(temporary, 'wx', mode);
    try {
      await fill(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
