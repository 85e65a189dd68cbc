/**
 * The folders that are watched: those that are followed, and all below. On Linux one watch a folder, not one a file: ten thousand texts
 * in ten folders cost ten.
 */
import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { isNeverSource } from '../site/walk.ts';
import { isWithin, Links } from './links.ts';
import type { Watching, WatchSystem } from './system.ts';

const SLICE_MS = 10;

export interface WatchedTreeParts {
  system: WatchSystem;
  /** Whether all that happens there is ours. */
  isExcepted(path: string): boolean;
  /** @param name relative to the folder; null: the system does not say */
  heard(folder: string, event: string, name: string | null): void;
  /** A folder cannot be watched, or not any more. */
  failed(folder: string, error: NodeJS.ErrnoException): void;
}

export class WatchedTree {
  readonly links = new Links();
  /** By real path; null: heard by the watch of a folder above. */
  readonly #folders = new Map<string, Watching | null>();
  readonly #unwatched = new Set<string>();
  #roots: readonly string[] = [];
  #closed = false;

  constructor(private readonly parts: WatchedTreeParts) {}

  /** Whether all is watched that should be. */
  get complete(): boolean {
    return this.#unwatched.size === 0;
  }

  has(path: string): boolean {
    return this.#folders.has(path);
  }

  /** From here on these real folders are the ones that are followed, the site's own first. What lies in none of them is let go of. */
  setRoots(roots: readonly string[]): void {
    this.#roots = roots;
    for (const folder of [...this.#folders.keys(), ...this.#unwatched]) if (!this.#isInside(folder)) this.drop(folder);
  }

  /**
   * Watches a folder and all below. Links are not followed, but what they lead to inside the followed folders is watched.
   * @param folder its real path
   * @param news takes the files in folders that were not watched: they may have come before anyone listened; null: nobody asks
   */
  async add(folder: string, news: Set<string> | null): Promise<void> {
    const open = [folder];
    let since = performance.now();
    for (let next = open.pop(); next !== undefined && !this.#closed; next = open.pop()) {
      this.#read(next, open, news);
      if (performance.now() - since > SLICE_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        since = performance.now();
      }
    }
  }

  /** Something was made, changed, or taken away there. */
  async look(path: string, news: Set<string>): Promise<void> {
    const kind = kindOf(path);
    if (kind !== 'link') this.links.delete(path);
    if (kind === 'folder' && !this.has(path)) await this.add(path, news);
    if (kind !== 'link') return;
    const open: string[] = [];
    this.#follow(path, open);
    for (const folder of open) await this.add(folder, news);
  }

  /** What was here is gone, or has another name: a watch on an old folder hears nothing of a new one by its name. */
  drop(gone: string): void {
    if (!this.#folders.has(gone) && !this.#unwatched.has(gone)) return;
    for (const [folder, watching] of this.#folders) {
      if (!isWithin(gone, folder)) continue;
      watching?.close();
      this.#folders.delete(folder);
    }
    for (const folder of this.#unwatched) if (isWithin(gone, folder)) this.#unwatched.delete(folder);
    this.links.deleteIn(gone);
  }

  /** Tries again to watch what could not be watched. @returns whether it can be by now */
  async retry(): Promise<boolean> {
    const [first, ...others] = this.#unwatched;
    if (first === undefined) return true;
    this.#unwatched.delete(first);
    await this.add(first, null);
    if (this.#unwatched.has(first)) return false;
    for (const folder of others) {
      this.#unwatched.delete(folder);
      await this.add(folder, null);
    }
    return this.complete;
  }

  /** Whether nothing of what is heard there matters. */
  skips(folder: string, name: string): boolean {
    let path = folder;
    for (const part of name.split(sep)) {
      path = joined(path, part);
      if (this.#skips(path, part)) return !this.links.leadsInto(joined(folder, name));
    }
    return false;
  }

  close(): void {
    this.#closed = true;
    for (const watching of this.#folders.values()) watching?.close();
    this.#folders.clear();
  }

  #read(folder: string, open: string[], news: Set<string> | null): void {
    if (this.parts.isExcepted(folder)) return;
    const isNew = !this.#folders.has(folder);
    try {
      if (isNew) this.#watch(folder);
      // After the watch: what comes while the folder is read is heard.
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = joined(folder, entry.name);
        if (this.#skips(path, entry.name)) continue;
        this.#take(path, entry, open);
        if (isNew && !entry.isDirectory()) news?.add(path);
      }
    } catch (error) {
      this.#fail(folder, error as NodeJS.ErrnoException);
    }
  }

  #take(path: string, entry: Dirent, open: string[]): void {
    if (entry.isDirectory()) open.push(path);
    else if (entry.isSymbolicLink()) this.#follow(path, open);
  }

  /** A link may lead to what is not watched for its own sake: a package's folder. */
  #follow(link: string, open: string[]): void {
    const target = this.links.set(link);
    if (target === null || !this.#isInside(target)) return;
    const folder = kindOf(target) === 'folder' ? target : dirname(target);
    if (this.#folders.has(folder) || !this.#isInside(folder)) return;
    if (folder === target) open.push(folder);
    else this.#tryToWatch(folder);
  }

  #tryToWatch(folder: string): void {
    try {
      this.#watch(folder);
    } catch (error) {
      this.#fail(folder, error as NodeJS.ErrnoException);
    }
  }

  #watch(folder: string): void {
    const { system, heard } = this.parts;
    if (system.recursive && this.#roots.some((root) => root !== folder && isWithin(root, folder))) {
      this.#folders.set(folder, null);
      return;
    }
    const watching = system.watch(folder, (event, name) => heard(folder, event, name));
    watching.on('error', (error) => {
      if (this.#folders.get(folder) !== watching) return;
      this.drop(folder);
      this.#fail(folder, error);
    });
    this.#folders.set(folder, watching);
  }

  /** A folder that is gone, or a file in the place of one, is no problem: the folder above was heard. */
  #fail(folder: string, error: NodeJS.ErrnoException): void {
    if (error.code === undefined) throw error;
    const isGone = error.code === 'ENOENT' || error.code === 'ENOTDIR' || kindOf(folder) === null;
    this.drop(folder);
    if (!isGone) this.#unwatched.add(folder);
    this.parts.failed(folder, error);
  }

  #skips(path: string, name: string): boolean {
    return (
      isNeverSource(name) || this.parts.isExcepted(path) || (name === 'node_modules' && this.#liesBesideSources(path))
    );
  }

  /** In a folder that is followed for itself (static/) packages are sources; in the site's own they lie beside them, by the thousand. */
  #liesBesideSources(path: string): boolean {
    const [site, ...others] = this.#roots;
    return !others.some((root) => root !== site && isWithin(root, path));
  }

  #isInside(path: string): boolean {
    return this.#roots.some((root) => isWithin(root, path));
  }
}

/** `join` is slow where it is called for each file. */
function joined(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

function kindOf(path: string): 'folder' | 'link' | 'file' | null {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return null;
    return found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'file';
  } catch (error) {
    // It may not even be looked at.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return 'file';
  }
}

/** @param name as the system gives it with an event */
export function pathOf(folder: string, name: string | null): string {
  return name === null ? folder : joined(folder, name);
}

/** Whether the system speaks of the folder itself: of one that goes it gives the folder's own name. */
export function isOfItself(folder: string, name: string | null): boolean {
  return name === null || name === basename(folder);
}
