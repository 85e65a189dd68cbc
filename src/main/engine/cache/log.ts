/**
 * The cache file: a line that says what it is of, then frames, each with its length and a checksum. Frames are only ever
 * added, so that a kill leaves whole frames and at most one torn one, and whatever is damaged is as good as absent.
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { writeFailure } from '../save/file-errors.ts';
import { makeFolder } from '../save/make-folder.ts';

/** Length and checksum, before each frame. */
const HEAD = 8;

export type LogProblem = 'missing' | 'other' | 'damaged';

export interface ReadLog {
  /** Those before the first damaged one, in the order in which they were added. */
  frames: unknown[];
  /** null: all of it could be read. `other`: it was made by another version, or for another site or machine. */
  problem: LogProblem | null;
}

/** Where the next frame goes, and what the file must look like for that. */
interface Place {
  size: number;
  inode: number;
}

export class CacheLog {
  #place: Place | null = null;

  /** @param seal one line; a file with another one is not read */
  constructor(
    readonly path: string,
    private readonly seal: string,
  ) {}

  async read(): Promise<ReadLog> {
    this.#place = null;
    const bytes = await bytesOf(this.path);
    if (bytes === null) return { frames: [], problem: 'missing' };
    const first = Buffer.from(`${this.seal}\n`);
    if (!bytes.subarray(0, first.length).equals(first)) return { frames: [], problem: 'other' };
    const frames: unknown[] = [];
    let at = first.length;
    for (;;) {
      const frame = frameAt(bytes, at);
      if (frame === null) break;
      frames.push(deserialize(frame));
      at += HEAD + frame.length;
    }
    if (at < bytes.length) return { frames, problem: 'damaged' };
    this.#place = { size: at, inode: (await stat(this.path)).ino };
    return { frames, problem: null };
  }

  /**
   * Adds frames to the file that was read or written last.
   * @returns false when it is not there as it was left: then it has to be written whole
   */
  async append(frames: readonly unknown[]): Promise<boolean> {
    const place = this.#place;
    this.#place = null;
    if (place === null) return false;
    const file = await open(this.path, 'r+').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw writeFailure(error, this.path);
    });
    if (file === null) return false;
    try {
      const { size, ino } = await file.stat();
      if (size !== place.size || ino !== place.inode) return false;
      this.#place = { size: await writeFrames(file, frames, size), inode: ino };
      return true;
    } catch (error) {
      throw writeFailure(error, this.path);
    } finally {
      await file.close();
    }
  }

  /** Under a unique temporary name, then renamed. Not synced: what a power cut tears is found out by the checksums. */
  async write(frames: Iterable<unknown>): Promise<void> {
    this.#place = null;
    const temporary = `${this.path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      await makeFolder(dirname(this.path));
      const file = await open(temporary, 'wx');
      try {
        const first = Buffer.from(`${this.seal}\n`);
        await file.write(first);
        const size = await writeFrames(file, frames, first.length);
        this.#place = { size, inode: (await file.stat()).ino };
      } finally {
        await file.close();
      }
      await rename(temporary, this.path);
    } catch (error) {
      this.#place = null;
      await rm(temporary, { force: true });
      throw writeFailure(error, this.path);
    }
  }
}

/** @returns the position behind the last one */
async function writeFrames(file: FileHandle, frames: Iterable<unknown>, position: number): Promise<number> {
  let at = position;
  for (const frame of frames) {
    const bytes = serialize(frame);
    const head = Buffer.alloc(HEAD);
    head.writeUInt32LE(bytes.length, 0);
    head.writeUInt32LE(crc32(bytes), 4);
    await file.writev([head, bytes], at);
    at += HEAD + bytes.length;
  }
  return at;
}

function frameAt(bytes: Buffer, at: number): Buffer | null {
  if (at + HEAD > bytes.length) return null;
  const length = bytes.readUInt32LE(at);
  const start = at + HEAD;
  if (length === 0 || start + length > bytes.length) return null;
  const frame = bytes.subarray(start, start + length);
  return crc32(frame) === bytes.readUInt32LE(at + 4) ? frame : null;
}

async function bytesOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null;
    throw error;
  }
}
