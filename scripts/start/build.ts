/** The build of Galley itself, for the commands that begin with one when it is needed. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { isStale } from './stale.ts';

/**
 * Said on the other stream: what a command prints for programs is alone on its own.
 * @param root the project's folder, absolute
 * @returns whether a program that is not older than its sources is there
 */
export function buildWhenStale(root: string): boolean {
  if (!isStale(root)) return true;
  process.stderr.write('Building Galley; this takes a moment the first time.\n');
  const program = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { status } = spawnSync(process.execPath, [program, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.stderr.write('Galley could not be built; the lines above say why.\n');
  return status === 0;
}
