/** A thread that died while it built leaves its lock, which names a process that lives on: ours. */
import { readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { statePaths } from '../../engine/state-paths.ts';

/** To be called when no thread of this process builds the site any more. */
export function removeOwnLock(root: string): void {
  const path = statePaths(root).lock;
  const holder = readHolder(path);
  if (holder?.pid === process.pid && holder.host === hostname()) rmSync(path, { force: true });
}

function readHolder(path: string): { pid?: unknown; host?: unknown } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid?: unknown; host?: unknown } | null;
  } catch {
    // None, or none that can be read: then it is not ours, and the next build says what there is to say.
    return null;
  }
}
