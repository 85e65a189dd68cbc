/** What happens to a site's files and to its folder behind our back. */
import { join } from 'node:path';
import { SiteWatcher } from '../../engine/watch/watcher.ts';
import type { RemoteOutline } from '../engine/remote-site.ts';
import { nameOf } from './file-names.ts';
import { FolderGuard } from './folder-guard.ts';

export interface SiteWatchParts {
  /** Absolute and real. */
  root: string;
  /** The output folder. */
  out: string;
  /** Folder of the built-in themes, which do not change. */
  builtIn: string;
  outline(): RemoteOutline | null;
  /** These absolute paths changed, came or went, by whatever hand. @param sure false: more may have */
  heard(paths: readonly string[], sure: boolean): void;
  /** A file was touched. @returns whether it is news */
  touched(file: string, path: string): Promise<boolean>;
  /** Other programs changed these. */
  changed(files: string[]): void;
  /** The site's folder went away, or is back. */
  folder(gone: boolean): void;
  unwatched(reason: string): void;
  /** Work that nobody waits for. */
  inBackground(work: Promise<unknown>): void;
}

export class SiteWatch {
  readonly #watcher: SiteWatcher;
  readonly #guard: FolderGuard;

  constructor(private readonly parts: SiteWatchParts) {
    const { root, out } = parts;
    this.#watcher = new SiteWatcher({
      except: [out, join(root, '.galley')],
      onChange: ({ paths, sure }) => {
        parts.heard(paths, sure);
        parts.inBackground(this.#heard(paths));
      },
      onProblem: (reason) => parts.unwatched(reason),
    });
    this.#guard = new FolderGuard(root, (gone) => {
      parts.folder(gone);
      if (!gone) parts.inBackground(this.follow());
    });
  }

  /** False: something may have changed that will not be heard. */
  get sure(): boolean {
    return this.#watcher.sure;
  }

  get gone(): boolean {
    return this.#guard.gone;
  }

  /** Looks now whether the site's folder is there. @returns whether it is gone */
  look(): Promise<boolean> {
    return this.#guard.look();
  }

  /** Watches all folders that the site is made from by now. @returns whether one was not watched before: what changed in it is unknown */
  async follow(): Promise<boolean> {
    const { root, builtIn } = this.parts;
    const folders = this.parts.outline()?.watched ?? [root];
    return this.#watcher.follow(folders.filter((folder) => !folder.startsWith(builtIn)));
  }

  close(): void {
    this.#guard.close();
    this.#watcher.close();
  }

  async #heard(paths: readonly string[]): Promise<void> {
    const changed: string[] = [];
    for (const path of paths) {
      const outline = this.parts.outline();
      const file = outline === null ? path.slice(this.parts.root.length + 1) : nameOf(outline.roots, path);
      if (file === null || file === '') continue;
      if (await this.parts.touched(file, path)) changed.push(file);
    }
    if (changed.length > 0) this.parts.changed(changed);
  }
}
