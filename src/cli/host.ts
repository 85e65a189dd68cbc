import type { EngineOptions } from '../main/engine/types.ts';

/** A stream of text that may be a terminal: process.stdout, process.stderr, or a test's own. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Puts a question to the person. @returns the line that was typed; null: the input has ended. @throws the signal's reason */
export type Ask = (question: string, signal: AbortSignal) => Promise<string | null>;

/** All that the command line takes from the process that it runs in. */
export interface Host {
  engine: EngineOptions;
  /** Folder of the starters. */
  startersPath: string;
  /** What relative paths start from. */
  folder: string;
  out: Output;
  err: Output;
  noColor: boolean;
  environment: Readonly<Record<string, string | undefined>>;
  /** `GALLEY_TOKEN`, which is for publishing and for no program that is run from here: `environment` has it no more. */
  token: string | null;
  /** null: nobody is there to answer. */
  ask: Ask | null;
  /** Calls `stop` when the person wants to stop; the result takes the listener away. */
  onStop(stop: () => void): () => void;
}

/** Exit codes; see `galley help`. */
export const exitCodes = { good: 0, couldNotRun: 1, mistakes: 2 } as const;
