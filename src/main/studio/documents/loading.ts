/** Opening a document: what is on disk, joined with what was typed before the program ended. */
import { type DiskText, ofATheme, readDiskText, writeProblem } from './disk-text.ts';
import { OpenDocument } from './document.ts';
import { OutsideError } from './failures.ts';
import type { Replayed } from './records.ts';
import { type RecoveryFolder, RecoveryLog } from './recovery-log.ts';
import { type Context, find, protect } from './saving.ts';
import type { ReadOnly } from './text-bytes.ts';

/** @throws StudioError when it is no file; file errors */
export async function loadDocument(context: Context, recovery: RecoveryFolder, file: string): Promise<OpenDocument> {
  const { disk, readOnly } = await lookUp(context, file);
  const document = new OpenDocument(file, new RecoveryLog(recovery, file), disk, context.firstVersion());
  document.readOnly = readOnly;
  if (readOnly?.reason === 'outside') return document;
  // A recovery folder that cannot be read must not keep the text itself from being opened.
  await protect(context, document, () => joinLeft(context, recovery, document, disk));
  return document;
}

async function joinLeft(
  context: Context,
  recovery: RecoveryFolder,
  document: OpenDocument,
  disk: DiskText | null,
): Promise<void> {
  const left = await recovery.leftIn(document.file);
  if (left !== null) await takeUp(context, recovery, document, disk, left);
  const offer = (await recovery.aside(document.file)).find(({ text }) => text !== document.text);
  if (offer !== undefined && offer.typed !== null) document.recovered = { text: offer.text, typed: offer.typed };
}

async function lookUp(context: Context, file: string): Promise<{ disk: DiskText | null; readOnly: ReadOnly | null }> {
  try {
    const { path } = await find(context, file);
    const disk = await readDiskText(context.disk, path);
    if (file.startsWith('theme:')) return { disk, readOnly: ofATheme };
    return { disk, readOnly: disk?.problem ?? (await writeProblem(context.disk, path, disk === null)) };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return { disk: null, readOnly: { reason: 'outside', message: error.message } };
  }
}

/** If the file still is what the typing was based on, the typing simply goes on; else it is put aside and offered. */
async function takeUp(
  context: Context,
  recovery: RecoveryFolder,
  document: OpenDocument,
  disk: DiskText | null,
  left: Replayed,
): Promise<void> {
  if (left.typed === null || (disk?.problem === null && left.text === disk.text)) {
    await protect(context, document, () => document.log.clear());
  } else if (document.readOnly === null && left.ours.includes(disk?.hash ?? null)) {
    document.restore(left.text, left.bom, left.seqs);
    const [base, edit] = document.summary(Date.parse(left.typed));
    await protect(context, document, () => document.log.restart(base, edit));
  } else {
    await recovery.setAside(document.file, context.clock.now());
  }
}
