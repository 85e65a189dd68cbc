/** Errors that cross the thread: CannotBuild and a stop arrive as what they were, everything else as its words. */
import { CannotBuild } from '../../engine/types.ts';
import type { ThreadError } from './messages.ts';

export function errorToData(error: unknown): ThreadError {
  if (error instanceof CannotBuild) {
    const { name, message, code, advice } = error;
    return { name, message, stack: null, code, advice };
  }
  if (error instanceof Error) {
    const { name, message, stack } = error;
    return { name, message, stack: stack ?? null, code: null, advice: null };
  }
  return { name: 'Error', message: String(error), stack: null, code: null, advice: null };
}

export function errorFromData({ name, message, stack, code, advice }: ThreadError): Error {
  if (name === 'CannotBuild') return new CannotBuild(code ?? '', message, advice ?? '');
  if (name === 'AbortError') return new DOMException(message, 'AbortError');
  const error = new Error(message);
  if (stack !== null) error.stack = stack;
  return error;
}
