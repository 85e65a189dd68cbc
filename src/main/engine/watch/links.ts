/** Symbolic links below the folders that are watched: a file is heard under its real path, and a build may read it by another. */
import { readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';

/** Links lead through links only so often. */
const ROUNDS = 8;

export class Links {
  readonly #targets = new Map<string, string>();

  /** @returns where it leads, which may not be there */
  set(path: string): string | null {
    const target = targetOf(path);
    if (target === null) this.#targets.delete(path);
    else this.#targets.set(path, target);
    return target;
  }

  delete(path: string): void {
    this.#targets.delete(path);
  }

  /** Forgets those in a folder and below. */
  deleteIn(folder: string): void {
    for (const path of this.#targets.keys()) if (isWithin(folder, path)) this.#targets.delete(path);
  }

  leadsInto(path: string): boolean {
    for (const target of this.#targets.values()) if (isWithin(target, path)) return true;
    return false;
  }

  /** These paths, and every other name that what they name has by a link. */
  withNames(paths: Iterable<string>): Set<string> {
    const all = new Set(paths);
    if (this.#targets.size === 0) return all;
    let newest: Iterable<string> = [...all];
    for (let round = 0; round < ROUNDS; round++) {
      const found = new Set<string>();
      for (const path of newest) for (const name of this.#namesOf(path)) if (!all.has(name)) found.add(name);
      if (found.size === 0) break;
      for (const name of found) all.add(name);
      newest = found;
    }
    return all;
  }

  *#namesOf(path: string): Iterable<string> {
    for (const [link, target] of this.#targets) {
      // Around itself: no build follows it.
      if (isWithin(target, link)) continue;
      if (isWithin(target, path)) yield link + path.slice(target.length);
      else if (isWithin(path, target)) yield link;
    }
  }
}

/** Whether the path is the folder, or below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || (path.startsWith(folder) && path[folder.length] === sep);
}

/** @returns null when the path is no link any more */
function targetOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
}
