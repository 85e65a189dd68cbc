/** Remembers where windows were, each by its site, in `windows.json`. */
import { readFile } from 'node:fs/promises';
import type { Rectangle } from 'electron';
import { z } from 'zod';
import { writeState } from '../common/state-file.ts';

/** More than anyone arranges by hand. */
const KEPT = 20;

const whole = z.number().int().min(-100_000).max(100_000);
const placeSchema = z.strictObject({
  /** Null: Welcome. */
  site: z.string().max(4000).nullable(),
  bounds: z.strictObject({ x: whole, y: whole, width: whole.positive(), height: whole.positive() }),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof placeSchema>;

export interface WindowMemory {
  /** Where the window of this site was, else where the one used last was. */
  recall(site: string | null): { bounds: Rectangle; maximized: boolean } | null;
  remember(place: WindowPlace): void;
  /** Resolves when all is on disk that was to be remembered. */
  settled(): Promise<void>;
}

/** @param file absolute. One that is missing or cannot be read counts as empty: only positions are lost. */
export async function openWindowMemory(file: string, onError: (error: unknown) => void): Promise<WindowMemory> {
  let places = await readPlaces(file, onError);
  let writing: Promise<void> = Promise.resolve();
  return {
    recall: (site) => places.find((place) => place.site === site) ?? places[0] ?? null,
    remember: (place) => {
      places = [place, ...places.filter((other) => other.site !== place.site)].slice(0, KEPT);
      const now = places;
      writing = writing.then(() => writeState(file, now)).catch(onError);
    },
    settled: () => writing,
  };
}

async function readPlaces(file: string, onError: (error: unknown) => void): Promise<WindowPlace[]> {
  try {
    return z
      .array(placeSchema)
      .max(KEPT)
      .parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError(error);
    return [];
  }
}
