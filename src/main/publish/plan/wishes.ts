/** What is wanted at each path of a target, and what may lie there of ours: of a publish, and of taking one back. */
import type { Print } from '../hash.ts';
import { Pace } from '../pace.ts';
import type { Intent, IntentEntry } from '../state/intent.ts';
import type { ChangeRecord } from '../state/releases.ts';
import type { BuiltFile, Receipt } from '../types.ts';

export interface Wish {
  /** null: nothing. */
  want: Print | null;
  /** Content that we know of, null for none: what the last release left, or an attempt that did not finish. */
  known: ReadonlySet<string | null>;
  /** The last release says that it is ours, or this takes it back. */
  ours: boolean;
}

export type Wishes = Map<string, Wish>;

/** The site's files, and none where we have others. @param fold two names that are one at the target have the same */
export async function publishWishes(
  files: readonly BuiltFile[],
  receipt: Receipt | null,
  intent: Intent | null,
  fold: (path: string) => string,
): Promise<Wishes> {
  const owned = byFold(receipt?.files ?? [], fold);
  const tried = byFold(intent?.entries ?? [], fold);
  const wishes: Wishes = new Map();
  const add = (path: string, want: Print | null): void => {
    const mine = owned.get(fold(path));
    const afters = tried.get(fold(path))?.afters ?? [];
    wishes.set(path, { want, known: new Set([mine?.hash ?? null, ...afters]), ours: mine !== undefined });
  };
  const pace = new Pace();
  for (const { path, hash, size } of files) {
    if (pace.due) await pace.rest();
    add(path, { hash, size });
  }
  for (const path of [...(receipt?.files.keys() ?? []), ...(intent?.entries.keys() ?? [])]) {
    if (!wishes.has(path)) add(path, null);
  }
  return wishes;
}

/** What lay there before. @param changes of the release that is taken back; none when an unfinished publish is */
export function undoWishes(changes: readonly ChangeRecord[], intent: Intent | null): Wishes {
  const wishes: Wishes = new Map();
  const add = (path: string, before: Print | null, after: string | null, entry: IntentEntry | undefined): void => {
    const known = new Set([after, before?.hash ?? null, ...(entry?.afters ?? [])]);
    wishes.set(path, { want: before, known, ours: true });
  };
  for (const { path, before, after } of changes) add(path, before, after, intent?.entries.get(path));
  for (const [path, entry] of intent?.entries ?? []) {
    if (!wishes.has(path)) add(path, entry.before, entry.before?.hash ?? null, entry);
  }
  return wishes;
}

function byFold<Value>(entries: Iterable<[string, Value]>, fold: (path: string) => string): Map<string, Value> {
  return new Map([...entries].map(([path, value]) => [fold(path), value]));
}
