/** One writer per site at a time: a file that names who is writing, stolen only from the dead. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotBuild } from '../types.ts';
import { writeFailure } from './file-errors.ts';
import { makeFolder } from './make-folder.ts';

interface Holder {
  pid: number;
  host: string;
  /** When the process started, as the system counts it; '' where that is not known. Tells a reused pid apart. */
  birth: string;
  since: string;
}

const PATIENCE_MS = 10_000;
const POLL_MS = 100;

export interface LockOptions {
  /** How long to wait for another holder, milliseconds. */
  patience?: number;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

/**
 * @returns a function that gives it back
 * @throws CannotBuild naming the holder
 * @throws AbortError when the signal comes while it waits
 */
export async function takeLock(
  path: string,
  { patience = PATIENCE_MS, signal }: LockOptions = {},
): Promise<() => Promise<void>> {
  const token = randomBytes(6).toString('hex');
  const draft = `${path}.${token}`;
  const deadline = performance.now() + patience;
  let text: string;
  try {
    await makeFolder(dirname(path));
    text = await writeDraft(draft, token);
    for (;;) {
      if (await tryLink(draft, path)) break;
      const holder = await readHolder(path);
      if (holder !== null && isDead(holder)) {
        await removeStale(path, token);
        continue;
      }
      if (performance.now() > deadline) throw held(holder);
      await sleep(POLL_MS, undefined, { signal });
    }
  } catch (error) {
    throw writeFailure(error, path);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    const current = await readFile(path, 'utf8').catch(ignoreMissing);
    if (current === text) await rm(path, { force: true });
  };
}

/** @returns what it holds */
async function writeDraft(draft: string, token: string): Promise<string> {
  const file = await open(draft, 'wx');
  try {
    const mine: Holder = {
      pid: process.pid,
      host: hostname(),
      birth: birthOf(process.pid),
      since: new Date().toISOString(),
    };
    const text = JSON.stringify({ ...mine, token, inode: (await file.stat()).ino });
    await file.writeFile(text);
    return text;
  } finally {
    await file.close();
  }
}

/** A hard link appears whole or not at all, and fails when the name is taken. */
async function tryLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  const file = await open(path, 'r').catch(ignoreMissing);
  if (file === null) return null;
  try {
    const value = JSON.parse(await file.readFile('utf8')) as (Partial<Holder> & { inode?: number }) | null;
    if (typeof value?.pid !== 'number' || typeof value.host !== 'string') return DEAD;
    // Copied with its folder: who wrote it is at work elsewhere.
    const isCopy = value.inode !== undefined && value.inode !== (await file.stat()).ino;
    if (isCopy && value.host === hostname()) return DEAD;
    return { pid: value.pid, host: value.host, birth: value.birth ?? '', since: value.since ?? '' };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Not ours to understand: a lock is linked into place whole, so this is a damaged file of a dead writer.
    return DEAD;
  } finally {
    await file.close();
  }
}

const DEAD: Holder = { pid: 0, host: hostname(), birth: '', since: '' };

function isDead(holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  if (holder.pid === 0) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  const birth = birthOf(holder.pid);
  return holder.birth !== '' && birth !== '' && birth !== holder.birth;
}

/** Two who find the same dead holder must not remove each other's fresh lock: only the one whose rename succeeds goes on. */
async function removeStale(path: string, token: string): Promise<void> {
  const grave = `${path}.${token}.stale`;
  try {
    await rename(path, grave);
    const holder = await readHolder(grave);
    if (holder !== null && !isDead(holder)) await tryLink(grave, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    await rm(grave, { force: true });
  }
}

function birthOf(pid: number): string {
  if (process.platform !== 'linux') return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    // The process has just gone, or /proc is not mounted: then the pid alone decides.
    return '';
  }
}

function held(holder: Holder | null): CannotBuild {
  const who =
    holder === null
      ? 'Another Galley'
      : `Another Galley (process ${holder.pid} on ${holder.host}, since ${holder.since})`;
  return new CannotBuild(
    'site-locked',
    `${who} is building this site.`,
    'Wait until it has finished, or end it, and build again.',
  );
}

function ignoreMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
