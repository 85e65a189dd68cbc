/**
 * Earlier versions of each document: what a save replaced, in `.galley/history/`. A name says when it was kept, when it had been
 * saved, and what its bytes hash to, so that there is no list that could be damaged or disagree.
 */
import { join } from 'node:path';
import type { HistoryEntry } from '../../../shared/contract/documents.ts';
import { makeFoldersBelow, sweepFolder, writeOwn } from './atomic-write.ts';
import { type Disk, orMissing } from './disk.ts';
import { keyOf } from './recovery-log.ts';
import { decodeText, hashLater } from './text-bytes.ts';
import { thin } from './thin.ts';

const APART_MS = 60_000;
const MOST = 50;
const NAME = /^(\d{13})-(\d{13})-([0-9a-f]{64})$/;
const ID = /^([0-9a-f]{32})\/(\d{13}-\d{13}-[0-9a-f]{64})$/;

interface Kept {
  name: string;
  kept: number;
  saved: number;
  hash: string;
}

export class History {
  readonly #folder: string;

  /** @param root the site's folder, absolute */
  constructor(
    private readonly disk: Disk,
    private readonly root: string,
    private readonly now: () => number,
  ) {
    this.#folder = join(root, '.galley', 'history');
  }

  /**
   * Keeps a version, unless one was kept in the last minute.
   * @param saved when it had been saved, in milliseconds
   * @param always keep it whatever was kept before: it is about to be given up on purpose
   */
  async keep(file: string, bytes: Uint8Array, saved: number, always: boolean): Promise<void> {
    const entries = await this.#entries(keyOf(file));
    const newest = entries.at(-1);
    const now = this.now();
    const hash = await hashLater(bytes);
    if (newest?.hash === hash || (!always && newest !== undefined && now - newest.kept < APART_MS)) return;
    const folder = join(this.#folder, keyOf(file));
    await makeFoldersBelow(this.disk, this.root, folder);
    const kept = Math.max(now, (newest?.kept ?? 0) + 1);
    const name = `${stamp(kept)}-${stamp(saved)}-${hash}`;
    await writeOwn(this.disk, join(folder, name), bytes);
    await this.#thin(folder, [...entries, { name, kept, saved, hash }]);
  }

  /** Newest first. */
  async list(file: string): Promise<HistoryEntry[]> {
    const key = keyOf(file);
    const found: HistoryEntry[] = [];
    for (const { name, saved } of (await this.#entries(key)).reverse()) {
      const stat = await orMissing(this.disk.stat(join(this.#folder, key, name)));
      if (stat !== null) found.push({ id: `${key}/${name}`, saved: new Date(saved).toISOString(), bytes: stat.size });
    }
    return found;
  }

  /** @returns null when there is no such version, or it was damaged */
  async text(id: string): Promise<string | null> {
    const [, key, name] = ID.exec(id) ?? [];
    if (key === undefined || name === undefined) return null;
    const bytes = await orMissing(this.disk.read(join(this.#folder, key, name)));
    return bytes === null || !name.endsWith(await hashLater(bytes)) ? null : decodeText(bytes).text;
  }

  /** The versions of a document that was renamed go with it, unless the new name has some of its own. */
  async rename(from: string, to: string): Promise<void> {
    const target = join(this.#folder, keyOf(to));
    if ((await orMissing(this.disk.stat(target))) !== null) return;
    await orMissing(this.disk.rename(join(this.#folder, keyOf(from)), target));
  }

  /** Removes what a kill left half written. */
  async sweep(file: string): Promise<void> {
    await sweepFolder(this.disk, join(this.#folder, keyOf(file)));
  }

  async #thin(folder: string, entries: readonly Kept[]): Promise<void> {
    const times = entries.map(({ kept }) => kept);
    for (const index of thin(times, MOST, this.now())) {
      await this.disk.remove(join(folder, (entries[index] as Kept).name));
    }
  }

  /** Oldest first. */
  async #entries(key: string): Promise<Kept[]> {
    const names = (await orMissing(this.disk.list(join(this.#folder, key)))) ?? [];
    return names
      .flatMap((name) => {
        const [, kept, saved, hash] = NAME.exec(name) ?? [];
        return hash === undefined ? [] : [{ name, kept: Number(kept), saved: Number(saved), hash }];
      })
      .sort((a, b) => a.kept - b.kept);
  }
}

function stamp(milliseconds: number): string {
  return String(Math.max(0, Math.floor(milliseconds))).padStart(13, '0');
}
