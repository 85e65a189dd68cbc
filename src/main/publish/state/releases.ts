/**
 * The records of what was published. A release is there when its head is (`000007.json`); its files (`.files`) and what it
 * replaced (`.changes`) are written before.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ifThere } from '../file-problem.ts';
import type { Print } from '../hash.ts';
import type { PublishedPage, Receipt, Release } from '../types.ts';
import { readLines, writeLines } from './lines.ts';

/** Releases that can be taken back. */
const KEPT_RELEASES = 20;
/** Records in the list, those that were taken back included. */
const KEPT_RECORDS = 60;

/** What a release did at one path. */
export interface ChangeRecord {
  path: string;
  before: Print | null;
  after: string | null;
}

type FileRow = ['f', path: string, hash: string, size: number] | ['p', output: string, title: string, url: string];
type ChangeRow = [path: string, hash: string | null, size: number, after: string | null];

/** @returns all records, oldest first */
export async function readHeads(folder: string): Promise<Release[]> {
  const names = ((await ifThere(readdir(folder))) ?? []).filter((name) => /^\d{6,}\.json$/.test(name));
  const heads: Release[] = [];
  for (const name of names) {
    const [head] = (await readLines(join(folder, name))) ?? [];
    if (head !== undefined) heads.push(head as Release);
  }
  return heads.sort((a, b) => a.number - b.number);
}

/** Releases that lie there on top of each other, oldest first: those that were taken back are not among them. */
export function standing(heads: readonly Release[]): Release[] {
  const taken = new Set(heads.map((head) => head.undoes));
  return heads.filter((head) => head.kind === 'publish' && !taken.has(head.number));
}

export async function readReceipt(folder: string, release: Release): Promise<Receipt> {
  const files = new Map<string, Print>();
  const pages: PublishedPage[] = [];
  for (const row of ((await readLines(part(folder, release.number, 'files'))) ?? []) as FileRow[]) {
    if (row[0] === 'f') files.set(row[1], { hash: row[2], size: row[3] });
    else pages.push({ output: row[1], title: row[2], url: row[3] });
  }
  return { release, files, pages };
}

export async function readChanges(folder: string, number: number): Promise<ChangeRecord[]> {
  const rows = ((await readLines(part(folder, number, 'changes'))) ?? []) as ChangeRow[];
  return rows.map(([path, hash, size, after]) => ({ path, before: hash === null ? null : { hash, size }, after }));
}

/** Commits a release. An undo has no files of its own: those of the release below it lie there again. */
export async function saveRelease(
  folder: string,
  release: Release,
  content: {
    files: Iterable<[string, Print]>;
    pages: readonly PublishedPage[];
    changes: readonly ChangeRecord[];
  } | null,
): Promise<void> {
  if (content !== null) {
    await writeLines(part(folder, release.number, 'files'), fileRows(content.files, content.pages));
    await writeLines(part(folder, release.number, 'changes'), content.changes.map(changeRow));
  }
  await writeLines(part(folder, release.number, 'json'), [release]);
}

/**
 * Forgets the oldest records.
 * @returns numbers of the releases that can still be taken back
 */
export async function pruneReleases(folder: string): Promise<number[]> {
  const heads = await readHeads(folder);
  const stack = standing(heads);
  const kept = stack.slice(-KEPT_RELEASES).map(({ number }) => number);
  const old = stack.slice(0, -KEPT_RELEASES).map(({ number }) => number);
  const rest = heads.map(({ number }) => number).filter((number) => !kept.includes(number) && !old.includes(number));
  // Oldest first, so that a release that was taken back goes before the record that says so.
  const dropped = [...old, ...rest.slice(0, Math.max(0, rest.length - KEPT_RECORDS))];
  for (const number of dropped) {
    for (const kind of ['json', 'files', 'changes'] as const) await rm(part(folder, number, kind), { force: true });
  }
  for (const number of rest) {
    for (const kind of ['files', 'changes'] as const) await rm(part(folder, number, kind), { force: true });
  }
  return kept;
}

function part(folder: string, number: number, kind: 'json' | 'files' | 'changes'): string {
  return join(folder, `${String(number).padStart(6, '0')}.${kind}`);
}

function* fileRows(files: Iterable<[string, Print]>, pages: readonly PublishedPage[]): Iterable<FileRow> {
  for (const [path, { hash, size }] of files) yield ['f', path, hash, size];
  for (const { output, title, url } of pages) yield ['p', output, title, url];
}

function changeRow({ path, before, after }: ChangeRecord): ChangeRow {
  return [path, before?.hash ?? null, before?.size ?? 0, after];
}
