import { statSync } from 'node:fs';
import { signatureOf } from '../../../kernel/stat-signature.ts';
import { fileErrorCode } from '../site/files.ts';

/** The stat signature of a file, links followed; "" when it cannot be looked at. */
export function lookAt(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined || !stat.isFile() ? '' : signatureOf(stat);
  } catch (error) {
    fileErrorCode(error);
    return '';
  }
}
