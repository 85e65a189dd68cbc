/** The calls of the contract about proofs, their fixes and the changes that those make. */

import type { ChangeSummary } from '../../../shared/contract/fixes.ts';
import type { CheckedArgsOf, ResultOf } from '../../../shared/contract/methods.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import { Draft, type TextEditor } from '../fixes/draft.ts';
import { applyFix, type ChangeMaker, offersFor, previewFix } from '../fixes/fix-desk.ts';
import type { FixKnowledge } from '../fixes/types.ts';
import { muting, unmuting } from './mute.ts';
import type { ProofStore, StoredProof } from './proof-store.ts';

/** What a session gives for its proofs. */
export interface ProofDesk {
  store: ProofStore;
  /** null: nothing was built yet, so that nothing is known. */
  knowledge(): FixKnowledge | null;
  changes: ChangeMaker;
}

type Method =
  | 'proofs.list'
  | 'proofs.read'
  | 'proofs.places'
  | 'proofs.mute'
  | 'proofs.unmute'
  | 'fixes.preview'
  | 'fixes.apply'
  | 'changes.undo';

type ProofHandlers<Caller> = {
  [Name in Method]: (caller: Caller, args: CheckedArgsOf<Name>) => Promise<ResultOf<Name>>;
};

const SETTINGS = 'site.yaml';

/** @param deskOf the open site of whoever calls. @throws StudioError 'no-session' from it */
export function proofHandlers<Caller>(deskOf: (caller: Caller) => ProofDesk): ProofHandlers<Caller> {
  return {
    'proofs.list': async (caller, { filter, offset, limit }) => deskOf(caller).store.list(filter, offset, limit),
    'proofs.read': async (caller, { id }) => {
      const { store, knowledge } = deskOf(caller);
      const stored = store.get(id);
      const known = knowledge();
      const fixes = stored.by !== null || known === null ? [] : await offersFor(stored.proof, known);
      return store.read(id, fixes);
    },
    'proofs.places': async (caller, { id, offset, limit }) => deskOf(caller).store.places(id, offset, limit),
    'proofs.mute': async (caller, { id, reason, page }) => {
      const desk = deskOf(caller);
      const { proof } = shown(desk.store.get(id));
      return inSettings(desk, `Muted “${proof.message}”`, muting(proof, reason, page));
    },
    'proofs.unmute': async (caller, { id }) => {
      const desk = deskOf(caller);
      const { by, proof } = desk.store.get(id);
      if (by === null) throw new StudioError('refused', 'This one is not muted.');
      return inSettings(desk, `Unmuted “${proof.message}”`, unmuting(by));
    },
    'fixes.preview': async (caller, { proof, fix, inputs }) => {
      const desk = deskOf(caller);
      return previewFix(shown(desk.store.get(proof)).proof, known(desk), { fix, inputs });
    },
    'fixes.apply': async (caller, { proof, fix, inputs, confirmed }) => {
      const desk = deskOf(caller);
      return applyFix(shown(desk.store.get(proof)).proof, known(desk), { fix, inputs, confirmed }, desk.changes);
    },
    'changes.undo': async (caller, { id }) => deskOf(caller).changes.undo(id),
  };
}

function shown(stored: StoredProof): StoredProof {
  if (stored.by !== null) throw new StudioError('refused', 'This one is muted. Unmute it first.');
  return stored;
}

function known({ knowledge }: ProofDesk): FixKnowledge {
  const given = knowledge();
  if (given === null) throw new StudioError('cannot', 'The site was not built yet. Build it, then look here again.');
  return given;
}

async function inSettings(desk: ProofDesk, label: string, editor: TextEditor): Promise<ChangeSummary> {
  const draft = new Draft(known(desk));
  await draft.edit(SETTINGS, editor);
  return desk.changes.make(label, (await draft.plan()).edits);
}
