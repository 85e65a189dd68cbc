/**
 * The outputs list: what in the output folder is ours. It is not a cache: without it nothing could be deleted or replaced
 * safely, so it survives --clean and is written whole or not at all.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { KnownOutput, OutputFile } from '../../../kernel/tasks.ts';
import { lookAt } from '../cache/look.ts';
import { CannotBuild } from '../types.ts';
import { writeAtomic } from './atomic.ts';
import { writeFailure } from './file-errors.ts';

export type Outputs = Map<string, KnownOutput>;

/** How outputs differ from those before. */
export interface OutputChanges {
  made: ReadonlyMap<string, KnownOutput>;
  /** None of them is made. */
  gone: readonly string[];
}

const HEADER = 'galley-outputs 1';
const INTENT = 'galley-intent 1';
const UNKNOWN: KnownOutput = { size: -1, hash: null, signature: '' };
/** The end of the names under which files are written before they are renamed. */
const TEMPORARY = /\.[0-9a-f]{12}\.tmp$/;

/** Where the state of one output folder is kept: one list and one intent record for each folder that was ever built to. */
export function outputsPaths(state: string, root: string, out: string): { list: string; intent: string } {
  const name =
    resolve(out) === resolve(root, 'public')
      ? 'outputs'
      : `outputs-${createHash('sha256').update(resolve(out)).digest('hex').slice(0, 12)}`;
  return { list: `${state}/${name}`, intent: `${state}/${name}.intent` };
}

/**
 * Reads what is ours. Files that a killed build meant to touch are ours with unknown content, and so is what it left under
 * temporary names.
 * @param adopt take over whatever lies in the folder when the list is lost
 * @throws CannotBuild when the folder has files and no list says whose they are
 */
export async function readOutputs(
  paths: { list: string; intent: string },
  out: string,
  adopt: boolean,
): Promise<Outputs> {
  const intended = await readLines(paths.intent);
  const outputs = await readList(paths.list, intended !== null);
  if (outputs === null && intended === null && !adopt && (await namesIn(out)).length > 0) {
    throw new CannotBuild(
      'outputs-lost',
      `${out} has files in it, and Galley has no record that it made them.`,
      'Empty the folder, choose another one with --out, or say --adopt to let Galley replace what is in its way.',
    );
  }
  const owned: Outputs = outputs ?? new Map();
  for (const path of intended ?? []) owned.set(path, UNKNOWN);
  for (const path of await abandonedIn(out, intended ?? [])) owned.set(path, UNKNOWN);
  return owned;
}

/** The temporary files beside what a killed build was replacing, which it could neither rename nor remove. */
async function abandonedIn(out: string, intended: readonly string[]): Promise<string[]> {
  const files = new Set(intended);
  const found: string[] = [];
  for (const folder of new Set(intended.map((path) => dirname(path)))) {
    for (const name of await namesIn(`${out}/${folder}`)) {
      const path = folder === '.' ? name : `${folder}/${name}`;
      const target = path.replace(TEMPORARY, '');
      if (target !== path && files.has(target)) found.push(path);
    }
  }
  return found;
}

/**
 * Says, before they are written, which files the build may touch; whoever is killed leaves this behind. What an earlier
 * killed build left stays in it until a build has committed its list.
 */
export class Intent {
  #files: Set<string> | null = null;

  constructor(private readonly path: string) {}

  async add(files: readonly string[]): Promise<void> {
    this.#files ??= new Set(await readLines(this.path));
    const before = this.#files.size;
    for (const file of files) this.#files.add(file);
    if (this.#files.size > before) await writeAtomic(this.path, lines(INTENT, this.#files));
  }
}

/** More outdated rows than this share of the live ones, and the list is written whole. */
const MOST_OUTDATED = 1;

/**
 * The outputs list of an open site's folder. What is not read again is what nobody else can have written since: the file is the
 * very one that was left, and no intent record is there.
 */
export class OutputsList {
  #left: { list: string; signature: string; outputs: Outputs; rows: number } | null = null;

  /** As `readOutputs`. `untouched`: the build before ended well, and nobody has built since. */
  async read(
    paths: { list: string; intent: string },
    out: string,
    adopt: boolean,
  ): Promise<{ outputs: Outputs; untouched: boolean }> {
    const left = this.#left;
    const untouched =
      left !== null && left.list === paths.list && lookAt(paths.list) === left.signature && !existsSync(paths.intent);
    if (untouched) return { outputs: left.outputs, untouched };
    this.#left = null;
    return { outputs: await readOutputs(paths, out, adopt), untouched };
  }

  /**
   * Commits the list and withdraws the intent: few changes are added at its end, many make it new.
   * @param outputs as they were read; the changes are made in them
   */
  async save(paths: { list: string; intent: string }, outputs: Outputs, changes: OutputChanges): Promise<void> {
    const left = this.#left?.outputs === outputs ? this.#left : null;
    this.#left = null;
    const known = left?.rows ?? outputs.size;
    const rows = rowsOf(changes);
    for (const path of changes.gone) outputs.delete(path);
    for (const [path, made] of changes.made) outputs.set(path, made);
    const mayGrow = known + rows.length <= outputs.size * (1 + MOST_OUTDATED) + 100;
    let written = known;
    if (left !== null && mayGrow && rows.length > 0) {
      written = known + rows.length;
      await append(paths, rows);
    } else if (rows.length > 0 || !existsSync(paths.list)) {
      written = outputs.size;
      await writeList(paths.list, outputs);
    }
    await rm(paths.intent, { force: true });
    this.#left = { list: paths.list, signature: lookAt(paths.list), outputs, rows: written };
  }
}

function rowsOf({ made, gone }: OutputChanges): string[] {
  return [...[...made].map(([path, known]) => rowOf(path, known)), ...gone.map((path) => JSON.stringify([path]))];
}

function rowOf(path: string, { size, hash, signature }: KnownOutput): string {
  return JSON.stringify([path, size, hash, signature]);
}

/** A list with a torn end counts only beside an intent record. */
async function append({ list, intent }: { list: string; intent: string }, rows: readonly string[]): Promise<void> {
  try {
    if (!existsSync(intent)) await writeAtomic(intent, lines(INTENT, []));
    const file = await open(list, 'a');
    try {
      await file.writeFile(`${rows.join('\n')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw writeFailure(error, list);
  }
}

async function writeList(list: string, outputs: Outputs): Promise<void> {
  const rows: string[] = [HEADER];
  for (const path of [...outputs.keys()].sort()) rows.push(rowOf(path, outputs.get(path) as KnownOutput));
  await writeAtomic(list, `${rows.join('\n')}\n`);
}

export function knownOf(file: OutputFile): KnownOutput {
  return { size: file.size, hash: file.hash, signature: file.signature };
}

/** @param torn whether its end may be torn: an intent record then names what the rows there were about */
async function readList(path: string, torn: boolean): Promise<Outputs | null> {
  const text = await readText(path);
  if (text === null || !text.startsWith(`${HEADER}\n`)) return null;
  const end = text.lastIndexOf('\n');
  if (end < text.length - 1 && !torn) return null;
  const outputs: Outputs = new Map();
  try {
    for (const row of text.slice(HEADER.length + 1, end).split('\n')) {
      if (row === '') continue;
      const [file, size, hash, signature] = JSON.parse(row) as [string, number?, (string | null)?, string?];
      if (size === undefined) outputs.delete(file);
      else outputs.set(file, { size, hash: hash as string | null, signature: signature as string });
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

/** None when there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw writeFailure(error, folder);
  }
}
