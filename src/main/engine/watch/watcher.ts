/**
 * Says which files of a site changed, and whether that is all. Who is told so looks at nothing else: what is not sure is said to be
 * unsure.
 */
import { Followed, type Moved } from './followed.ts';
import { isWithin } from './links.ts';
import { SleepGuard } from './sleep-guard.ts';
import { realSystem, type WatchSystem } from './system.ts';
import { isOfItself, pathOf, WatchedTree } from './tree.ts';

/** Saving comes in bursts: editors write, rename and touch. */
const SETTLE_MS = 60;
/** A burst without an end is announced in parts. */
const LONGEST_MS = 1000;

export interface WatchNews {
  /** Absolute paths that changed, came or went, once each; of a folder, all that is below may have. By every name that a link gives them. */
  paths: string[];
  /** False: more may have changed until now than was heard. */
  sure: boolean;
}

export interface WatcherOptions {
  /** Absolute folders whose changes are ours (the output). */
  except: readonly string[];
  /** Once a burst. Must not throw. */
  onChange(news: WatchNews): void;
  /** Called with the first reason why a folder cannot be watched. */
  onProblem(reason: string): void;
}

export class SiteWatcher {
  readonly #tree: WatchedTree;
  readonly #followed = new Followed();
  readonly #sleep: SleepGuard;
  #touched = new Set<string>();
  /** What came, went or was renamed. */
  #renamed = new Set<string>();
  #events = 0;
  #lost = false;
  /** A followed folder may be changed by other machines. */
  #shared = false;
  #timer: NodeJS.Timeout | null = null;
  #since: number | null = null;
  #work: Promise<unknown> = Promise.resolve();
  #closed = false;
  #complained = false;

  constructor(
    private readonly options: WatcherOptions,
    private readonly system: WatchSystem = realSystem,
  ) {
    this.#tree = new WatchedTree({
      system,
      isExcepted: (path) => this.options.except.some((folder) => isWithin(folder, path)),
      heard: (folder, event, name) => this.#heard(folder, event, name),
      failed: (folder, error) => this.#failed(folder, error),
    });
    this.#sleep = new SleepGuard(
      system,
      () => this.#unsure(),
      () => this.#tick(),
    );
  }

  /** False: more may have changed than is announced. Stays so while a folder cannot be watched, or lies on another machine. */
  get sure(): boolean {
    this.#sleep.look();
    return this.#heardAll && this.#tree.complete && !this.#shared;
  }

  /**
   * Watches these folders from here on, the site's own first, and all below. Those that are watched already stay; missing ones are
   * watched when they come. What changes after this has ended is announced.
   * @returns whether one was not followed before: what changed in it until now was not heard
   */
  follow(folders: readonly string[]): Promise<boolean> {
    return this.#inTurn(() => this.#follow(folders));
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#sleep.close();
    this.#tree.close();
  }

  get #heardAll(): boolean {
    // Of events that were dropped nobody tells. They are dropped when a whole queue waits, which is read at one go.
    return !this.#lost && this.#events < this.system.queue / 4;
  }

  async #follow(folders: readonly string[]): Promise<boolean> {
    const fresh = this.#followed.set(folders);
    this.#setRoots();
    for (const folder of fresh) await this.#add(folder, this.#followed.realOf(folder), null);
    return fresh.length > 0;
  }

  #setRoots(): void {
    const roots = this.#followed.roots();
    this.#shared = roots.some((root) => this.system.isShared(root));
    this.#tree.setRoots(roots);
  }

  async #add(folder: string, real: string | null, news: Set<string> | null): Promise<void> {
    if (real === null) return;
    if (real !== folder) this.#tree.links.set(folder);
    await this.#tree.add(real, news);
  }

  #heard(folder: string, event: string, name: string | null): void {
    if (this.#closed) return;
    this.#events++;
    if (name === null) this.#lost = true;
    else if (this.#tree.skips(folder, name)) return;
    if (isOfItself(folder, name)) this.#touch(folder, event);
    this.#touch(pathOf(folder, name), event);
    this.#soon();
  }

  #touch(path: string, event: string): void {
    this.#touched.add(path);
    if (event === 'rename') this.#renamed.add(path);
  }

  /** A folder that is gone is no problem: the folder above was heard. */
  #failed(folder: string, error: NodeJS.ErrnoException): void {
    if (this.#closed) return;
    this.#touched.add(folder);
    this.#soon();
    if (this.#tree.complete) return;
    this.#lost = true;
    if (this.#complained) return;
    this.#complained = true;
    const full = error.code === 'ENOSPC' || error.code === 'EMFILE';
    this.options.onProblem(full ? 'the system watches too many folders already' : error.message);
  }

  #unsure(): void {
    this.#lost = true;
    this.#soon();
  }

  #tick(): void {
    if (!this.#tree.complete) void this.#inTurn(() => this.#retry());
    else if (this.#followed.isMoved) this.#soon();
  }

  async #retry(): Promise<void> {
    if (await this.#tree.retry()) this.#unsure();
  }

  #soon(): void {
    if (this.#closed) return;
    const now = this.system.steady();
    this.#since ??= now;
    if (this.#timer) clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(SETTLE_MS, this.#since + LONGEST_MS - now));
    this.#timer = setTimeout(() => void this.#inTurn(() => this.#settle()), wait);
  }

  async #settle(): Promise<void> {
    this.#since = null;
    const renamed = this.#renamed;
    this.#renamed = new Set();
    for (const path of renamed) this.#tree.drop(path);
    for (const path of [...this.#touched]) await this.#tree.look(path, this.#touched);
    await this.#takeMoves();
    if (!this.#closed) this.#announce();
  }

  /** A folder in the place of another, or one that was away: unless a folder above is watched, what happened meanwhile was not heard. */
  async #takeMoves(): Promise<void> {
    const all = this.#followed.moved();
    const moved = all.filter((one) => !this.#isHeardAbove(one, all));
    if (moved.length === 0) return;
    for (const { before } of moved) if (before !== null) this.#tree.drop(before);
    this.#setRoots();
    for (const { folder, after } of moved) {
      await this.#add(folder, after, this.#touched);
      this.#touched.add(folder);
    }
    this.#lost = true;
  }

  #isHeardAbove({ folder, before, after }: Moved, moved: readonly Moved[]): boolean {
    if ([before, after].some((real) => real !== null && real !== folder)) return false;
    if (after !== null && !this.#tree.has(folder)) return false;
    return this.#followed.isBelowAnother(
      folder,
      moved.map((one) => one.folder),
    );
  }

  #announce(): void {
    const paths = [...this.#tree.links.withNames(this.#touched)];
    const sure = this.#heardAll;
    this.#touched = new Set();
    this.#events = 0;
    this.#lost = false;
    if (paths.length > 0 || !sure) this.options.onChange({ paths, sure });
  }

  /** A mistake of ours must not end the watching: what it may have cost is said. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#work.then(work);
    this.#work = result.catch((error: Error) => {
      if (this.#closed) return;
      this.#lost = true;
      if (!this.#complained) this.options.onProblem(error.message);
      this.#complained = true;
    });
    return result;
  }
}
