/**
 * What a site was made from when it was last built, so that its tree is there before it is built again. Kept among Galley's own
 * state, not in the site: a site may come from anywhere. It counts only for the very Galley that wrote it. A line of JSON says what
 * follows, each line after it is a part of a long list: the host reads them itself, one at a time, since a tree that waited for the
 * engine's thread would wait for the build that begins there.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../engine/save/atomic.ts';
import type { SiteListing } from '../../engine/types.ts';
import { turn } from '../turn.ts';
import { newsOf } from './listing-news.ts';
import { addPart, listingApart, type Part } from './messages.ts';

export interface ListingMemory {
  /** Absolute. */
  folder: string;
  /** Names the Galley that wrote it: its version and its contract. */
  stamp: string;
}

/** The first line. */
interface Remembered {
  stamp: string;
  root: string;
  /** As many lines follow. */
  parts: number;
  /** Without its long lists. */
  listing: SiteListing;
}

/** While somebody writes, one listing follows the other: only one that has stood so long is written. */
const SETTLE_MS = 5000;

/** Sites that are remembered; the one opened longest ago goes. */
const KEPT = 20;

/** Remembers the listings of one open site, the newest when there was time for it. */
export class ListingKeeper {
  #next: SiteListing | null = null;
  /** As it was written last. */
  #written: SiteListing | null = null;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly where: ListingMemory,
    private readonly root: string,
  ) {}

  remember(listing: SiteListing): void {
    this.#next = listing;
    this.#timer ??= setTimeout(() => this.#write(), SETTLE_MS).unref();
  }

  close(): Promise<void> {
    this.#write();
    return this.#writing;
  }

  /** One after the other. Without it the next opening is slower, and nothing else: a full disk is said where something is lost. */
  #write(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const listing = this.#next;
    this.#next = null;
    if (listing === null || (this.#written !== null && newsOf(this.#written, listing)?.documents.length === 0)) return;
    this.#written = listing;
    this.#writing = this.#writing
      .then(() => rememberListing(this.where, this.root, listing))
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === undefined) throw error;
      });
  }
}

/** Lets others have a turn after each part. @returns null: none that can be trusted */
export async function recallListing({ folder, stamp }: ListingMemory, root: string): Promise<SiteListing | null> {
  let text: string;
  try {
    text = await readFile(join(folder, nameFor(root)), 'utf8');
  } catch (error) {
    // Never written, or not to be read: the tree comes with the build.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
  try {
    const [first = '', ...parts] = text.split('\n');
    const remembered = JSON.parse(first) as Remembered;
    const { listing } = remembered;
    if (remembered.stamp !== stamp || remembered.root !== root || remembered.parts !== parts.length) return null;
    for (const part of parts) {
      await turn();
      addPart(listing, JSON.parse(part) as Part);
    }
    return listing;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** @throws NodeJS.ErrnoException */
export async function rememberListing(
  { folder, stamp }: ListingMemory,
  root: string,
  listing: SiteListing,
): Promise<void> {
  const { head, parts } = listingApart(listing);
  const lines = [{ stamp, root, parts: parts.length, listing: head } satisfies Remembered, ...parts];
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  await writeWhole(join(folder, nameFor(root)), (file) => file.writeFile(text), 0o600);
  await forgetOldest(folder);
}

function nameFor(root: string): string {
  return `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.json`;
}

async function forgetOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  if (names.length <= KEPT) return;
  const times = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  times.sort((a, b) => b.time - a.time);
  for (const { name } of times.slice(KEPT)) await rm(join(folder, name), { force: true });
}
