/** Reading small files that may be absent or not be text. */
import { lstatSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { sep } from 'node:path';
import type { Finding } from '../../../shared/proof.ts';

const missing = new Set(['ENOENT', 'ENOTDIR']);

/** The error code of a failed file operation ("EACCES"). @throws what is not one */
export function fileErrorCode(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof Error && typeof code === 'string' && code.startsWith('E')) return code;
  throw error;
}

export function isMissing(code: string): boolean {
  return missing.has(code);
}

/** What is at `path`, links not followed; null when nothing is there, or a file is where a folder should be. */
export function entryAt(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    if (isMissing(fileErrorCode(error))) return null;
    throw error;
  }
}

export function unreadable(path: string, problem: string): Finding {
  return { code: 'file-unreadable', data: { path, problem }, file: path, cause: path };
}

/** `problem`: why there is no text; null when the file is simply not there. */
export type TextFile = { text: string } | { text: null; problem: string | null };

/** `readText`, or the same with unsaved texts in the place of some files. */
export type TextReader = (path: string, within?: string) => TextFile;

/** Whether `path` is one of `roots` or lies below one; all of them real paths. */
export function isGranted(roots: readonly string[], path: string): boolean {
  return roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
}

/**
 * UTF-8, the BOM taken off.
 * @param within real path of a folder that the file must be in, symbolic links followed
 */
export function readText(path: string, within?: string): TextFile {
  let bytes: Buffer;
  try {
    if (within !== undefined && !isGranted([within], realpathSync(path))) {
      return { text: null, problem: 'a shortcut that leads out of the site' };
    }
    bytes = readFileSync(path);
  } catch (error) {
    const code = fileErrorCode(error);
    return { text: null, problem: isMissing(code) ? null : code };
  }
  const text = bytes.toString('utf8');
  if (text.includes('\uFFFD') && !bytes.includes('\uFFFD')) return { text: null, problem: 'not UTF-8' };
  return { text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text };
}
