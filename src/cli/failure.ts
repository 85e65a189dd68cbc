import { UsageError } from './args.ts';
import { printable } from './terminal/text.ts';

export interface Failure {
  /** A code of the engine, or 'usage', or 'internal': a mistake of ours. */
  code: string;
  message: string;
  advice: string;
}

/** What to say about a build that could not run. Only mistakes of ours show a stack. */
export function describeFailure(error: unknown, version: string): Failure {
  if (error instanceof UsageError) return { code: 'usage', message: error.message, advice: 'See “galley help”.' };
  if (isCannotBuild(error))
    return { code: error.code, message: printable(error.message), advice: printable(error.advice) };
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'internal',
    message: 'This is a mistake in Galley, not in your site. Your texts are untouched.',
    advice: `Please report it with these lines:\n\ngalley ${version}, Node ${process.version}, ${process.platform} ${process.arch}\n${details}`,
  };
}

/** By name: loading the engine to compare classes would cost more than the sentence. */
function isCannotBuild(error: unknown): error is Error & { code: string; advice: string } {
  return error instanceof Error && error.name === 'CannotBuild' && 'code' in error && 'advice' in error;
}
