/**
 * What a place has to be able to do to be published to. The plan-and-apply engine does the rest, so that another kind of
 * place (SFTP, a bucket) brings this and nothing more.
 */
import type { BuiltFile } from './types.ts';

/** What lies at a path. */
export type Found =
  | { kind: 'none' }
  | { kind: 'file'; hash: string; size: number }
  /** Nothing, and nothing can be put there while `by` stands: a file or a link where a folder has to be. */
  | { kind: 'below'; by: string }
  /** A folder where a file is wanted; `files` is all that is in it. */
  | { kind: 'folder'; files: string[] }
  /** A link or a device, which is never followed and never replaced. */
  | { kind: 'other' };

export interface Survey {
  found: Map<string, Found>;
  /** The state of the whole place where it has a name for it; null: it has none, or nothing is there yet. */
  revision: string | null;
}

/** A file of this machine whose content is to be what `hash` and `size` say. */
export interface Source extends BuiltFile {
  /** Absolute. */
  file: string;
}

export interface TargetAdapter {
  /** The release becomes visible at once in `finish`; until then nothing has happened there. */
  readonly atOnce: boolean;
  /** How many files it takes at the same time. */
  readonly parallel: number;
  /** Why it cannot hold a file of this name; null: it can. */
  nameProblem(path: string): string | null;
  /** Two names that are one there have the same result. */
  fold(path: string): string;
  /** What lies at each of `paths`; fingerprints are of what lies there now. */
  survey(paths: readonly string[], signal: AbortSignal): Promise<Survey>;
  /** @param take gets the content of a file that was found, piece by piece */
  read(path: string, take: (bytes: Buffer) => Promise<void>): Promise<void>;
  /** Told once, before the first change. `token` marks whatever is left unfinished; `earlier` are tokens whose remains are to go. */
  begin(message: string, token: string, earlier: readonly string[], paths: readonly string[]): Promise<void>;
  /** Whole or not at all. @throws PublishProblem 'build-changed' when the source is not what it says */
  put(source: Source): Promise<void>;
  /** Also takes away folders that are empty without it. Nothing happens when it is not there. */
  remove(path: string): Promise<void>;
  /**
   * Makes it visible and lasting.
   * @param note is told the new revision before it becomes visible
   * @returns the revision
   */
  finish(note: (revision: string) => Promise<void>): Promise<string | null>;
  close(): Promise<void>;
}
