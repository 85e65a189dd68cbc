/** Hash of every file and size of every picture, remembered by path, stat signature and content. */
import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { assetKind } from '../../../kernel/assets/paths.ts';
import type { FileHash, ImageInfo, NotAnImage, UnreadableFile } from '../../../kernel/assets/tasks.ts';
import { readCache, writeCache } from './cache-file.ts';
import { inParallel, runTwice } from './parallel.ts';
import type { AssetFile, PrepareInput } from './types.ts';

export type KnownFile = FileHash | ImageInfo | NotAnImage;
export type FileInfo = KnownFile | UnreadableFile;

/** A stat signature proves nothing about a file that changed this shortly before it was read. */
const DISTRUST_MS = 2_000;
const FORMAT = 1;
/** Files and bytes of one task. */
const BATCH_FILES = 40;
const BATCH_BYTES = 16_000_000;

interface Memory {
  signature: string;
  /** Milliseconds since 1970 at which the phase that read it began. */
  seen: number;
  info: KnownFile;
}

/** What is to be read of a file: `hash` when only the bytes need comparing with what is remembered. */
interface Question {
  file: AssetFile;
  task: 'hashFiles' | 'imageInfo';
  signature: string;
  remembered: KnownFile | null;
}

/** @returns by path. A file that has vanished is `unreadable` */
export async function fileInfos(input: PrepareInput, files: readonly AssetFile[]): Promise<Map<string, FileInfo>> {
  const infos = new Map<string, FileInfo>();
  if (files.length === 0) return infos;
  const began = Date.now();
  const cachePath = join(input.cacheFolder, 'files.json');
  const memories = toMemories(await readCache(cachePath));
  const kept: Record<string, Memory> = {};
  const questions: Question[] = [];
  await inParallel(
    files,
    async (file) => {
      const stats = await statOf(file.path);
      if ('problem' in stats) return void infos.set(file.path, stats);
      const memory = memories[file.source];
      if (memory !== undefined && isTrusted(memory, stats)) {
        kept[file.source] = memory;
        return void infos.set(file.path, memory.info);
      }
      questions.push(questionAbout(file, stats, memory));
    },
    { parallel: 16, signal: input.signal },
  );
  await answer(input, questions, (question, info) => {
    infos.set(question.file.path, info);
    if (info === undefined || isUnreadable(info)) return;
    kept[question.file.source] = { signature: question.signature, seen: began, info };
  });
  const changed = questions.length > 0 || Object.keys(kept).length !== Object.keys(memories).length;
  if (changed) await writeCache(cachePath, { format: FORMAT, files: sorted(kept) });
  return infos;
}

export function isUnreadable(info: FileInfo): info is UnreadableFile {
  return 'problem' in info && info.problem === 'unreadable';
}

function toMemories(cached: unknown): Readonly<Record<string, Memory>> {
  const record = cached as { format?: unknown; files?: Record<string, Memory> } | null;
  return record?.format === FORMAT ? (record.files ?? {}) : {};
}

function sorted(memories: Record<string, Memory>): Record<string, Memory> {
  return Object.fromEntries(
    Object.keys(memories)
      .sort()
      .map((source) => [source, memories[source] as Memory]),
  );
}

async function statOf(path: string): Promise<BigIntStats | UnreadableFile> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    return { problem: 'unreadable', message: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

function signatureOf(stats: BigIntStats): string {
  return `${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}:${stats.ino}`;
}

function isTrusted(memory: Memory, stats: BigIntStats): boolean {
  const latest = Math.max(Number(stats.mtimeMs), Number(stats.ctimeMs));
  return memory.signature === signatureOf(stats) && latest < memory.seen - DISTRUST_MS;
}

function questionAbout(file: AssetFile, stats: BigIntStats, memory: Memory | undefined): Question {
  const isImage = assetKind(file.name) === 'image';
  const signature = signatureOf(stats);
  if (!isImage) return { file, task: 'hashFiles', signature, remembered: null };
  const same = memory !== undefined && memory.info.bytes === Number(stats.size);
  return { file, task: same ? 'hashFiles' : 'imageInfo', signature, remembered: same ? memory.info : null };
}

/** A picture whose bytes turn out to differ from what is remembered is asked about again, in full. */
async function answer(
  input: PrepareInput,
  questions: readonly Question[],
  tell: (question: Question, info: FileInfo) => void,
): Promise<void> {
  const again: Question[] = [];
  await inParallel(
    inBatches(questions),
    async (batch) => {
      const infos = await ask(input, batch);
      batch.forEach((question, i) => {
        const info = infos[i] as FileInfo;
        if (question.remembered === null || isUnreadable(info)) tell(question, info);
        else if (question.remembered.hash === (info as FileHash).hash) tell(question, question.remembered);
        else again.push({ ...question, task: 'imageInfo', remembered: null });
      });
    },
    { parallel: input.parallel, signal: input.signal },
  );
  if (again.length > 0) await answer(input, again, tell);
}

/** A batch that takes its worker with it is asked file by file; the one to blame counts as unreadable. */
async function ask(input: PrepareInput, batch: readonly Question[]): Promise<FileInfo[]> {
  const task = (batch[0] as Question).task;
  const paths = batch.map(({ file }) => file.path);
  const infos = await runTwice<FileInfo[]>(input.run, task, paths);
  if (infos !== null) return infos;
  if (batch.length === 1) return [{ problem: 'unreadable', message: 'reading it stopped a worker' }];
  const alone: FileInfo[] = [];
  for (const question of batch) alone.push(...(await ask(input, [question])));
  return alone;
}

/** By task, in order, bounded by count and by bytes. */
function inBatches(questions: readonly Question[]): Question[][] {
  const batches: Question[][] = [];
  for (const task of ['imageInfo', 'hashFiles'] as const) {
    let batch: Question[] = [];
    let bytes = 0;
    for (const question of questions) {
      if (question.task !== task) continue;
      if (batch.length === 0 || batch.length >= BATCH_FILES || bytes + question.file.bytes > BATCH_BYTES) {
        batch = [];
        bytes = 0;
        batches.push(batch);
      }
      batch.push(question);
      bytes += question.file.bytes;
    }
  }
  return batches;
}
