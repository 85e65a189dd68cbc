import { UsageError } from './args.ts';
import { exitCodes } from './host.ts';
import { printable } from './terminal/text.ts';

export interface Failure {
  /** A code of the engine, or 'usage', or 'internal': a mistake of ours. */
  code: string;
  message: string;
  advice: string;
}

/** A command that could have run and does not, with what to do about it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    message: string,
    readonly advice: string,
    readonly exitCode: number = exitCodes.couldNotRun,
  ) {
    super(message);
  }
}

/** What to say about a build that could not run. Only mistakes of ours show a stack. */
export function describeFailure(error: unknown, version: string): Failure {
  if (error instanceof UsageError) return { code: 'usage', message: error.message, advice: 'See “galley help”.' };
  if (isSaid(error)) return { code: error.code, message: printable(error.message), advice: printable(error.advice) };
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'internal',
    message: 'This is a mistake in Galley, not in your site. Your texts are untouched.',
    advice: `Please report it with these lines:\n\ngalley ${version}, Node ${process.version}, ${process.platform} ${process.arch}\n${details}`,
  };
}

export function exitCodeOfFailure(error: unknown): number {
  return error instanceof Refusal ? error.exitCode : exitCodes.couldNotRun;
}

const saidNames = new Set(['CannotBuild', 'PublishProblem', 'Refusal']);

/** Errors that are sentences for a person. By name: loading the engine to compare classes would cost more than the sentence. */
function isSaid(error: unknown): error is Error & { code: string; advice: string } {
  return error instanceof Error && saidNames.has(error.name) && 'code' in error && 'advice' in error;
}
