/** What happens to documents, as one window is told of it. */
import type { DocumentEvent } from '../../../shared/contract/documents.ts';
import type { StudioEvent } from '../../../shared/contract/events.ts';
import type { StoreEvent } from '../documents/types.ts';

/** @returns null: this window need not know */
export function documentEvent(event: StoreEvent, connection: string): StudioEvent | null {
  const { file } = event;
  const about = (told: DocumentEvent): StudioEvent => ({ type: 'document', file, event: told });
  switch (event.type) {
    case 'edited':
      if (event.author?.connection === connection) return null;
      return about({ type: 'edited', version: event.version, changes: event.changes });
    case 'saved':
    case 'settled':
      return about({ type: 'saved', version: event.version });
    case 'save-failed':
      return about({ type: 'save-failed', message: event.message });
    case 'conflict':
      return about({ type: 'conflict', conflict: { disk: event.disk } });
    case 'deleted':
      return about({ type: 'conflict', conflict: { disk: null } });
    case 'replaced':
      return about({ type: 'replaced', version: event.version, text: event.text });
    case 'owner':
      return about({ type: 'owner', yours: event.owner === connection });
    case 'renamed':
      return about({ type: 'renamed', to: event.to });
    case 'unprotected':
      return { type: 'notice', tone: 'warning', message: event.message };
  }
}
