/**
 * Says that something in a set of folders changed. One watch a folder, not one a file: ten thousand texts in ten folders
 * cost ten watches, and Node's own recursive watch costs ten thousand on Linux.
 */
import { type FSWatcher, watch } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** Names of folders that are never sources. */
const ignoredNames = new Set(['.galley', '.git', 'node_modules']);
/** Saving comes in bursts: editors write, rename and touch. */
const settleMs = 60;

export interface FolderWatch {
  /** Looks at other folders from now on. */
  follow(folders: readonly string[]): Promise<void>;
  close(): void;
}

/**
 * @param folders absolute; missing ones are left out
 * @param except absolute folders whose changes are ours (the output)
 * @param onChange called once a burst
 * @param onProblem called with the first reason why a folder cannot be watched
 */
export async function watchFolders(
  folders: readonly string[],
  except: readonly string[],
  onChange: () => void,
  onProblem: (reason: string) => void,
): Promise<FolderWatch> {
  const watcher = new TreeWatcher(except, onChange, onProblem);
  await watcher.follow(folders);
  return watcher;
}

class TreeWatcher implements FolderWatch {
  readonly #watches = new Map<string, FSWatcher>();
  /** Folders in which something happened since the last announcement. */
  readonly #touched = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #complained = false;

  constructor(
    private readonly except: readonly string[],
    private readonly onChange: () => void,
    private readonly onProblem: (reason: string) => void,
  ) {}

  async follow(folders: readonly string[]): Promise<void> {
    for (const folder of folders) await this.#add(folder);
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    for (const one of this.#watches.values()) one.close();
    this.#watches.clear();
  }

  /** Watches `folder` and all below it; those that are watched already stay. Links are not followed, as in a build. */
  async #add(folder: string): Promise<void> {
    if (this.#closed || this.#isExcepted(folder)) return;
    try {
      const real = await realpath(folder);
      if (!this.#watches.has(real)) this.#watch(real);
      for (const entry of await readdir(real, { withFileTypes: true })) {
        if (entry.isDirectory() && !ignoredNames.has(entry.name)) await this.#add(join(real, entry.name));
      }
    } catch (error) {
      this.#complain(error as NodeJS.ErrnoException);
    }
  }

  #watch(folder: string): void {
    const watching = watch(folder, { persistent: true }, (event, name) => this.#heard(folder, event, name));
    watching.on('error', (error: NodeJS.ErrnoException) => this.#forget(folder, error));
    this.#watches.set(folder, watching);
  }

  #heard(folder: string, event: string, name: string | null): void {
    if (this.#closed || (name !== null && (ignoredNames.has(name) || this.#isExcepted(join(folder, name))))) return;
    if (event === 'rename' && name !== null) this.#drop(join(folder, name));
    this.#touched.add(folder);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#settle(), settleMs);
  }

  /** A new folder may have come with its files before anyone watched it: looked at before the change is announced. */
  async #settle(): Promise<void> {
    const folders = [...this.#touched];
    this.#touched.clear();
    for (const folder of folders) await this.#add(folder);
    if (!this.#closed) this.onChange();
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

  #isExcepted(folder: string): boolean {
    return this.except.some((one) => folder === one || folder.startsWith(one + sep));
  }

  /** A folder that is gone is no problem: whoever took it away was heard in the folder above. */
  #complain(error: NodeJS.ErrnoException): void {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EPERM' || this.#complained) return;
    this.#complained = true;
    const full = error.code === 'ENOSPC' || error.code === 'EMFILE';
    this.onProblem(full ? 'the system watches too many folders already' : error.message);
  }
}
