/** How pages looked before their design failed: kept by the task that wrote the degraded page, read for the preview. */
import { readFile, realpath, rm, stat } from 'node:fs/promises';
import { isSafePath } from './safe-path.ts';
import { fileErrorCode, isMissing } from './site/files.ts';
import type { LastGood } from './types.ts';

/**
 * @param folder real path
 * @param output path in public/
 */
export async function readLastGood(folder: string, output: string): Promise<LastGood | null> {
  if (!isSafePath(output)) return null;
  const path = `${folder}/${output}`;
  try {
    if ((await realpath(path)) !== path) return null;
    const [html, { mtime }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { html, written: mtime.toISOString() };
  } catch (error) {
    const code = fileErrorCode(error);
    if (isMissing(code) || code === 'EISDIR') return null;
    throw error;
  }
}

/** To be called when a page is gone. */
export async function forgetLastGood(folder: string, output: string): Promise<void> {
  const code = await rm(`${folder}/${output}`, { force: true }).then(() => null, fileErrorCode);
  // Something else lies there: a folder of another page's.
  if (code !== null && code !== 'ERR_FS_EISDIR' && code !== 'EISDIR' && !isMissing(code))
    throw new Error(`${folder}/${output}: ${code}`);
}
