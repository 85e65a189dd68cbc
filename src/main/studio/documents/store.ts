/**
 * The one open copy of each document of a site. Whoever types, whatever else edits, and the disk itself meet here; what was typed
 * is in the recovery log within a second and in its file a second after the last key, and nothing is ever written over a text that
 * the writer has not seen.
 */
import { dirname } from 'node:path';
import type { HistoryEntry, TextChange } from '../../../shared/contract/documents.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import { sweepFolder } from './atomic-write.ts';
import { realClock } from './clock.ts';
import { realDisk } from './disk.ts';
import { changeTo, isMovedTo, lookAtDisk, resolveNow } from './disk-changes.ts';
import type { OpenDocument } from './document.ts';
import { OutsideError } from './failures.ts';
import { History } from './history.ts';
import { loadDocument } from './loading.ts';
import { RecoveryFolder, RecoveryLog } from './recovery-log.ts';
import { type Context, find, protect, saveAfter, saveNow } from './saving.ts';
import { encodeText } from './text-bytes.ts';
import type { Author, OpenText, Resolution, SaveProblem, StoreOptions } from './types.ts';

const SAVE_MS = 1000;
const FLUSH_MS = 200;
/** Files that were noticed and belong to no open document, for telling a renamed one. */
const NOTICED = 64;

export class DocumentStore {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #loading = new Map<string, Promise<OpenDocument>>();
  readonly #context: Context;
  readonly #recovery: RecoveryFolder;
  #noticed: string[] = [];
  #newestVersion = 0;

  constructor(options: StoreOptions) {
    const { disk = realDisk, clock = realClock } = options;
    const history = new History(disk, options.root, () => clock.now());
    this.#context = { disk, clock, history, options, emit: options.onEvent, firstVersion: () => this.#firstVersion() };
    this.#recovery = new RecoveryFolder(disk, options.root);
  }

  /**
   * After the program was killed: removes half-written temporary files, takes up text that was typed and never saved, and saves it.
   * @returns the files whose text was taken up, and those that changed meanwhile, which offer it when they are opened
   */
  async restore(): Promise<{ restored: string[]; offered: string[] }> {
    const restored: string[] = [];
    const offered: string[] = [];
    await this.#recovery.sweep();
    for (const file of (await this.#recovery.files()).sort()) {
      const document = await this.#restored(file);
      if (document?.unsaved) restored.push(file);
      if (document === null || document.recovered !== null) offered.push(file);
      if (document !== null) this.#dropIfIdle(document);
    }
    return { restored, offered };
  }

  /** @returns null when the file cannot be opened now: its log stays, whatever the reason */
  async #restored(file: string): Promise<OpenDocument | null> {
    try {
      await this.#context.history.sweep(file);
      await sweepFolder(this.#context.disk, dirname((await find(this.#context, file)).path));
      return await this.#opened(file);
    } catch (error) {
      const isExpected = error instanceof OutsideError || error instanceof StudioError;
      if (!isExpected && typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
      return null;
    }
  }

  /**
   * @param intent the first connection that means to write may edit; others follow
   * @throws StudioError when there is a folder of this name; file errors
   */
  async open(file: string, connection: string, intent: 'write' | 'read' = 'write'): Promise<OpenText> {
    const known = this.#documents.get(file);
    if (known !== undefined) await this.noticeDisk(file);
    const document = await this.#opened(file);
    document.viewers.add(connection);
    if (intent === 'write' && document.owner === null && document.readOnly === null) {
      this.#setOwner(document, connection);
    }
    return openText(document, connection);
  }

  /**
   * @returns the version that the edit led to; also when it arrives a second time
   * @throws StaleEdit with the newest text; StudioError `not-yours`, `not-found`, `cannot`, `too-large`, `bad-call`, `refused`
   */
  edit(file: string, version: number, changes: TextChange[], author: Author): number {
    const document = this.#known(file);
    const before = document.repeated(author);
    if (before !== null) return before;
    if (document.owner !== author.connection) {
      throw new StudioError(
        'not-yours',
        'This text is being edited in another window. Choose “Edit here” to go on in this one.',
      );
    }
    return this.#change(document, version, changes, author);
  }

  /** An edit of the studio's own (a field, a fix) in an open document; its editor takes it up as a step. Throws as `edit`. */
  apply(file: string, version: number, changes: TextChange[]): number {
    return this.#change(this.#known(file), version, changes, null);
  }

  /** @returns null when what is open is saved, or the file is not open */
  async save(file: string): Promise<SaveProblem | null> {
    const document = this.#documents.get(file);
    if (document === undefined) return null;
    const problem = await document.inTurn(() => saveNow(this.#context, document));
    this.#dropIfIdle(document);
    return problem;
  }

  /** Saves every document. @returns those that could not be saved */
  async saveAll(): Promise<{ file: string; problem: SaveProblem }[]> {
    const files = this.unsaved();
    const problems = await Promise.all(files.map((file) => this.save(file)));
    return files.flatMap((file, index) => {
      const problem = problems[index] ?? null;
      return problem === null ? [] : [{ file, problem }];
    });
  }

  /** Resolves when all that was typed until now is on disk, in the recovery log or in its file. @throws file errors */
  async secure(file: string): Promise<void> {
    await this.#documents.get(file)?.log.flush();
  }

  /** The connection shows the document no longer. Unsaved text is saved; what cannot be saved stays. */
  async close(file: string, connection: string): Promise<void> {
    const document = this.#documents.get(file);
    if (document === undefined) return;
    document.viewers.delete(connection);
    if (document.owner === connection) this.#setOwner(document, null);
    if (document.viewers.size === 0) await this.save(file);
  }

  /** The connection is gone: all that it held is free. */
  async release(connection: string): Promise<void> {
    const held = [...this.#documents.values()].filter(({ viewers }) => viewers.has(connection));
    await Promise.all(held.map(({ file }) => this.close(file, connection)));
  }

  /** From now on this connection edits, and whoever did follows. */
  async takeOver(file: string, connection: string): Promise<OpenText> {
    await this.open(file, connection, 'read');
    const document = this.#known(file);
    if (document.readOnly === null) this.#setOwner(document, connection);
    return openText(document, connection);
  }

  /** The newest text of an open document; null when it is not open, or no text. */
  textOf(file: string): { text: string; version: number } | null {
    const document = this.#documents.get(file);
    const isText =
      document !== undefined && (document.readOnly === null || document.readOnly.reason === 'no-permission');
    return isText ? { text: document.text, version: document.version } : null;
  }

  isOpen(file: string): boolean {
    return this.#documents.has(file);
  }

  /** Files with text that is not saved, sorted. */
  unsaved(): string[] {
    return [...this.#documents.values()]
      .filter((document) => document.unsaved)
      .map(({ file }) => file)
      .sort();
  }

  /** The watcher saw that a file changed, appeared or went. Own writes are known by their hash. */
  async noticeDisk(file: string): Promise<void> {
    const document = this.#documents.get(file);
    if (document === undefined) return this.#noticeOther(file);
    const gone = await document.inTurn(() => lookAtDisk(this.#context, document));
    if (!gone) return;
    for (const other of this.#noticed) {
      if (await this.#followMove(document, other)) return;
    }
  }

  /** Something in the studio, or in the world, gave the file another name. */
  async renamed(from: string, to: string): Promise<void> {
    const document = this.#documents.get(from);
    if (document === undefined || this.#documents.has(to)) return;
    await document.inTurn(async () => {
      const old = document.log;
      this.#documents.delete(from);
      document.file = to;
      document.log = new RecoveryLog(this.#recovery, to);
      this.#documents.set(to, document);
      document.conflict = null;
      this.#context.emit({ type: 'renamed', file: from, to });
      await protect(this.#context, document, async () => {
        if (document.unsaved) await document.log.restart(...document.summary(this.#context.clock.now()));
        await old.clear();
        await this.#context.history.rename(from, to);
      });
    });
    if (document.unsaved) saveAfter(this.#context, document, SAVE_MS);
  }

  /** @returns null when the file holds now what was decided */
  async resolveConflict(file: string, resolution: Resolution): Promise<SaveProblem | null> {
    const document = this.#known(file);
    return document.inTurn(() => resolveNow(this.#context, document, resolution));
  }

  /** What the writer decided about recovered text: it becomes the text, or not. Either way the history keeps it. */
  async takeRecovered(file: string, use: boolean): Promise<void> {
    const document = this.#known(file);
    await document.inTurn(async () => {
      for (const left of await this.#recovery.aside(file)) {
        const typed = left.typed === null ? 0 : Date.parse(left.typed);
        await this.#context.history.keep(file, encodeText(left.text, left.bom), typed, true);
      }
      if (use && document.recovered !== null) {
        changeTo(this.#context, document, document.recovered.text);
        await document.log.flush();
      }
      await this.#recovery.settle(file);
      document.recovered = null;
    });
    if (document.unsaved) saveAfter(this.#context, document, SAVE_MS);
  }

  /** Earlier versions, newest first. */
  history(file: string): Promise<HistoryEntry[]> {
    return this.#context.history.list(file);
  }

  /** @returns null when there is no such version any more */
  historyText(id: string): Promise<string | null> {
    return this.#context.history.text(id);
  }

  /** Saves all, writes down what could not be saved, and stops the timers. */
  async end(): Promise<{ file: string; problem: SaveProblem }[]> {
    const problems = await this.saveAll();
    for (const document of this.#documents.values()) {
      document.cancelSave?.();
      document.cancelFlush?.();
      await protect(this.#context, document, () => document.log.flush());
    }
    return problems;
  }

  #change(document: OpenDocument, version: number, changes: TextChange[], author: Author | null): number {
    document.check(version, changes);
    document.change(changes, author, this.#context.clock.now());
    this.#context.emit({ type: 'edited', file: document.file, version: document.version, changes, author });
    document.cancelFlush ??= this.#context.clock.after(FLUSH_MS, () => {
      document.cancelFlush = null;
      void protect(this.#context, document, () => document.log.flush());
    });
    if (document.conflict === null) saveAfter(this.#context, document, SAVE_MS);
    return document.version;
  }

  /** Milliseconds, so that a program started anew begins above; a document that is dropped leaves its last version behind. */
  #firstVersion(): number {
    this.#newestVersion = Math.max(this.#newestVersion + 1, this.#context.clock.now());
    return this.#newestVersion;
  }

  async #opened(file: string): Promise<OpenDocument> {
    const known = this.#documents.get(file) ?? this.#loading.get(file);
    if (known !== undefined) return known;
    const loading = loadDocument(this.#context, this.#recovery, file);
    this.#loading.set(file, loading);
    try {
      const document = await loading;
      this.#documents.set(file, document);
      document.onIdle = () => this.#dropIfIdle(document);
      if (document.unsaved) saveAfter(this.#context, document, SAVE_MS);
      return document;
    } finally {
      this.#loading.delete(file);
    }
  }

  #known(file: string): OpenDocument {
    const document = this.#documents.get(file);
    if (document === undefined) throw new StudioError('not-found', `${file} is not open. Open it again.`);
    return document;
  }

  #setOwner(document: OpenDocument, owner: string | null): void {
    if (document.owner === owner) return;
    document.owner = owner;
    this.#context.emit({ type: 'owner', file: document.file, owner });
  }

  #dropIfIdle(document: OpenDocument): void {
    const { file, viewers, unsaved, conflict } = document;
    if (viewers.size === 0 && !unsaved && conflict === null && this.#documents.get(file) === document) {
      this.#documents.delete(file);
      this.#newestVersion = Math.max(this.#newestVersion, document.version);
    }
  }

  async #noticeOther(file: string): Promise<void> {
    this.#noticed = [...this.#noticed.filter((name) => name !== file), file].slice(-NOTICED);
    for (const document of this.#documents.values()) {
      if (await this.#followMove(document, file)) return;
    }
  }

  async #followMove(document: OpenDocument, file: string): Promise<boolean> {
    if (!(await isMovedTo(this.#context, document, file))) return false;
    await this.renamed(document.file, file);
    return true;
  }
}

function openText(document: OpenDocument, connection: string): OpenText {
  const { file, text, version, readOnly, base, recovered, conflict } = document;
  return {
    ...{ file, text, version, readOnly, recovered, bom: base.bom, saved: !document.unsaved },
    missing: base.hash === null || (conflict !== null && conflict.disk === null),
    yours: document.owner === connection,
    conflict: conflict === null ? null : { disk: conflict.disk?.text ?? null },
  };
}
