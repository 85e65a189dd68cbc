import { readFile, stat } from 'node:fs/promises';
import type { LastGood } from '../../engine/types.ts';
import { diskReason } from '../failures.ts';

/** A page as it lies in public/, with its time; null: there is none. @param path absolute */
export async function builtPage(path: string): Promise<LastGood | null> {
  try {
    const [html, { mtime }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { html, written: mtime.toISOString() };
  } catch (error) {
    if (diskReason(error) !== null || (error as NodeJS.ErrnoException).code === 'EISDIR') return null;
    throw error;
  }
}
