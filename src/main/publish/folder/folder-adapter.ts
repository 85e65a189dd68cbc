/** A folder of this machine, or of a disk that is mounted on it. Links in it are never followed. */
import type { Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Found, Source, Survey, TargetAdapter } from '../adapter.ts';
import { buildChanged, errorCode, ifThere, withPath } from '../file-problem.ts';
import { readPieces } from '../hash.ts';
import { inParallel } from '../parallel.ts';
import { foldersOf } from '../plan/stages.ts';
import { PublishProblem } from '../types.ts';
import { folderNameProblem, foldFolderName } from './names.ts';

const PARALLEL = 8;
/** Files of a folder that stands in the way, at most so many are looked for: one that is not ours decides. */
const MOST_LISTED = 10_000;

/** @param path absolute; it need not be there, but the folder that holds it must */
export async function openFolder(path: string): Promise<TargetAdapter> {
  return new FolderAdapter(await realRoot(path));
}

class FolderAdapter implements TargetAdapter {
  readonly atOnce = false;
  readonly parallel = PARALLEL;
  #token = '';
  #written = 0;

  constructor(private readonly root: string) {}

  nameProblem(path: string): string | null {
    return folderNameProblem(path);
  }

  fold(path: string): string {
    return foldFolderName(path);
  }

  async survey(paths: readonly string[], signal: AbortSignal): Promise<Survey> {
    const found = new Map<string, Found>();
    const folders = new Map<string, Promise<Stats | null>>();
    await inParallel(paths, PARALLEL * 2, async (path) => {
      signal.throwIfAborted();
      found.set(path, await this.#look(path, folders));
    });
    return { found, revision: null };
  }

  async read(path: string, take: (bytes: Buffer) => Promise<void>): Promise<void> {
    await this.#checkFolders(path);
    await withPath(this.#at(path), () => readPieces(this.#at(path), take));
  }

  async begin(_message: string, token: string, earlier: readonly string[], paths: readonly string[]): Promise<void> {
    this.#token = token;
    await withPath(this.root, () => ensureFolder(this.root));
    if (earlier.length === 0) return;
    const folders = new Set(['', ...paths.flatMap(foldersOf)]);
    for (const folder of folders) await this.#removeRemains(folder, earlier);
  }

  async put(source: Source): Promise<void> {
    const path = this.#at(source.path);
    const temporary = join(dirname(path), `.galley-${this.#token}-${this.#written++}.tmp`);
    await withPath(path, async () => {
      await this.#checkFolders(source.path, true);
      try {
        await copy(source, temporary);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    });
  }

  async remove(path: string): Promise<void> {
    await withPath(this.#at(path), async () => {
      if (!(await this.#checkFolders(path))) return;
      await ifThere(unlink(this.#at(path)));
      for (const folder of foldersOf(path).toReversed()) if (!(await removeEmpty(this.#at(folder)))) return;
    });
  }

  async finish(): Promise<null> {
    return null;
  }

  async close(): Promise<void> {
    this.#token = '';
  }

  #at(path: string): string {
    return join(this.root, path);
  }

  async #look(path: string, folders: Map<string, Promise<Stats | null>>): Promise<Found> {
    const at = this.#at(path);
    return withPath(at, async () => {
      for (const folder of foldersOf(path)) {
        const stat = folders.get(folder) ?? ifThere(lstat(this.#at(folder)));
        folders.set(folder, stat);
        const kind = await stat;
        if (kind === null) return { kind: 'none' };
        if (!kind.isDirectory()) return { kind: 'below', by: folder };
      }
      const stat = await ifThere(lstat(at));
      if (stat === null) return { kind: 'none' };
      if (stat.isDirectory()) return { kind: 'folder', files: await this.#filesBelow(path) };
      return stat.isFile() ? { kind: 'file', ...(await readPieces(at)) } : { kind: 'other' };
    });
  }

  async #filesBelow(folder: string): Promise<string[]> {
    const files: string[] = [];
    const waiting = [folder];
    for (let next = waiting.pop(); next !== undefined && files.length < MOST_LISTED; next = waiting.pop()) {
      const entries = await readdir(this.#at(next), { withFileTypes: true });
      // An empty folder of somebody else's stays, and stands in the way by itself.
      if (entries.length === 0) files.push(next);
      for (const entry of entries) {
        const path = `${next}/${entry.name}`;
        if (entry.isDirectory()) waiting.push(path);
        else files.push(path);
      }
    }
    return files;
  }

  /**
   * The folders that lead to a file must be folders and no links.
   * @param make make those that are not there
   * @returns whether they are all there
   */
  async #checkFolders(path: string, make = false): Promise<boolean> {
    for (const folder of foldersOf(path)) {
      const at = this.#at(folder);
      const stat = (await ifThere(lstat(at))) ?? (make ? await ensureFolder(at) : null);
      if (stat === null) return false;
      if (!stat.isDirectory()) throw linkInTheWay(at);
    }
    return true;
  }

  /** Whether it is a folder that is reached without a link. */
  async #leadsThere(folder: string): Promise<boolean> {
    const stats = await Promise.all([...foldersOf(folder), folder].map((one) => ifThere(lstat(this.#at(one)))));
    return stats.every((stat) => stat?.isDirectory() ?? false);
  }

  async #removeRemains(folder: string, tokens: readonly string[]): Promise<void> {
    if (folder !== '' && !(await this.#leadsThere(folder))) return;
    const marks = tokens.map((token) => `.galley-${token}-`);
    for (const name of (await ifThere(readdir(this.#at(folder)))) ?? []) {
      if (!name.endsWith('.tmp') || !marks.some((mark) => name.startsWith(mark))) continue;
      await rm(join(this.#at(folder), name), { force: true });
    }
  }
}

/** With links in the part that exists followed: where the folder itself leads is the writer's own doing. */
async function realRoot(path: string): Promise<string> {
  return withPath(path, async () => {
    const real = await ifThere(realpath(path));
    if (real === null) return join(await realParent(path), basename(path));
    if ((await lstat(real)).isDirectory()) return real;
    const message = `${path} is a file, not a folder.`;
    throw new PublishProblem('not-a-folder', message, 'Choose a folder to publish to.');
  });
}

/** A folder that is missing above the target mostly means a disk that is not connected: nothing is made there. */
async function realParent(path: string): Promise<string> {
  const parent = dirname(path);
  const real = await ifThere(realpath(parent));
  if (real !== null) return real;
  const message = `The folder ${parent} is not there.`;
  const advice = 'If it is on a disk that is not connected, connect it. Else make the folder, or choose another one.';
  throw new PublishProblem('folder-missing', message, advice);
}

async function ensureFolder(path: string): Promise<Stats> {
  try {
    await mkdir(path);
  } catch (error) {
    // Another file of the same release may have made it in the meantime.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return lstat(path);
}

async function copy(source: Source, path: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    const print = await readPieces(source.file, (bytes) => file.writeFile(bytes)).catch((error: unknown) => {
      throw errorCode(error) === 'ENOENT' ? buildChanged(source.path) : error;
    });
    if (print.hash !== source.hash || print.size !== source.size) throw buildChanged(source.path);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** @returns whether it was empty, and is gone */
async function removeEmpty(path: string): Promise<boolean> {
  try {
    await rmdir(path);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

function linkInTheWay(path: string): PublishProblem {
  const message = `${path} is a link or a file where a folder has to be.`;
  return new PublishProblem('in-the-way', message, 'Galley follows no links there. Move it away, and publish again.');
}
