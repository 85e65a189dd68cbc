/** A name that nearly is one: in the design, at the top of a document, of a box. The nearest one that is there takes its place. */
import type { TextChange } from '../../../shared/contract/documents.ts';
import type { Fix, Place, Proof, TextEdit } from '../../../shared/proof.ts';
import { findAgain, spanOf } from './places.ts';
import { edit } from './remedy.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker, stale } from './types.ts';

/** Edits that the engine made with the finding, for codes whose edits say what they replace. */
export const renameRemedies: RemedyMaker = {
  codes: ['undefined-value', 'key-misspelt', 'schema-mismatch'],
  may: (proof) => renamesOf(proof).length > 0,
  remedies: async (proof, knowledge) => renamesOf(proof).map((fix, i) => rename(knowledge, fix, i)),
};

type Rename = Fix & { edits: (TextEdit & { was: string })[] };

function renamesOf({ fixes }: Proof): Rename[] {
  return fixes.filter(
    (fix): fix is Rename =>
      fix.kind === 'edit' && (fix.edits ?? []).length > 0 && (fix.edits ?? []).every(({ was }) => was !== undefined),
  );
}

function rename(knowledge: FixKnowledge, { label, edits }: Rename, number: number): Remedy {
  return edit(knowledge, `rename-${number}`, label, async (draft) => {
    for (const { file, range, text: insert, was } of edits) {
      await draft.edit(file, (text) => [{ ...findAgain(text, range, was), insert }]);
    }
  });
}

/** Where the wrong name stands, from the range of what uses it. */
type FindName = (proof: Proof, text: string, place: Place) => { from: number; to: number } | null;

/** `name('wrong')`, `{% include "wrong" %}`: the first text in quotes at the place or right behind it. */
const quoted: FindName = (_, text, { range }) => {
  if (range === undefined) return null;
  const { from } = spanOf(text, range);
  const piece = text.slice(from, from + 400);
  const match = /^[^'"\n]*(["'])((?:(?!\1)[^\\\n])+)\1/.exec(piece);
  if (match === null) return null;
  const end = from + match[0].length - 1;
  return { from: end - (match[2] as string).length, to: end };
};

/** The word itself: a filter, a function, a box. */
const bareWord: FindName = (proof, text, { range, expression = '' }) => {
  const was = dataText(proof, 'name') || (/^[\w$.-]+/.exec(expression)?.[0] ?? '');
  return was === '' ? null : findAgain(text, range, was);
};

interface Naming {
  find: FindName;
  near: 'near' | 'nearest';
}

const namings: Partial<Record<Proof['code'], Naming>> = {
  'template-missing': { find: quoted, near: 'nearest' },
  'template-failed': { find: bareWord, near: 'nearest' },
  'asset-missing': { find: quoted, near: 'near' },
  'list-misused': { find: quoted, near: 'near' },
  'string-missing': { find: quoted, near: 'near' },
  'embed-unknown': { find: bareWord, near: 'near' },
};

export const nameRemedies: RemedyMaker = {
  codes: Object.keys(namings) as Proof['code'][],
  may: (proof) => nearOf(proof) !== '' && proof.places.length > 0,
  async remedies(proof, knowledge) {
    const near = nearOf(proof);
    const places = proof.places.filter(({ range }) => range !== undefined);
    if (near === '' || places.length === 0) return [];
    const { find } = namings[proof.code] as Naming;
    const changesIn =
      (place: Place) =>
      (text: string): TextChange[] => {
        const span = find(proof, text, place);
        if (span === null) throw stale();
        return [{ ...span, insert: near }];
      };
    return [
      edit(knowledge, 'nearest', `Write “${near}” instead`, async (draft) => {
        for (const place of places) await draft.edit(place.file, changesIn(place));
      }),
    ];
  },
};

function nearOf(proof: Proof): string {
  const naming = namings[proof.code];
  return naming === undefined ? '' : dataText(proof, naming.near);
}
