/**
 * Several edits that belong together: made in all of their files or in none, kept with what was there before, and taken back whole.
 * A file that is open gets them as an ordinary edit, which its editor takes up as a step.
 */
import { dirname } from 'node:path';
import type { ChangeSummary } from '../../../shared/contract/fixes.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import { applyChanges, differenceOf } from '../documents/apply-changes.ts';
import { makeFoldersBelow, replaceFile, sweepFolder } from '../documents/atomic-write.ts';
import { type Clock, realClock } from '../documents/clock.ts';
import { type Disk, orMissing, realDisk } from '../documents/disk.ts';
import { findFile } from '../documents/disk-text.ts';
import { saveFailure } from '../documents/failures.ts';
import type { DocumentStore } from '../documents/store.ts';
import { decodeText, encodeText, hashOf } from '../documents/text-bytes.ts';
import type { StoreOptions } from '../documents/types.ts';
import { ChangeFolder, type ChangeRecord, type FileBytes } from './change-record.ts';
import { type EditResult, isProblem } from './problem.ts';

/** Of those that can be taken back, and again of those that were. */
const MOST = 50;

/** One file of a change. `edit` is given its text as it is when the change is made; null: there is no such file. */
export interface FileEdit {
  file: string;
  edit(text: string | null): EditResult;
}

export interface ChangeRequest {
  /** What it does, for the writer ("Write “title” instead of “titel”"). */
  label: string;
  files: FileEdit[];
}

/** What a change would do to one file. */
export interface EditedFile {
  file: string;
  /** null: the change makes the file. */
  before: string | null;
  after: string;
}

interface Planned extends EditedFile {
  bytes: FileBytes;
}

export class Changes {
  readonly #folder: ChangeFolder;
  readonly #disk: Disk;
  readonly #clock: Clock;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly options: StoreOptions,
    private readonly store: DocumentStore,
  ) {
    this.#disk = options.disk ?? realDisk;
    this.#clock = options.clock ?? realClock;
    this.#folder = new ChangeFolder(this.#disk, options.root);
  }

  /**
   * Completes or takes back what a kill left half made. To be called before any document is opened, and before the store's `restore`.
   * @returns labels; `stuck`, with the system's reason: what cannot be written at the moment and is tried again at the next start
   */
  async start(): Promise<{ completed: string[]; takenBack: string[]; stuck: string[] }> {
    const result = { completed: [] as string[], takenBack: [] as string[], stuck: [] as string[] };
    for (const id of await this.#folder.ids()) {
      if (!(await this.#folder.hasBegun(id))) await this.#folder.forget(id);
      const record = await this.#folder.read(id);
      if (record === null || record.state === 'done' || record.state === 'undone') continue;
      try {
        result[await this.#makeGood(record)].push(record.label);
      } catch (error) {
        // Whatever the reason, the site must open; nothing of the change is forgotten.
        result.stuck.push(`${record.label} (${saveFailure(error, record.label).detail})`);
      }
    }
    return result;
  }

  /** What a change would do now. @throws StudioError `refused` with the reason */
  preview(request: ChangeRequest): Promise<EditedFile[]> {
    return this.#inTurn(async () => {
      const planned = await this.#plan(request);
      return planned.map(({ file, before, after }) => ({ file, before, after }));
    });
  }

  /** @throws StudioError `refused` with the reason; then no file is changed */
  make(request: ChangeRequest): Promise<ChangeSummary> {
    return this.#inTurn(async () => {
      const planned = await this.#plan(request);
      const record = this.#record(request.label, planned);
      await this.#begin(record, planned);
      await this.#carryOut(record, 'before', 'after');
      await this.#folder.write({ ...record, state: 'done' });
      await this.#prune();
      return summaryOf({ ...record, state: 'done' });
    });
  }

  /** Takes a change back whole. @throws StudioError `not-found`; `refused` when one of its files changed since, with its name */
  undo(id: string): Promise<ChangeSummary> {
    return this.#inTurn(async () => {
      const record = await this.#folder.read(id);
      if (record === null) throw new StudioError('not-found', 'This change is not kept any more.');
      if (record.state !== 'done') throw new StudioError('refused', 'This change is taken back already.');
      await this.#refuseIfTouched(record);
      await this.#folder.write({ ...record, state: 'undoing' });
      await this.#carryOut(record, 'after', 'before');
      await this.#folder.write({ ...record, state: 'undone' });
      await this.#prune();
      return summaryOf({ ...record, state: 'undone' });
    });
  }

  /** Newest first: at most fifty that can be taken back, and fifty that were. */
  async recentChanges(): Promise<ChangeSummary[]> {
    const found: ChangeSummary[] = [];
    for (const id of await this.#folder.ids()) {
      const record = await this.#folder.read(id);
      if (record?.state === 'done' || record?.state === 'undone') found.push(summaryOf(record));
    }
    return found;
  }

  async #plan(request: ChangeRequest): Promise<Planned[]> {
    const planned: Planned[] = [];
    for (const { file, edit } of request.files) {
      const one = await this.#planFile(file, edit);
      if (one !== null) planned.push(one);
    }
    if (planned.length === 0) throw new StudioError('refused', 'There is nothing to change any more.');
    return planned;
  }

  async #planFile(file: string, edit: FileEdit['edit']): Promise<Planned | null> {
    await this.#saveIfOpen(file);
    const before = await this.#read(file);
    const { text, bom, problem } = before === null ? { text: null, bom: false, problem: null } : decodeText(before);
    if (problem !== null) throw new StudioError('refused', `${file} cannot be changed here. ${problem.message}`);
    const changes = edit(text);
    if (isProblem(changes)) throw new StudioError('refused', `${file}: ${changes.problem}`);
    const after = applyChanges(text ?? '', changes);
    if (after === text) return null;
    return { file, before: text, after, bytes: { before, after: encodeText(after, bom) } };
  }

  #record(label: string, planned: readonly Planned[]): ChangeRecord {
    const now = this.#clock.now();
    const files = planned.map(({ file, bytes: { before, after } }) => ({
      file,
      before: before === null ? null : hashOf(before),
      after: hashOf(after),
    }));
    return { id: this.#folder.newId(now), label, made: new Date(now).toISOString(), state: 'applying', files };
  }

  async #begin(record: ChangeRecord, planned: readonly Planned[]): Promise<void> {
    try {
      await this.#folder.begin(
        record,
        planned.map(({ bytes }) => bytes),
      );
    } catch (error) {
      await this.#folder.forget(record.id).catch(() => undefined);
      throw cannotWrite(error, '.galley');
    }
  }

  /** All files, or none: what cannot be written takes the others back. */
  async #carryOut(record: ChangeRecord, from: 'before' | 'after', to: 'before' | 'after'): Promise<void> {
    for (const [index, { file }] of record.files.entries()) {
      try {
        await this.#put(record, index, from, to);
      } catch (error) {
        await this.#takeBack(record, to, from);
        throw error instanceof StudioError ? error : cannotWrite(error, file);
      }
    }
  }

  async #takeBack(record: ChangeRecord, from: 'before' | 'after', to: 'before' | 'after'): Promise<void> {
    await this.#putAll(record, from, to);
    if (to === 'before') await this.#folder.forget(record.id);
    else await this.#folder.write({ ...record, state: 'done' });
  }

  /** Those files that are in the one state get into the other. */
  async #putAll(record: ChangeRecord, from: 'before' | 'after', to: 'before' | 'after'): Promise<void> {
    for (const [index, { file, [from]: expected }] of record.files.entries()) {
      await this.#revertTyped(record, index, from, to);
      const bytes = await this.#read(file);
      if ((bytes === null ? null : hashOf(bytes)) === expected) await this.#put(record, index, from, to);
    }
  }

  /** An open document that took an edit and could not be saved gives it back. */
  async #revertTyped(
    record: ChangeRecord,
    index: number,
    from: 'before' | 'after',
    to: 'before' | 'after',
  ): Promise<void> {
    const { file } = record.files[index] as ChangeRecord['files'][number];
    const open = this.store.textOf(file);
    if (open === null || !this.store.unsaved().includes(file)) return;
    const bytes = await this.#folder.bytes(record, index);
    if (open.text !== textIn(bytes[from])) return;
    this.store.apply(file, open.version, differenceOf(open.text, textIn(bytes[to])));
  }

  /** @throws StudioError when the file is not what was expected; file errors */
  async #put(record: ChangeRecord, index: number, from: 'before' | 'after', to: 'before' | 'after'): Promise<void> {
    const { file } = record.files[index] as ChangeRecord['files'][number];
    const bytes = await this.#folder.bytes(record, index);
    const open = this.store.textOf(file);
    if (open !== null && bytes[to] !== null) {
      if (open.text !== textIn(bytes[from])) throw touched(record, [file]);
      this.store.apply(file, open.version, differenceOf(open.text, textIn(bytes[to])));
      const problem = await this.store.save(file);
      if (problem !== null) throw new StudioError('refused', problem.message, problem.detail);
      return;
    }
    await this.#write(record, file, bytes[from], bytes[to]);
    if (this.store.isOpen(file)) await this.store.noticeDisk(file);
  }

  async #write(record: ChangeRecord, file: string, from: Uint8Array | null, to: Uint8Array | null): Promise<void> {
    const { path, root } = await this.#find(file);
    const expected = from === null ? null : hashOf(from);
    if (to !== null) {
      await makeFoldersBelow(this.#disk, root, dirname(path));
      const replaced = await replaceFile(this.#disk, { path, bytes: to, expected });
      if (!replaced.done) throw touched(record, [file]);
      return;
    }
    const found = await orMissing(this.#disk.read(path));
    if (found !== null && hashOf(found) !== expected) throw touched(record, [file]);
    await this.#disk.remove(path);
    await this.#disk.syncFolder(dirname(path));
  }

  async #refuseIfTouched(record: ChangeRecord): Promise<void> {
    const changed: string[] = [];
    for (const { file, after } of record.files) {
      await this.#saveIfOpen(file);
      const bytes = await this.#read(file);
      if (bytes === null || hashOf(bytes) !== after) changed.push(file);
    }
    if (changed.length > 0) throw touched(record, changed);
  }

  async #makeGood(record: ChangeRecord): Promise<'completed' | 'takenBack'> {
    for (const { file } of record.files) await sweepFolder(this.#disk, dirname((await this.#find(file)).path));
    if (record.state === 'applying') return (await this.#finish(record)) ? 'completed' : 'takenBack';
    await this.#putAll(record, 'after', 'before');
    await this.#folder.write({ ...record, state: 'undone' });
    return 'takenBack';
  }

  /** @returns whether the change is whole now; else it is gone, because somebody else changed one of its files */
  async #finish(record: ChangeRecord): Promise<boolean> {
    let isUntouched = true;
    for (const { file, before, after } of record.files) {
      const bytes = await this.#read(file);
      const hash = bytes === null ? null : hashOf(bytes);
      if (hash !== before && hash !== after) isUntouched = false;
    }
    await this.#putAll(record, isUntouched ? 'before' : 'after', isUntouched ? 'after' : 'before');
    if (isUntouched) await this.#folder.write({ ...record, state: 'done' });
    else await this.#folder.forget(record.id);
    return isUntouched;
  }

  /** What was typed is part of the text that is changed. */
  async #saveIfOpen(file: string): Promise<void> {
    const problem = await this.store.save(file);
    if (problem !== null) throw new StudioError('refused', problem.message, problem.detail);
  }

  async #read(file: string): Promise<Uint8Array | null> {
    return orMissing(this.#disk.read((await this.#find(file)).path));
  }

  #find(file: string): ReturnType<typeof findFile> {
    return findFile(this.#disk, this.options.locate(file), this.options.granted());
  }

  /** What was taken back pushes out only its like, and what is left half made stays until it is made good. */
  async #prune(): Promise<void> {
    const kept = { done: 0, undone: 0 };
    for (const id of await this.#folder.ids()) {
      const record = await this.#folder.read(id);
      if (record?.state === 'applying' || record?.state === 'undoing') continue;
      // A record that cannot be read takes nothing back either.
      if (++kept[record?.state ?? 'undone'] > MOST) await this.#folder.forget(id);
    }
  }

  /** One after the other: each is worked out on what the one before it left. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function summaryOf({ id, label, made, state, files }: ChangeRecord): ChangeSummary {
  return { id, label, made, files: files.map(({ file }) => file), undone: state === 'undone' };
}

function textIn(bytes: Uint8Array | null): string {
  return bytes === null ? '' : decodeText(bytes).text;
}

function touched(record: ChangeRecord, files: readonly string[]): StudioError {
  const what = files.length === 1 ? `${files[0]} was` : `${files.slice(0, 3).join(', ')} were`;
  const more = files.length > 3 ? ` and ${files.length - 3} more files` : '';
  return new StudioError(
    'refused',
    `“${record.label}” is left as it is: ${what.replace(/ (were)$/, `${more} $1`)} changed since.`,
  );
}

function cannotWrite(error: unknown, file: string): StudioError {
  const { reason, detail } = saveFailure(error, file);
  const why = {
    'disk-full': 'the disk is full',
    'no-permission': `Galley may not write ${file}`,
    'folder-gone': `the folder of ${file} is not there any more`,
    outside: `${file} lies outside of the site`,
    other: `${file} could not be written`,
  }[reason];
  return new StudioError('refused', `Nothing was changed: ${why}.`, detail);
}
