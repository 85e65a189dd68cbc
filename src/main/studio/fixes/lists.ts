/** Lists of facts in data/ that are nearly JSON. */
import type { TextChange } from '../../../shared/contract/documents.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { edit } from './remedy.ts';
import { type RemedyMaker, stale } from './types.ts';

export const listRemedies: RemedyMaker = {
  codes: ['data-unreadable'],
  may: ({ file }) => file?.endsWith('.json') === true,
  async remedies({ file = '' }, knowledge) {
    const text = file.endsWith('.json') ? await knowledge.read(file) : null;
    if (text === null || withoutCommas(text) === null) return [];
    return [
      edit(knowledge, 'commas', 'Take out the comma that is one too many', (draft) =>
        draft.edit(file, (now) => {
          const changes = withoutCommas(now);
          if (changes === null) throw stale();
          return changes;
        }),
      ),
    ];
  },
};

/** Commas before a closing bracket; null when that does not make it readable. */
function withoutCommas(text: string): TextChange[] | null {
  const changes: TextChange[] = [];
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/g)) {
    if (match[0] === ',') changes.push({ from: match.index, to: match.index + 1, insert: '' });
  }
  return changes.length > 0 && isJson(applyChanges(text, changes)) ? changes : null;
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
