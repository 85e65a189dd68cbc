/** The memory of an open site: from its cache file, or empty with the reason why. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { EngineOptions } from '../types.ts';
import type { Frame } from './frames.ts';
import { CacheLog, type LogProblem } from './log.ts';
import { SiteMemory } from './memory.ts';

/** Grows when what the cache file holds changes its meaning. */
const FORMAT = 1;

export interface OpenMemory {
  memory: SiteMemory;
  log: CacheLog;
  /** null: all that was saved is there. */
  problem: LogProblem | null;
}

export async function openMemory(path: string, root: string, options: EngineOptions): Promise<OpenMemory> {
  const memory = new SiteMemory();
  const log = new CacheLog(path, sealOf(root, options));
  const { frames, problem } = await log.read();
  memory.recall(frames as Frame[]);
  return { memory, log, problem };
}

/** Adds what has come since it was saved last, or writes it whole where that is shorter or the file is not as we left it. */
export async function saveMemory({ memory, log }: OpenMemory): Promise<void> {
  const frames = memory.takeUnsaved();
  if (frames !== null && frames.length === 0) return;
  if (frames !== null && (await log.append(frames))) return;
  await log.write(memory.frames());
}

/**
 * What must be the same for anything in the file to count: its format, the code that made it, what that runs on, the machine and
 * the place. The worker's entry names the parts that it is built of by their hashes.
 */
export function sealOf(root: string, { workerPath, galleyVersion, machine }: EngineOptions): string {
  const code = createHash('sha256').update(readFileSync(workerPath)).digest('hex');
  const { v8, icu, tz, modules } = process.versions;
  const site = createHash('sha256')
    .update(JSON.stringify([machine ?? '', root]))
    .digest('hex');
  return `galley-cache ${JSON.stringify([FORMAT, galleyVersion, code, v8, icu, tz, modules, site])}`;
}
