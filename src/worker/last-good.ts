/** Before a degraded page takes the place of a good one, the good one is kept: the preview shows how it looked. */
import { hash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { isDegradedPage } from '../kernel/site/degraded-page.ts';
import type { KnownOutput } from '../kernel/tasks.ts';

/**
 * Nothing happens when the file is no page of ours, or degraded itself. The copy carries the time at which the page was written.
 * @param folder of the kept pages
 * @param path in public/
 * @param file where that is
 */
export function keepLastGood(folder: string, path: string, file: string, known: KnownOutput | null): void {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (known === null || stat === undefined || !stat.isFile()) return;
  const bytes = readFileSync(file);
  const isOurs = known.hash === null || known.hash === hash('sha256', bytes, 'hex').slice(0, 32);
  if (!isOurs || bytes.byteLength === 0 || isDegradedPage(bytes)) return;
  const target = `${folder}/${path}`;
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    // A link on the way leads to somebody else's files.
    if (realpathSync(dirname(target)) !== dirname(target)) return;
    writeFileSync(temporary, bytes, { flag: 'wx' });
    utimesSync(temporary, stat.atime, stat.mtime);
    renameSync(temporary, target);
  } catch (error) {
    // A file of an earlier page may be where a folder is wanted now: the page goes on without its earlier version.
    if (!inTheWay.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    rmSync(temporary, { force: true });
  }
}

const inTheWay: ReadonlySet<string> = new Set(['EEXIST', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY']);
