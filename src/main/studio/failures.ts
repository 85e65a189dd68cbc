/** Whatever is thrown below the contract, as the plain data that a window can show. */
import { type ContractError, StudioError } from '../../shared/contract/wire.ts';
import { CannotBuild } from '../engine/types.ts';
import { PublishProblem } from '../publish/types.ts';
import { EngineLost } from './engine/engine-lost.ts';

const unexpected = 'Something went wrong inside Galley. What you typed is kept; please try again.';

/** A code of StudioError stays; what nobody expected becomes `internal`, with its own words as the detail. */
export function contractError(error: unknown): ContractError {
  if (error instanceof StudioError) {
    return { code: error.code, message: error.message, ...(error.detail !== undefined && { detail: error.detail }) };
  }
  if (error instanceof CannotBuild)
    return { code: 'cannot', message: `${error.message} ${error.advice}`, detail: error.code };
  if (error instanceof PublishProblem)
    return { code: 'refused', message: `${error.message} ${error.advice}`, detail: error.detail ?? error.code };
  if (error instanceof EngineLost) return { code: 'cannot', message: error.message };
  if (isAbort(error))
    return { code: 'cannot', message: 'It was stopped before it had finished.', detail: 'AbortError' };
  return { code: 'internal', message: unexpected, detail: describe(error) };
}

/** Stopped on purpose: by the writer, or by something newer. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Of a value that may be anything, even one whose text cannot be had. */
function describe(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'an error that cannot be shown';
  }
}

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  ENOENT: 'it is not there any more',
  ENOTDIR: 'a file is in the way',
  EEXIST: 'something of that name is there already',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links lead in a circle',
};

/** Why the system refused, as the end of a sentence; null: not a failure of the disk. */
export function diskReason(error: unknown): string | null {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === undefined ? null : (words[code] ?? null);
}

/**
 * Runs work on the disk; a refusal becomes a sentence.
 * @param sentence "The new site could not be made"
 * @throws StudioError 'cannot'
 */
export async function onDisk<Result>(sentence: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const reason = diskReason(error);
    if (reason === null) throw error;
    throw new StudioError('cannot', `${sentence}: ${reason}.`, String(error));
  }
}
