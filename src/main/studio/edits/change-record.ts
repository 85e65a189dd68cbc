/**
 * What is kept of each change: its files before and after, and how far it got. It is written before the first file is touched, so
 * that a kill in the middle can be made good.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFoldersBelow, writeOwn } from '../documents/atomic-write.ts';
import { type Disk, orMissing } from '../documents/disk.ts';

const changeSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** ISO instant. */
  made: z.string(),
  state: z.enum(['applying', 'done', 'undoing', 'undone']),
  /** Hashes; `before` null: the change made the file. */
  files: z.array(z.strictObject({ file: z.string(), before: z.string().nullable(), after: z.string() })),
});
export type ChangeRecord = z.infer<typeof changeSchema>;

const ID = /^\d{13}-[0-9a-f]{8}$/;
const RECORD = 'change.json';

export interface FileBytes {
  /** null: there was no file. */
  before: Uint8Array | null;
  after: Uint8Array;
}

/** The folder `.galley/history/changes/` of one site. */
export class ChangeFolder {
  readonly #path: string;

  /** @param root the site's folder, absolute */
  constructor(
    private readonly disk: Disk,
    private readonly root: string,
  ) {
    this.#path = join(root, '.galley', 'history', 'changes');
  }

  /** Ids sort by time. @param now milliseconds since 1970 */
  newId(now: number): string {
    return `${String(now).padStart(13, '0')}-${randomBytes(4).toString('hex')}`;
  }

  /** Everything that is needed to finish it or take it back, with the record last. */
  async begin(record: ChangeRecord, bytes: readonly FileBytes[]): Promise<void> {
    const folder = join(this.#path, record.id);
    await makeFoldersBelow(this.disk, this.root, folder);
    for (const [index, { before, after }] of bytes.entries()) {
      if (before !== null) await this.disk.create(join(folder, `${index}.before`), before, null);
      await this.disk.create(join(folder, `${index}.after`), after, null);
    }
    await this.write(record);
  }

  async write(record: ChangeRecord): Promise<void> {
    await writeOwn(this.disk, join(this.#path, record.id, RECORD), Buffer.from(JSON.stringify(record)));
  }

  async bytes(record: ChangeRecord, index: number): Promise<FileBytes> {
    const folder = join(this.#path, record.id);
    const isNew = record.files[index]?.before === null;
    const before = isNew ? null : await this.disk.read(join(folder, `${index}.before`));
    return { before, after: await this.disk.read(join(folder, `${index}.after`)) };
  }

  /** @returns null when there is no such change */
  async read(id: string): Promise<ChangeRecord | null> {
    if (!ID.test(id)) return null;
    const bytes = await orMissing(this.disk.read(join(this.#path, id, RECORD)));
    if (bytes === null) return null;
    const parsed = changeSchema.safeParse(jsonIn(bytes));
    return parsed.success && parsed.data.id === id ? parsed.data : null;
  }

  /** Newest first. */
  async ids(): Promise<string[]> {
    const names = (await orMissing(this.disk.list(this.#path))) ?? [];
    return names
      .filter((name) => ID.test(name))
      .sort()
      .reverse();
  }

  /** Whether its record was ever written: without it, nothing was touched. */
  async hasBegun(id: string): Promise<boolean> {
    return (await orMissing(this.disk.stat(join(this.#path, id, RECORD)))) !== null;
  }

  async forget(id: string): Promise<void> {
    await this.disk.remove(join(this.#path, id));
  }
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // Records are written whole: this one was damaged by something else, and says nothing any more.
    return null;
  }
}
