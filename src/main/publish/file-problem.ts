/** Failed file operations in the writer's words. */
import { PublishProblem } from './types.ts';

const wording: Record<string, { message: (path: string) => string; advice: string }> = {
  ENOSPC: {
    message: (path) => `The disk is full: ${path} could not be written.`,
    advice: 'Make room there and publish again; what was done already is not done twice.',
  },
  EDQUOT: {
    message: (path) => `The room that you may use there is full: ${path} could not be written.`,
    advice: 'Make room and publish again; what was done already is not done twice.',
  },
  EROFS: {
    message: (path) => `The disk is read-only: ${path} could not be written.`,
    advice: 'Choose another place, or make the disk writable.',
  },
  EACCES: {
    message: (path) => `Galley may not read or write ${path}.`,
    advice: 'Give yourself permission there, or choose another place.',
  },
  EPERM: {
    message: (path) => `Galley may not read or write ${path}.`,
    advice: 'Give yourself permission there, or choose another place.',
  },
  ENOENT: {
    message: (path) => `${path} is not there any more.`,
    advice: 'If it is on another disk or computer, connect it. Then publish again.',
  },
  EIO: {
    message: (path) => `The disk failed at ${path}.`,
    advice: 'Check the disk and its connection, then publish again.',
  },
  EINVAL: {
    message: (path) => `The disk there cannot hold a file called ${path}.`,
    advice: 'Give the page or picture another name, or choose another place.',
  },
};
const inTheWay = ['EEXIST', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'ELOOP'];

/** @returns a PublishProblem for errors of the file system, other errors as they are */
function fileProblem(error: unknown, path: string): unknown {
  if (error instanceof PublishProblem) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === undefined) return error;
  if (inTheWay.includes(code)) {
    const message = `Something else stands where ${path} has to go.`;
    return new PublishProblem('in-the-way', message, 'Look what it is, move it away, and publish again.', code);
  }
  const words = wording[code];
  if (words === undefined) return error;
  return new PublishProblem(`file-${code.toLowerCase()}`, words.message(path), words.advice, code);
}

/** Runs `work`, which touches `path`. @throws PublishProblem when the file system refuses */
export async function withPath<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw fileProblem(error, path);
  }
}

export function errorCode(error: unknown): string | null {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : null;
}

/** Null when nothing is there. */
export async function ifThere<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** A source is no longer what the plan says. */
export function buildChanged(path: string): PublishProblem {
  const message = `${path} changed while it was being published.`;
  return new PublishProblem('build-changed', message, 'Build the site and publish again; what is there already stays.');
}
