/** Names that a folder cannot hold. A folder may lie on a disk of another system; its own disk still has the last word. */
import { posix } from 'node:path';

const LONGEST = 255;
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/** @param path its last part is looked at */
export function folderNameProblem(path: string, platform: NodeJS.Platform = process.platform): string | null {
  const name = posix.basename(path);
  if (Buffer.byteLength(name) > LONGEST) return 'its name is too long';
  if (name.includes('\0')) return 'its name has a character that no file name can have';
  if (platform !== 'win32') return null;
  // Characters that Windows keeps for itself, control characters among them.
  if (/[<>:"|?*\\\p{Cc}]/u.test(name)) return 'Windows does not allow one of its characters';
  if (/[. ]$/.test(name)) return 'Windows does not allow a name that ends with a dot or a space';
  return RESERVED.test(name) ? 'Windows keeps that name for itself' : null;
}

/** Whether upper and lower case are one. */
export function foldFolderName(path: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' || platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path;
}
