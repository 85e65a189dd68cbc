/** One edit of the studio's own in one file: an ordinary step where the file is open, an atomic save where it is not. */
import type { TextChange } from '../../../shared/contract/documents.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import { onDisk } from '../failures.ts';
import type { SiteSession } from '../session/site-session.ts';

/** Owns nothing: whoever edits the file goes on. */
const OURSELVES = 'studio';

/**
 * @param edit the changes of the newest text
 * @throws StudioError when the file cannot be edited or saved
 */
export async function editFile(
  session: SiteSession,
  file: string,
  edit: (text: string) => TextChange[],
): Promise<void> {
  const { documents } = session;
  const { text, version, readOnly } = await onDisk(`${file} could not be opened`, () =>
    documents.open(file, OURSELVES, 'read'),
  );
  try {
    if (readOnly !== null) throw new StudioError('cannot', readOnly.message);
    const changes = edit(text);
    if (changes.length > 0) documents.apply(file, version, changes);
    const problem = await documents.save(file);
    if (problem !== null) throw new StudioError('cannot', problem.message, problem.detail);
  } finally {
    await documents.close(file, OURSELVES);
  }
}
