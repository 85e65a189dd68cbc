import { CannotBuild } from '../types.ts';

const wording: Record<string, { message: (path: string) => string; advice: string }> = {
  ENOSPC: {
    message: (path) => `The disk is full: ${path} could not be written.`,
    advice: 'Make room on the disk and build again; nothing that was there before is lost.',
  },
  EDQUOT: {
    message: (path) => `The disk quota is used up: ${path} could not be written.`,
    advice: 'Make room and build again; nothing that was there before is lost.',
  },
  EROFS: {
    message: (path) => `The disk is read-only: ${path} could not be written.`,
    advice: 'Choose another folder with --out, or make the disk writable.',
  },
  EACCES: {
    message: (path) => `Galley may not write ${path}.`,
    advice: 'Give yourself permission to write there, or choose another folder with --out.',
  },
  EPERM: {
    message: (path) => `Galley may not write ${path}.`,
    advice: 'Give yourself permission to write there, or choose another folder with --out.',
  },
  ENOTDIR: {
    message: (path) => `${path} lies below a file that should be a folder.`,
    advice: 'Move that file away, or choose another folder with --out.',
  },
};

/** Turns a failed write into the sentence that ends the build; other errors are given back as they are. */
export function writeFailure(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const words = code === undefined ? undefined : wording[code];
  if (words === undefined || error instanceof CannotBuild) return error;
  return new CannotBuild(`write-${code?.toLowerCase()}`, words.message(path), words.advice, { cause: error });
}
