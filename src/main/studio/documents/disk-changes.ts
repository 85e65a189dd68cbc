/** What another program did to a file: taken over when nothing is unsaved, else kept beside the text until the writer decides. */
import { StudioError } from '../../../shared/contract/wire.ts';
import { differenceOf } from './apply-changes.ts';
import { type DiskText, readDiskText } from './disk-text.ts';
import type { OpenDocument } from './document.ts';
import { OutsideError, saveFailure } from './failures.ts';
import { type Context, find, meetConflict, protect, saveAfter, saveNow } from './saving.ts';
import { encodeText } from './text-bytes.ts';
import type { Resolution, SaveProblem } from './types.ts';

/** Looks at the file of an open document. @returns whether it is gone */
export async function lookAtDisk(context: Context, document: OpenDocument): Promise<boolean> {
  const disk = await diskTextOf(context, document.file);
  if (disk === null) {
    if (document.base.hash === null) return false;
    const known = document.conflict !== null && document.conflict.disk === null;
    if (!known) meetConflict(context, document, null);
    return true;
  }
  await meet(context, document, disk);
  return false;
}

/** What is no file any more, or leads out of the site now, is gone as far as the text is concerned. */
async function diskTextOf(context: Context, file: string): Promise<DiskText | null> {
  try {
    return await readDiskText(context.disk, (await find(context, file)).path);
  } catch (error) {
    if (error instanceof OutsideError || error instanceof StudioError) return null;
    throw error;
  }
}

async function meet(context: Context, document: OpenDocument, disk: DiskText): Promise<void> {
  const { base, attempted, conflict, file } = document;
  if (disk.hash === base.hash || attempted.has(disk.hash)) {
    if (conflict === null) return;
    document.conflict = null;
    context.emit({ type: 'settled', file, version: document.version });
    if (document.unsaved) saveAfter(context, document, 0);
  } else if (!document.unsaved) replace(context, document, disk);
  else if (disk.problem === null && disk.text === document.text) {
    document.adopt(disk);
    await protect(context, document, () => document.log.clear());
    context.emit({ type: 'saved', file, version: document.version });
  } else if (conflict?.disk?.hash !== disk.hash) meetConflict(context, document, disk);
}

function replace(context: Context, document: OpenDocument, disk: DiskText | null): void {
  document.adopt(disk);
  const { file, version, text, readOnly } = document;
  context.emit({ type: 'replaced', file, version, text, readOnly });
}

/** Ends a conflict as the writer decided. What is given up is in the history first, or the conflict goes on. */
export async function resolveNow(
  context: Context,
  document: OpenDocument,
  resolution: Resolution,
): Promise<SaveProblem | null> {
  if ('keep' in resolution && resolution.keep === 'disk') return takeDisk(context, document);
  if ('text' in resolution) changeTo(context, document, resolution.text);
  if (document.conflict !== null) {
    document.rebase(document.conflict.disk);
    document.keepReplaced = true;
    const [base, edit] = document.summary(context.clock.now());
    await protect(context, document, () => document.log.restart(base, edit));
    context.emit({ type: 'settled', file: document.file, version: document.version });
  }
  return saveNow(context, document);
}

/** Also without a conflict: then what is not saved is given up. */
async function takeDisk(context: Context, document: OpenDocument): Promise<SaveProblem | null> {
  const { file, text, base, conflict } = document;
  if (conflict === null && !document.unsaved) return null;
  try {
    const disk = conflict === null ? await diskTextOf(context, file) : conflict.disk;
    await context.history.keep(file, encodeText(text, base.bom), context.clock.now(), true);
    replace(context, document, disk);
  } catch (error) {
    return saveFailure(error, file);
  }
  await protect(context, document, () => document.log.clear());
  return null;
}

/** As the studio's own edit, which an open editor takes up as a step. */
export function changeTo(context: Context, document: OpenDocument, text: string): void {
  const changes = differenceOf(document.text, text);
  if (changes.length === 0) return;
  document.check(document.version, changes);
  document.change(changes, null, context.clock.now());
  context.emit({ type: 'edited', file: document.file, version: document.version, changes, author: null });
}

/** Whether the file that was just noticed is what a document that is gone had been. */
export async function isMovedTo(context: Context, document: OpenDocument, file: string): Promise<boolean> {
  if (document.base.text === '' || document.conflict === null || document.conflict.disk !== null) return false;
  return (await diskTextOf(context, file))?.hash === document.base.hash;
}
