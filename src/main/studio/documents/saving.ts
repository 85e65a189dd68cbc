/** Saving one document: what was typed gets into its file, or stays where it is and the writer hears why. */

import { dirname } from 'node:path';
import { makeFoldersBelow, replaceFile } from './atomic-write.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import { type DiskText, type FoundFile, findFile } from './disk-text.ts';
import type { OpenDocument } from './document.ts';
import { saveFailure } from './failures.ts';
import type { History } from './history.ts';
import { decodeText, encodeText, hashLater } from './text-bytes.ts';
import type { SaveProblem, StoreEvent, StoreOptions } from './types.ts';

/** What the parts of the store share. */
export interface Context {
  disk: Disk;
  clock: Clock;
  history: History;
  options: StoreOptions;
  emit(event: StoreEvent): void;
  /** Greater than every version that any document had before, also before the program was started anew. */
  firstVersion(): number;
}

const RETRY_MS = [2000, 5000, 15_000, 30_000];

export function find(context: Context, file: string): Promise<FoundFile> {
  return findFile(context.disk, context.options.locate(file), context.options.granted());
}

/** Saves what the document holds when its turn has come. @returns null when it is saved */
export async function saveNow(context: Context, document: OpenDocument): Promise<SaveProblem | null> {
  document.cancelSave?.();
  document.cancelSave = null;
  if (!document.unsaved) return null;
  if (document.conflict !== null) return conflictProblem(document.file);
  try {
    const { base, text } = document;
    if (base.hash !== null && base.version >= 0 && text === base.text) {
      await finish(context, document, text, document.version, base.hash);
    } else if (!(await write(context, document))) return conflictProblem(document.file);
  } catch (error) {
    return failed(context, document, error);
  }
  document.failure = null;
  document.failures = 0;
  return null;
}

/** @returns false when the file is not what it was */
async function write(context: Context, document: OpenDocument): Promise<boolean> {
  const { file, text, version, base } = document;
  const bytes = encodeText(text, base.bom);
  const hash = await hashLater(bytes);
  await protect(context, document, () => document.log.saving(hash));
  const { path, root } = await find(context, file);
  if (base.hash === null) await makeFoldersBelow(context.disk, root, dirname(path));
  document.attempted.add(hash);
  const keep = (before: Uint8Array, modified: number): Promise<void> =>
    keepReplaced(context, document, before, modified);
  const replaced = await replaceFile(context.disk, { path, bytes, expected: base.hash, keep });
  if (!replaced.done) {
    const { found: there } = replaced;
    const found = there === null ? null : { ...decodeText(there), hash: await hashLater(there) };
    if (found?.hash !== hash) {
      if (found === null || !document.attempted.has(found.hash)) {
        meetConflict(context, document, found);
        return false;
      }
      // An earlier attempt got as far as the rename, and failed behind it.
      document.base = { ...found, version: base.version };
      return write(context, document);
    }
  }
  document.keepReplaced = false;
  await finish(context, document, text, version, hash);
  return true;
}

async function finish(
  context: Context,
  document: OpenDocument,
  text: string,
  version: number,
  hash: string,
): Promise<void> {
  document.base = { text, bom: document.base.bom, hash, version };
  document.attempted.clear();
  context.emit({ type: 'saved', file: document.file, version });
  await protect(context, document, () => (document.unsaved ? document.log.saved(hash) : document.log.clear()));
}

/** Nothing is written over what the writer has not seen. */
export function meetConflict(context: Context, document: OpenDocument, disk: DiskText | null): void {
  const { file, text } = document;
  document.conflict = { disk };
  document.cancelSave?.();
  document.cancelSave = null;
  if (disk === null && !document.unsaved) context.emit({ type: 'deleted', file });
  else context.emit({ type: 'conflict', file, disk: disk?.text ?? null, mine: text });
}

/** What the history cannot keep does not keep a text from being saved, unless it is given up on purpose. */
async function keepReplaced(
  context: Context,
  document: OpenDocument,
  before: Uint8Array,
  modified: number,
): Promise<void> {
  const { file, keepReplaced: always } = document;
  try {
    await context.history.keep(file, before, modified, always);
  } catch (error) {
    if (always) throw error;
    context.emit({ type: 'unprotected', what: 'history', file, ...unprotected(error, file, 'earlier versions of') });
  }
}

/** The recovery log cannot be written: the text may still be saved, and is in memory. */
export async function protect(context: Context, document: OpenDocument, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    document.warned = null;
  } catch (error) {
    const { file } = document;
    const warning = unprotected(error, file, 'what you type in');
    if (document.warned === warning.message) return;
    document.warned = warning.message;
    context.emit({ type: 'unprotected', what: 'recovery', file, ...warning });
  }
}

function unprotected(error: unknown, file: string, what: string): ReturnType<typeof saveFailure> {
  const { reason, detail } = saveFailure(error, file);
  const why = reason === 'disk-full' ? 'the disk is full' : 'its folder .galley cannot be written';
  return { reason, detail, message: `Galley cannot keep a copy of ${what} ${file} at the moment: ${why}.` };
}

/** Says once why, and tries again later. */
function failed(context: Context, document: OpenDocument, error: unknown): SaveProblem {
  const failure = saveFailure(error, document.file);
  if (document.failure?.message !== failure.message) {
    context.emit({ type: 'save-failed', file: document.file, ...failure });
  }
  document.failure = failure;
  const delay = RETRY_MS[Math.min(document.failures, RETRY_MS.length - 1)] as number;
  document.failures++;
  saveAfter(context, document, delay);
  return failure;
}

/** Saves once `delay` milliseconds have passed without another call. */
export function saveAfter(context: Context, document: OpenDocument, delay: number): void {
  document.cancelSave?.();
  document.cancelSave = context.clock.after(delay, () => {
    document.cancelSave = null;
    void document.inTurn(() => saveNow(context, document)).then(() => document.onIdle?.());
  });
}

function conflictProblem(file: string): SaveProblem {
  const message = `${file} was changed by another program while you were writing. Both texts are kept; choose what it should say.`;
  return { reason: 'conflict', message, detail: 'the bytes on disk are not those that were read' };
}
