/** Where in a site Galley keeps what it needs between builds. */
import { rm, stat } from 'node:fs/promises';
import { writeAtomic } from './save/atomic.ts';

export interface StatePaths {
  folder: string;
  cache: string;
  assets: string;
  reports: string;
  /** The last good version of each page that is degraded now, by its path in public/. */
  preview: string;
  /** What the site remembers of its builds. */
  memory: string;
  /** Whether the next build has anything to do. */
  standstill: string;
  lock: string;
}

export function statePaths(root: string): StatePaths {
  const folder = `${root}/.galley`;
  return {
    folder,
    cache: `${folder}/cache`,
    assets: `${folder}/cache/assets`,
    reports: `${folder}/reports`,
    preview: `${folder}/preview`,
    memory: `${folder}/cache/memory`,
    standstill: `${folder}/cache/standstill`,
    lock: `${folder}/lock`,
  };
}

/**
 * The folder ignores itself in Git.
 * @param clean forget what is only a cache; what is ours in the output folder is not forgotten
 */
export async function prepareState(state: StatePaths, clean: boolean): Promise<void> {
  const ignore = `${state.folder}/.gitignore`;
  const known = await stat(ignore).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (known === null) await writeAtomic(ignore, '*\n');
  if (clean) await rm(state.cache, { recursive: true, force: true });
}
