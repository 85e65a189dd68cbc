import { readFile, realpath } from 'node:fs/promises';
import { isGranted } from '../../engine/site/files.ts';
import { decodeText } from '../documents/text-bytes.ts';
import { diskReason } from '../failures.ts';

/** The text of a file inside the granted folders, symbolic links followed; null when there is none that can be read. */
export async function readGranted(path: string, granted: readonly string[]): Promise<string | null> {
  try {
    const real = await realpath(path);
    if (!isGranted(granted, real)) return null;
    const { text, problem } = decodeText(await readFile(real));
    return problem === null ? text : null;
  } catch (error) {
    if (diskReason(error) !== null || (error as NodeJS.ErrnoException).code === 'EISDIR') return null;
    throw error;
  }
}
