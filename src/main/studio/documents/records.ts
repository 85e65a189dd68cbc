/**
 * The lines of a recovery log. Each carries its own checksum and the version it leads to, so that a line that was half written,
 * or written twice because the disk was full in between, is known and passed over.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type TextChange, textChangeSchema } from '../../../shared/contract/documents.ts';
import { applyChanges, areValid } from './apply-changes.ts';

const baseSchema = z.strictObject({
  type: z.literal('base'),
  file: z.string(),
  version: z.number(),
  /** The text that was on disk when typing began; null: it is long, and kept beside the log under its hash. */
  text: z.string().nullable(),
  bom: z.boolean(),
  /** Hash of the file; null: there was none. */
  hash: z.string().nullable(),
});
const editSchema = z.strictObject({
  type: z.literal('edit'),
  /** After the edit. */
  version: z.number(),
  changes: z.array(textChangeSchema.extend({ insert: z.string() })),
  client: z.string().nullable(),
  seq: z.number(),
  /** Milliseconds since 1970. */
  typed: z.number(),
});
/** Written before the file is replaced, so that after a kill the file is known as ours. */
const savingSchema = z.strictObject({ type: z.literal('saving'), hash: z.string() });
const savedSchema = z.strictObject({ type: z.literal('saved'), hash: z.string() });
const recordSchema = z.discriminatedUnion('type', [baseSchema, editSchema, savingSchema, savedSchema]);

export type LogRecord = z.infer<typeof recordSchema>;

/** What a log says was typed. */
export interface Replayed {
  file: string;
  text: string;
  bom: boolean;
  /** Hashes that the file may have if nobody but us wrote it; null: no file. */
  ours: (string | null)[];
  /** ISO instant of the last edit; null: nothing was typed. */
  typed: string | null;
  /** The number of the last edit of each client that is in the text. */
  seqs: Map<string, number>;
}

export function lineOf(record: LogRecord): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

/**
 * @param texts long texts that are kept beside the log, by the hash of their file
 * @returns null when not even a beginning can be read
 */
export function replay(log: string, texts: ReadonlyMap<string, string>): Replayed | null {
  let state: (Replayed & { version: number }) | null = null;
  for (const line of log.split('\n')) {
    const record = recordIn(line);
    if (record === null) continue;
    if (record.type === 'base') {
      if (state === null || record.version >= state.version) state = begin(record, texts) ?? state;
    } else if (state !== null && !advance(state, record)) break;
  }
  return state;
}

function begin(
  base: z.infer<typeof baseSchema>,
  texts: ReadonlyMap<string, string>,
): (Replayed & { version: number }) | null {
  const { file, bom, version, hash } = base;
  const text = base.text ?? texts.get(hash ?? '');
  return text === undefined ? null : { file, text, bom, version, ours: [hash], typed: null, seqs: new Map() };
}

/** @returns false when something is missing before this record, so that nothing behind it can be used */
function advance(state: Replayed & { version: number }, record: Exclude<LogRecord, { type: 'base' }>): boolean {
  if (record.type === 'saving') state.ours.push(record.hash);
  else if (record.type === 'saved') state.ours = [record.hash];
  else if (record.version > state.version) {
    const changes: TextChange[] = record.changes;
    if (record.version !== state.version + 1 || !areValid(changes, state.text.length)) return false;
    state.text = applyChanges(state.text, changes);
    state.version = record.version;
    state.typed = new Date(record.typed).toISOString();
    if (record.client !== null) state.seqs.set(record.client, record.seq);
  }
  return true;
}

function recordIn(line: string): LogRecord | null {
  const space = line.indexOf(' ');
  const json = line.slice(space + 1);
  if (space !== 16 || checksum(json) !== line.slice(0, space)) return null;
  // What passes the checksum was written by us; another version of Galley may have written other records.
  const parsed = recordSchema.safeParse(JSON.parse(json));
  return parsed.success ? parsed.data : null;
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
