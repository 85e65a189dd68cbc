/**
 * What was typed and is not saved yet, on disk: one log for each document, added to while typing, gone once the text is safe in
 * its own file. Texts that could not be joined to a file that changed meanwhile are kept beside the logs until the writer decides.
 */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { makeFoldersBelow, sweepFolder, writeOwn } from './atomic-write.ts';
import { type Disk, orMissing } from './disk.ts';
import { type LogRecord, lineOf, type Replayed, replay } from './records.ts';
import { decodeText, encodeText, hashLater } from './text-bytes.ts';

/** Name of everything that is kept for one file. */
export function keyOf(file: string): string {
  return createHash('sha256').update(file).digest('hex').slice(0, 32);
}

/** The folder `.galley/recovery/` of one site. */
export class RecoveryFolder {
  readonly path: string;

  /** @param root the site's folder, absolute */
  constructor(
    readonly disk: Disk,
    private readonly root: string,
  ) {
    this.path = join(root, '.galley', 'recovery');
  }

  async make(): Promise<void> {
    await makeFoldersBelow(this.disk, this.root, this.path);
  }

  logPath(file: string): string {
    return join(this.path, `${keyOf(file)}.log`);
  }

  /** What was typed into `file` and left behind; null: nothing. */
  async leftIn(file: string): Promise<Replayed | null> {
    return this.#read(this.logPath(file));
  }

  /** Files with text that was left behind, in no order. */
  async files(): Promise<string[]> {
    const found: string[] = [];
    for (const name of await this.#names('.log', '.kept')) {
      const left = await this.#read(join(this.path, name));
      if (left !== null) found.push(left.file);
    }
    return [...new Set(found)];
  }

  /** Removes what a kill left half written, and puts away what cannot be read although it was written whole. */
  async sweep(): Promise<void> {
    await sweepFolder(this.disk, this.path);
    for (const name of await this.#names('.log')) {
      const path = join(this.path, name);
      if ((await this.#read(path)) !== null) continue;
      const text = Buffer.from(await this.disk.read(path)).toString('utf8');
      if (text.trimStart().includes('\n')) await this.disk.rename(path, `${path}.damaged`);
      else await this.disk.remove(path);
    }
    for (const name of await this.#names('.base')) await this.#dropBases(name.split('.')[0] ?? '');
  }

  /** Puts a log aside, so that new typing does not mix with it, until `settle`. */
  async setAside(file: string, stamp: number): Promise<void> {
    await this.disk.rename(this.logPath(file), join(this.path, `${keyOf(file)}.${stamp}.kept`));
    await this.disk.syncFolder(this.path);
  }

  /** What was put aside for a file, newest first. */
  async aside(file: string): Promise<Replayed[]> {
    const names = (await this.#names('.kept')).filter((name) => name.startsWith(`${keyOf(file)}.`)).sort();
    const found: Replayed[] = [];
    for (const name of names.reverse()) {
      const left = await this.#read(join(this.path, name));
      if (left !== null) found.push(left);
    }
    return found;
  }

  /** The writer has decided about what was put aside. */
  async settle(file: string): Promise<void> {
    for (const name of await this.#names('.kept')) {
      if (name.startsWith(`${keyOf(file)}.`)) await this.disk.remove(join(this.path, name));
    }
    await this.dropBases(file);
  }

  /** A log of which not even the beginning can be read was cut off in its first line: nothing in it was ever promised. */
  async #read(path: string): Promise<Replayed | null> {
    const bytes = await orMissing(this.disk.read(path));
    if (bytes === null) return null;
    const log = Buffer.from(bytes).toString('utf8');
    return replay(log, log.includes('"text":null') ? await this.#bases(path) : new Map());
  }

  /** The long texts that are kept beside a log. */
  async #bases(log: string): Promise<Map<string, string>> {
    const key = basename(log).split('.')[0] ?? '';
    const texts = new Map<string, string>();
    for (const name of await this.#names('.base')) {
      const [own, hash] = name.split('.');
      if (own !== key || hash === undefined) continue;
      const bytes = await this.disk.read(join(this.path, name));
      if ((await hashLater(bytes)) === hash) texts.set(hash, decodeText(bytes).text);
    }
    return texts;
  }

  /** Keeps a long text beside the log. @param hash of its file */
  async keepBase(file: string, hash: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.path, `${keyOf(file)}.${hash}.base`);
    if ((await orMissing(this.disk.stat(path))) === null) await writeOwn(this.disk, path, bytes);
  }

  /** Removes long texts that no log of this file needs any more. */
  dropBases(file: string): Promise<void> {
    return this.#dropBases(keyOf(file));
  }

  async #dropBases(key: string): Promise<void> {
    const own = (await this.#names('.log', '.kept', '.base')).filter((name) => name.startsWith(`${key}.`));
    if (own.some((name) => !name.endsWith('.base'))) return;
    for (const name of own) await this.disk.remove(join(this.path, name));
  }

  async #names(...ends: string[]): Promise<string[]> {
    const names = (await orMissing(this.disk.list(this.path))) ?? [];
    return names.filter((name) => ends.some((end) => name.endsWith(end)));
  }
}

/** What a log begins with: the text on disk, and the version that it is. */
export type LogBase = Omit<Extract<LogRecord, { type: 'base' }>, 'type' | 'file' | 'text'> & { text: string };
export type LogEdit = Omit<Extract<LogRecord, { type: 'edit' }>, 'type'>;

/** Longest text that is written into a log, in UTF-16 units: a longer one would make the program pause. */
const LONG = 128 * 1024;

/** The log of one document. Its writes never overlap; what could not be written stays waiting for the next `flush`. */
export class RecoveryLog {
  #waiting: LogRecord[] = [];
  /** Whether the base is written or waiting. */
  #begun = false;
  /** A write failed: half a line may stand at the end. */
  #torn = false;
  /** Long texts that have to be beside the log before it is written. */
  #bases: LogBase[] = [];
  /** Or may have, from before the program was started. */
  #hasBases = true;
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: RecoveryFolder,
    private readonly file: string,
  ) {}

  /** Takes note of an edit; `flush` writes it. @param base used when the log is empty */
  note(base: () => LogBase, edit: LogEdit): void {
    if (!this.#begun) this.#waiting.push(this.#begin(base()));
    this.#begun = true;
    this.#waiting.push({ type: 'edit', ...edit });
  }

  /** @throws file errors; then what was noted is still waiting */
  flush(): Promise<void> {
    return this.#inTurn(async () => {
      const records = this.#waiting;
      if (records.length === 0) return;
      this.#waiting = [];
      try {
        await this.#prepare();
        await this.#append(records);
      } catch (error) {
        this.#torn = true;
        this.#waiting = [...records, ...this.#waiting];
        throw error;
      }
    });
  }

  /** Writes all that was noted, and that the file is about to become what has this hash. */
  async saving(hash: string): Promise<void> {
    if (this.#begun) this.#waiting.push({ type: 'saving', hash });
    await this.flush();
  }

  /** The file has this hash now, and more was typed meanwhile. */
  async saved(hash: string): Promise<void> {
    if (this.#begun) this.#waiting.push({ type: 'saved', hash });
    await this.flush();
  }

  /** Everything typed is safe elsewhere: the log goes, and begins anew with the next edit. */
  clear(): Promise<void> {
    this.#waiting = [];
    this.#bases = [];
    this.#begun = false;
    return this.#inTurn(async () => {
      await this.folder.disk.remove(this.folder.logPath(this.file));
      if (!this.#hasBases) return;
      this.#hasBases = false;
      await this.folder.dropBases(this.file);
    });
  }

  /** Replaces the log by one that says the same in two records. */
  restart(base: LogBase, edit: LogEdit): Promise<void> {
    this.#waiting = [];
    this.#bases = [];
    const records: LogRecord[] = [this.#begin(base), { type: 'edit', ...edit }];
    this.#begun = true;
    return this.#inTurn(async () => {
      try {
        await this.#prepare();
        const path = this.folder.logPath(this.file);
        await writeOwn(this.folder.disk, path, Buffer.from(records.map(lineOf).join('')));
      } catch (error) {
        this.#waiting = [...records, ...this.#waiting];
        throw error;
      }
    });
  }

  #begin(base: LogBase): LogRecord {
    const isLong = base.hash !== null && base.text.length > LONG;
    if (isLong) this.#bases.push(base);
    return { type: 'base', file: this.file, ...base, text: isLong ? null : base.text };
  }

  async #prepare(): Promise<void> {
    await this.folder.make();
    for (const base of this.#bases) {
      const { hash, text, bom } = base;
      this.#hasBases = true;
      if (hash !== null) await this.folder.keepBase(this.file, hash, encodeText(text, bom));
      this.#bases = this.#bases.filter((other) => other !== base);
    }
  }

  async #append(records: readonly LogRecord[]): Promise<void> {
    const path = this.folder.logPath(this.file);
    const isNew = records[0]?.type === 'base';
    const lines = (this.#torn || isNew ? '\n' : '') + records.map(lineOf).join('');
    await this.folder.disk.append(path, Buffer.from(lines));
    if (isNew) await this.folder.disk.syncFolder(this.folder.path);
    this.#torn = false;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
