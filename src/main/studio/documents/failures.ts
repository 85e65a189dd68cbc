/** Why a text could not be written, in the writer's words. */

export type SaveFailure = {
  reason: 'disk-full' | 'no-permission' | 'folder-gone' | 'outside' | 'other';
  message: string;
  /** What the system said. */
  detail: string;
};

/** @param file as the writer knows it ("content/about.md") */
export function saveFailure(error: unknown, file: string): SaveFailure {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof OutsideError) return { reason: 'outside', message: error.message, detail };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `The disk is full, so ${file} is not saved yet. Your text is still here, and Galley goes on trying: make room on the disk.`;
    return { reason: 'disk-full', message, detail };
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    const message = `Galley may not write in the folder of ${file}, so it is not saved yet. Your text is still here: give yourself permission to write there, and Galley will save it.`;
    return { reason: 'no-permission', message, detail };
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const message = `The folder of ${file} is not there any more, so it is not saved. Your text is still here: put the folder back, and Galley will save it.`;
    return { reason: 'folder-gone', message, detail };
  }
  const message = `${file} could not be saved. Your text is still here, and Galley goes on trying.`;
  return { reason: 'other', message, detail };
}

/** A path that leads out of the folders that belong to the site. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError';
}
