/** What the store of documents is given, answers and tells. */
import type { TextChange } from '../../../shared/contract/documents.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { SaveFailure } from './failures.ts';
import type { ReadOnly } from './text-bytes.ts';

export interface StoreOptions {
  /** The site's folder: absolute, links followed. */
  root: string;
  /** Real paths of the folders in which texts may be read and written; asked for at each use. */
  granted(): readonly string[];
  /** Absolute path of a file as proofs name it ("content/about.md"). */
  locate(file: string): string;
  /** Called at once, in the order in which things happen. Must not throw. */
  onEvent(event: StoreEvent): void;
  disk?: Disk;
  clock?: Clock;
}

/** Who edits: a line to a window, and what numbers its edits so that none counts twice. */
export interface Author {
  connection: string;
  /** Stays the same when the line was lost and is back. */
  client: string;
  /** Grows with each edit of this client in this document. */
  seq: number;
}

export interface OpenText {
  file: string;
  /** Without byte order mark; line ends as they are. */
  text: string;
  /** Greater than any that this document had before, also before the program was started anew. */
  version: number;
  readOnly: ReadOnly | null;
  bom: boolean;
  /** There is no such file yet, or it is gone. Typing and saving makes it. */
  missing: boolean;
  saved: boolean;
  /** Whether this connection may edit; another one does, or nobody. */
  yours: boolean;
  /** Typed before the program ended, never saved, and the file has changed since; see `takeRecovered`. */
  recovered: { text: string; typed: string } | null;
  /** `disk` null: the file is gone. */
  conflict: { disk: string | null } | null;
}

export type StoreEvent = { file: string } & (
  | { type: 'edited'; version: number; changes: TextChange[]; author: Author | null }
  | { type: 'saved'; version: number }
  | ({ type: 'save-failed' } & SaveFailure)
  /** Typing goes on, but the recovery log or the history could not be written. */
  | ({ type: 'unprotected'; what: 'recovery' | 'history' } & SaveFailure)
  /** The file changed on disk while there was unsaved text; nothing is written until `resolveConflict`. null: it is gone. */
  | { type: 'conflict'; disk: string | null; mine: string }
  /** The conflict is over without anything that the text must take over. */
  | { type: 'settled'; version: number }
  /** All of the text is another one. */
  | { type: 'replaced'; version: number; text: string; readOnly: ReadOnly | null }
  /** The file is gone, and all that was typed had been saved. The text is still there; `resolveConflict` puts it back or lets go. */
  | { type: 'deleted' }
  /** `file` is the old name. */
  | { type: 'renamed'; to: string }
  | { type: 'owner'; owner: string | null }
);

/** Why a document is not saved; null: it is. */
export type SaveProblem = SaveFailure | { reason: 'conflict'; message: string; detail: string };

/** An edit of an old version. The client brings its edit to the newest one, or asks the writer. */
export class StaleEdit extends StudioError {
  constructor(
    readonly text: string,
    readonly version: number,
    /** What happened since the version that was edited, oldest first; null when that is not known any more. */
    readonly since: TextChange[][] | null,
  ) {
    super('stale', 'This text was changed elsewhere meanwhile.');
  }
}

export type Resolution = { keep: 'mine' | 'disk' } | { text: string };
