/** One open document in memory: its text, who may edit it, and what of it is on disk. */
import type { TextChange } from '../../../shared/contract/documents.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import { applyChanges, areValid, differenceOf } from './apply-changes.ts';
import type { DiskText } from './disk-text.ts';
import type { SaveFailure } from './failures.ts';
import type { LogBase, LogEdit, RecoveryLog } from './recovery-log.ts';
import { MAX_BYTES, type ReadOnly } from './text-bytes.ts';
import { type Author, StaleEdit } from './types.ts';

/** Edits that are remembered for clients which missed some. */
const REMEMBERED = 200;

/** What is on disk, as far as we know. */
export interface Base {
  text: string;
  bom: boolean;
  /** null: no file. */
  hash: string | null;
  /** The version of the document whose text this is. */
  version: number;
}

export class OpenDocument {
  text: string;
  version: number;
  base: Base;
  readOnly: ReadOnly | null = null;
  /** `disk` null: the file is gone. */
  conflict: { disk: DiskText | null } | null = null;
  recovered: { text: string; typed: string } | null = null;
  owner: string | null = null;
  readonly viewers = new Set<string>();
  /** Hashes that we tried to write: on disk they are nobody else's. */
  readonly attempted = new Set<string>();
  /** What the next save replaces was given up on purpose and must be kept whatever was kept before. */
  keepReplaced = false;
  failure: SaveFailure | null = null;
  failures = 0;
  /** What was said last about the recovery log, so that it is said once. */
  warned: string | null = null;
  cancelSave: (() => void) | null = null;
  cancelFlush: (() => void) | null = null;
  /** Called when an automatic save is over. */
  onIdle: (() => void) | null = null;
  #recent: { before: number; changes: TextChange[] }[] = [];
  #seqs = new Map<string, { seq: number; version: number }>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    public file: string,
    public log: RecoveryLog,
    disk: DiskText | null,
    version: number,
  ) {
    this.version = version;
    this.text = disk?.text ?? '';
    this.base = { text: this.text, bom: disk?.bom ?? false, hash: disk?.hash ?? null, version };
  }

  get unsaved(): boolean {
    return this.version !== this.base.version;
  }

  /** What touches the file happens one after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** The version that an edit led to which has arrived before; null when it is new. */
  repeated(author: Author): number | null {
    const last = this.#seqs.get(author.client);
    return last !== undefined && author.seq <= last.seq ? last.version : null;
  }

  /** @throws StaleEdit; StudioError when the changes cannot be made */
  check(version: number, changes: readonly TextChange[]): void {
    if (this.readOnly !== null) throw new StudioError('cannot', this.readOnly.message);
    if (version !== this.version) throw new StaleEdit(this.text, this.version, this.#since(version));
    if (!areValid(changes, this.text.length)) {
      throw new StudioError('bad-call', 'This edit does not fit the text.', 'not sorted, overlapping or out of range');
    }
    if (changes.some(({ insert }) => insert.includes('\0'))) {
      throw new StudioError('refused', 'What was inserted holds a character that no text can have (NUL).');
    }
    const added = changes.reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), 0);
    // A UTF-16 unit takes at most three bytes.
    if ((this.text.length + added) * 3 > MAX_BYTES && Buffer.byteLength(applyChanges(this.text, changes)) > MAX_BYTES) {
      throw new StudioError(
        'too-large',
        'With this, the text would be larger than 5 MB, which is the most that Galley can edit.',
      );
    }
  }

  /** Makes checked changes and notes them in the log. @param typed milliseconds since 1970 */
  change(changes: TextChange[], author: Author | null, typed: number): void {
    const base: LogBase = { ...this.base, version: this.version };
    this.#remember(this.version, changes);
    this.text = applyChanges(this.text, changes);
    this.version++;
    if (author !== null) this.#seqs.set(author.client, { seq: author.seq, version: this.version });
    const { client, seq } = author ?? { client: null, seq: 0 };
    this.log.note(() => base, { version: this.version, changes, client, seq, typed });
  }

  /** The text is what is on disk now. */
  adopt(disk: DiskText | null): void {
    const text = disk?.text ?? '';
    if (text !== this.text) this.#recent = [];
    if (text !== this.text || this.unsaved) this.version++;
    this.text = text;
    this.base = { text, bom: disk?.bom ?? this.base.bom, hash: disk?.hash ?? null, version: this.version };
    this.readOnly = disk?.problem ?? null;
    this.conflict = null;
  }

  /** What is on disk is known, and the text is meant to replace it. */
  rebase(disk: DiskText | null): void {
    const { text, bom, hash } = disk ?? { text: '', bom: this.base.bom, hash: null };
    this.base = { text, bom, hash, version: -1 };
    this.conflict = null;
  }

  /** Text that was typed before the program ended, on top of what is on disk. */
  restore(text: string, bom: boolean, seqs: ReadonlyMap<string, number>): void {
    if (this.base.hash === null) this.base.bom = bom;
    this.text = text;
    this.version++;
    for (const [client, seq] of seqs) this.#seqs.set(client, { seq, version: this.version });
  }

  /** The log in two records: what is on disk, and the difference to the text. */
  summary(typed: number): [LogBase, LogEdit] {
    const changes = differenceOf(this.base.text, this.text);
    const [client, last] = [...this.#seqs].at(-1) ?? [null, { seq: 0 }];
    const edit = { version: this.version, changes, client, seq: last.seq, typed };
    return [{ ...this.base, version: this.version - 1 }, edit];
  }

  #remember(before: number, changes: TextChange[]): void {
    this.#recent.push({ before, changes });
    if (this.#recent.length > REMEMBERED) this.#recent.shift();
  }

  #since(version: number): TextChange[][] | null {
    const from = this.#recent.findIndex(({ before }) => before === version);
    return from < 0 ? null : this.#recent.slice(from).map(({ changes }) => changes);
  }
}
