/** A document as a window opens it: its text, and why nothing can be typed when that is so. */
import type { OpenDocument } from '../../../shared/contract/documents.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { OpenText } from '../documents/types.ts';
import type { SiteSession } from '../session/site-session.ts';
import { modeOf } from './modes.ts';

export function openDocument(session: SiteSession, open: OpenText): OpenDocument {
  const { file, text, version, saved, recovered, conflict } = open;
  return {
    ...{ file, text, version, saved, recovered, conflict },
    mode: modeOf(file),
    url: session.pages.urlOf(file),
    readOnly: readOnlyOf(open),
  };
}

/** @throws StudioError 'refused' for a file that lies outside the site's folders */
function readOnlyOf({ readOnly, yours, missing }: OpenText): OpenDocument['readOnly'] {
  if (readOnly?.reason === 'outside') throw new StudioError('refused', readOnly.message);
  if (readOnly !== null) return { reason: readOnly.reason, message: readOnly.message };
  if (missing) return { reason: 'missing', message: 'There is no such file any more.' };
  if (!yours) return { reason: 'other-window', message: 'This text is being edited in another window.' };
  return null;
}
