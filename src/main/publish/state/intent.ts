/**
 * What an unfinished publish meant to do, written before its first change there. Whoever is killed leaves it behind: it says
 * what there is ours, and what lay there before.
 */
import { rm } from 'node:fs/promises';
import type { Print } from '../hash.ts';
import type { PublishPlan } from '../types.ts';
import { readLines, writeLines } from './lines.ts';

export interface IntentEntry {
  /** What lay there before the first attempt; null: nothing. */
  before: Print | null;
  /** What each attempt wanted there; null: nothing. */
  afters: (string | null)[];
}

export interface Intent {
  kind: 'publish' | 'undo';
  site: PublishPlan['site'];
  /** Of the record that ends it. */
  number: number;
  /** Number of the release that was being taken back. */
  undoes: number | null;
  /** Marks of what the attempts may have left behind. */
  tokens: string[];
  /** Revisions that the attempts may have made visible. */
  revisions: string[];
  entries: Map<string, IntentEntry>;
}

type Row = [path: string, hash: string | null, size: number, ...afters: (string | null)[]];

/** Null when nothing is unfinished. */
export async function readIntent(path: string): Promise<Intent | null> {
  const lines = await readLines(path);
  if (lines === null) return null;
  const [head, ...rows] = lines as [Omit<Intent, 'entries'>, ...Row[]];
  const entries = new Map<string, IntentEntry>();
  for (const [file, hash, size, ...afters] of rows) {
    entries.set(file, { before: hash === null ? null : { hash, size }, afters });
  }
  return { ...head, entries };
}

export async function saveIntent(path: string, intent: Intent): Promise<void> {
  await writeLines(path, linesOf(intent));
}

export async function dropIntent(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** The intent of a new attempt on top of what earlier ones left. What they noted as having been there before stays so. */
export function extendIntent(
  earlier: Intent | null,
  now: Pick<Intent, 'kind' | 'site' | 'number' | 'undoes'> & { token: string },
  changes: Iterable<{ path: string; before: Print | null; after: string | null }>,
): Intent {
  const entries = new Map(earlier?.entries);
  for (const { path, before, after } of changes) {
    const entry = entries.get(path) ?? { before, afters: [] };
    const afters = entry.afters.includes(after) ? entry.afters : [...entry.afters, after];
    entries.set(path, { before: entry.before, afters });
  }
  return {
    kind: earlier?.kind ?? now.kind,
    site: now.site,
    number: now.number,
    undoes: earlier === null ? now.undoes : earlier.undoes,
    tokens: [...(earlier?.tokens ?? []), now.token],
    revisions: earlier?.revisions ?? [],
    entries,
  };
}

function* linesOf({ entries, ...head }: Intent): Iterable<unknown> {
  yield head;
  for (const [path, { before, afters }] of entries) {
    yield [path, before?.hash ?? null, before?.size ?? 0, ...afters] satisfies Row;
  }
}
