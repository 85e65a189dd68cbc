/**
 * The outputs list: what in the output folder is ours. It is not a cache: without it nothing could be deleted or replaced
 * safely, so it survives --clean and is written whole or not at all.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { KnownOutput, OutputFile } from '../../../kernel/tasks.ts';
import { CannotBuild } from '../types.ts';
import { writeAtomic } from './atomic.ts';
import { writeFailure } from './file-errors.ts';

export type Outputs = Map<string, KnownOutput>;

const HEADER = 'galley-outputs 1';

/** Where the state of one output folder is kept: one list and one intent record for each folder that was ever built to. */
export function outputsPaths(state: string, root: string, out: string): { list: string; intent: string } {
  const name =
    resolve(out) === resolve(root, 'public')
      ? 'outputs'
      : `outputs-${createHash('sha256').update(resolve(out)).digest('hex').slice(0, 12)}`;
  return { list: `${state}/${name}`, intent: `${state}/${name}.intent` };
}

/**
 * Reads what is ours. Files that a killed build meant to touch are ours with unknown content.
 * @param adopt take over whatever lies in the folder when the list is lost
 * @throws CannotBuild when the folder has files and no list says whose they are
 */
export async function readOutputs(
  paths: { list: string; intent: string },
  out: string,
  adopt: boolean,
): Promise<Outputs> {
  const outputs = await readList(paths.list);
  const intended = await readLines(paths.intent);
  if (outputs === null && intended === null && !adopt && (await hasFiles(out))) {
    throw new CannotBuild(
      'outputs-lost',
      `${out} has files in it, and Galley has no record that it made them.`,
      'Empty the folder, choose another one with --out, or say --adopt to let Galley replace what is in its way.',
    );
  }
  const owned: Outputs = outputs ?? new Map();
  for (const path of intended ?? []) owned.set(path, { size: -1, hash: null, signature: '' });
  return owned;
}

/** Says, before they are written, which files the build may touch; whoever is killed leaves this behind. */
export class Intent {
  readonly #files = new Set<string>();

  constructor(private readonly path: string) {}

  async add(files: readonly string[]): Promise<void> {
    const before = this.#files.size;
    for (const file of files) this.#files.add(file);
    if (this.#files.size > before) await writeAtomic(this.path, lines('galley-intent 1', this.#files));
  }
}

/** Commits the list and withdraws the intent. */
export async function saveOutputs(paths: { list: string; intent: string }, outputs: Outputs): Promise<void> {
  const rows: string[] = [HEADER];
  for (const path of [...outputs.keys()].sort()) {
    const known = outputs.get(path) as KnownOutput;
    rows.push(JSON.stringify([path, known.size, known.hash, known.signature]));
  }
  await writeAtomic(paths.list, `${rows.join('\n')}\n`);
  await rm(paths.intent, { force: true });
}

export function knownOf(file: OutputFile): KnownOutput {
  return { size: file.size, hash: file.hash, signature: file.signature };
}

async function readList(path: string): Promise<Outputs | null> {
  const rows = await readText(path);
  if (rows === null || !rows.startsWith(`${HEADER}\n`)) return null;
  const outputs: Outputs = new Map();
  try {
    for (const row of rows.slice(HEADER.length + 1).split('\n')) {
      if (row === '') continue;
      const [file, size, hash, signature] = JSON.parse(row) as [string, number, string | null, string];
      outputs.set(file, { size, hash, signature });
    }
  } catch {
    // A damaged list proves nothing about any file.
    return null;
  }
  return outputs;
}

async function readLines(path: string): Promise<string[] | null> {
  const text = await readText(path);
  if (text === null) return null;
  return text
    .split('\n')
    .slice(1)
    .filter((row) => row.startsWith('"') && row.endsWith('"'))
    .map((row) => JSON.parse(row) as string);
}

function lines(header: string, files: Iterable<string>): string {
  const rows = [header];
  for (const file of files) rows.push(JSON.stringify(file));
  return `${rows.join('\n')}\n`;
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function hasFiles(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw writeFailure(error, folder);
  }
}
