/**
 * Says which files of a site changed. One watch a folder, not one a file: ten thousand texts in ten folders cost ten watches, where
 * chokidar sets ten thousand on Linux.
 */
import { type FSWatcher, watch } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Names that are never sources: ours, Git's, and what programs leave behind for a moment while they save. */
const ignored = /^(?:\.galley|\.git|node_modules|\.DS_Store|4913)$|~$|\.tmp$|\.sw[a-p]x?$|^\.#|^\.~lock\./;
/** Saving comes in bursts: editors write, rename and touch. */
const SETTLE_MS = 60;

export interface WatcherOptions {
  /** Absolute folders whose changes are ours (the output). */
  except: readonly string[];
  /** Absolute paths that changed, came or went, once a burst. Must not throw. */
  onChange(paths: string[]): void;
  /** Called with the first reason why a folder cannot be watched. */
  onProblem(reason: string): void;
}

export class SiteWatcher {
  readonly #watches = new Map<string, FSWatcher>();
  readonly #touched = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #complained = false;

  constructor(private readonly options: WatcherOptions) {}

  /** Watches these folders too, and all below. Those that are watched already stay; missing ones are left out. */
  async follow(folders: readonly string[]): Promise<void> {
    for (const folder of folders) await this.#add(folder, false);
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    for (const one of this.#watches.values()) one.close();
    this.#watches.clear();
  }

  /** @param isNew it came just now, perhaps with its files before anyone watched it: they are announced. Links are not followed, as in a build */
  async #add(folder: string, isNew: boolean): Promise<void> {
    if (this.#closed || this.#isExcepted(folder)) return;
    try {
      const real = await realpath(folder);
      const known = this.#watches.has(real);
      if (!known && !this.#closed) this.#watch(real);
      for (const entry of await readdir(real, { withFileTypes: true })) {
        if (ignored.test(entry.name)) continue;
        const path = join(real, entry.name);
        if (entry.isDirectory()) await this.#add(path, isNew && !known);
        else if (isNew && !known) this.#touched.add(path);
      }
    } catch (error) {
      this.#complain(error as NodeJS.ErrnoException);
    }
  }

  #watch(folder: string): void {
    const watching = watch(folder, { persistent: false }, (event, name) => this.#heard(folder, event, name));
    watching.on('error', (error: NodeJS.ErrnoException) => this.#forget(folder, error));
    this.#watches.set(folder, watching);
  }

  #heard(folder: string, event: string, name: string | null): void {
    if (this.#closed || (name !== null && ignored.test(name))) return;
    const path = name === null ? folder : join(folder, name);
    if (this.#isExcepted(path)) return;
    if (event === 'rename' && name !== null) this.#drop(path);
    this.#touched.add(path);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#settle(), SETTLE_MS);
  }

  async #settle(): Promise<void> {
    const heard = [...this.#touched];
    for (const path of heard) if (!this.#watches.has(path) && (await this.#isFolder(path))) await this.#add(path, true);
    if (this.#closed) return;
    const paths = [...this.#touched];
    this.#touched.clear();
    if (paths.length > 0) this.options.onChange(paths);
  }

  /** A file is heard in its folder: a watch of its own would cost one a file. */
  async #isFolder(path: string): Promise<boolean> {
    try {
      return (await lstat(path)).isDirectory();
    } catch (error) {
      this.#complain(error as NodeJS.ErrnoException);
      return false;
    }
  }

  /** What came, went or was renamed: a watch on an old folder hears nothing of a new one by its name. */
  #drop(gone: string): void {
    for (const [folder, watching] of this.#watches) {
      if (folder !== gone && !folder.startsWith(gone + sep)) continue;
      watching.close();
      this.#watches.delete(folder);
    }
  }

  #forget(folder: string, error: NodeJS.ErrnoException): void {
    this.#watches.get(folder)?.close();
    this.#watches.delete(folder);
    this.#complain(error);
  }

  #isExcepted(path: string): boolean {
    return this.options.except.some((one) => path === one || path.startsWith(one + sep));
  }

  /** A folder that is gone, or a file in the place of one, is no problem: the folder above was heard. */
  #complain(error: NodeJS.ErrnoException): void {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EPERM' || this.#complained) return;
    this.#complained = true;
    const full = error.code === 'ENOSPC' || error.code === 'EMFILE';
    this.options.onProblem(full ? 'the system watches too many folders already' : error.message);
  }
}
