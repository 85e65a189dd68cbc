/** The folders that are followed, by the names they were given: where each of them really is, and whether it is still the same one. */
import { realpathSync, statSync } from 'node:fs';
import { isWithin } from './links.ts';

interface Place {
  real: string;
  /** Another folder in the same place has another one. */
  identity: string;
}

export interface Moved {
  folder: string;
  /** Real paths; null: it was not there, is not there. */
  before: string | null;
  after: string | null;
}

export class Followed {
  readonly #places = new Map<string, Place | null>();

  /** Sets the folders. @returns those that were not among them before */
  set(folders: readonly string[]): string[] {
    const fresh = [...new Set(folders)].filter((folder) => !this.#places.has(folder));
    for (const folder of this.#places.keys()) if (!folders.includes(folder)) this.#places.delete(folder);
    for (const folder of fresh) this.#places.set(folder, placeOf(folder));
    return fresh;
  }

  /** Where they really are; one that is not there, where it will be. In the order in which they were set. */
  roots(): string[] {
    return [...this.#places].map(([folder, place]) => place?.real ?? folder);
  }

  realOf(folder: string): string | null {
    return this.#places.get(folder)?.real ?? null;
  }

  /** Whether it lies in the real folder of another one, none of `moved`. */
  isBelowAnother(folder: string, moved: readonly string[]): boolean {
    return [...this.#places].some(
      ([name, place]) => place !== null && name !== folder && !moved.includes(name) && isWithin(place.real, folder),
    );
  }

  /** Whether one of them came, went, or is another one than at the last `moved`. */
  get isMoved(): boolean {
    return [...this.#places].some(([folder, place]) => placeOf(folder)?.identity !== place?.identity);
  }

  /** Takes in what happened to them. */
  moved(): Moved[] {
    const all: Moved[] = [];
    for (const [folder, before] of this.#places) {
      const after = placeOf(folder);
      if (after?.identity === before?.identity) continue;
      this.#places.set(folder, after);
      all.push({ folder, before: before?.real ?? null, after: after?.real ?? null });
    }
    return all;
  }
}

function placeOf(folder: string): Place | null {
  try {
    const real = realpathSync(folder);
    const { dev, ino } = statSync(real, { bigint: true });
    return { real, identity: `${dev}:${ino} ${real}` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
}
