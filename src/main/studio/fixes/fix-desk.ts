/** Fixes as the window asks for them: what is offered for a proof, how it would look, and making it as one change. */
import type { ChangeSummary, FixInputs, FixOffer, FixPreview } from '../../../shared/contract/fixes.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { Proof } from '../../../shared/proof.ts';
import { CONFIRM_ABOVE, previewOf } from './hunks.ts';
import { remediesFor } from './remedies.ts';
import type { FileEdit, FixKnowledge, FixPlan, Remedy } from './types.ts';

/** Who writes: all files of a change or none, in open documents as edits, listed with its label and undone whole. */
export interface ChangeMaker {
  /** @throws StudioError 'stale' when a file is not as `before` says any more */
  make(label: string, edits: readonly FileEdit[]): Promise<ChangeSummary>;
  /** @throws StudioError 'conflict' when a file changed since, 'not-found' */
  undo(id: string): Promise<ChangeSummary>;
}

export interface FixRequest {
  fix: string;
  inputs: FixInputs;
}

export async function offersFor(proof: Proof, knowledge: FixKnowledge): Promise<FixOffer[]> {
  const remedies = await remediesFor(proof, knowledge);
  return remedies.map(({ id, label, kind, inputs }) => ({ id, label, kind, inputs }));
}

/** @throws StudioError 'not-found', 'stale', 'refused' */
export async function previewFix(proof: Proof, knowledge: FixKnowledge, request: FixRequest): Promise<FixPreview> {
  return previewOf((await planned(proof, knowledge, request)).plan);
}

/**
 * Works the edits out once more and makes them.
 * @param confirmed the person said yes to a change of many files
 * @throws StudioError 'not-found', 'stale', 'refused'
 */
export async function applyFix(
  proof: Proof,
  knowledge: FixKnowledge,
  request: FixRequest & { confirmed: boolean },
  changes: ChangeMaker,
): Promise<ChangeSummary> {
  const { remedy, plan } = await planned(proof, knowledge, request);
  const { length } = plan.edits;
  if (length > CONFIRM_ABOVE && !request.confirmed) {
    throw new StudioError('refused', `This changes ${length} files. Look at them first, then say yes to all.`);
  }
  return changes.make(remedy.label, plan.edits);
}

async function planned(
  proof: Proof,
  knowledge: FixKnowledge,
  { fix, inputs }: FixRequest,
): Promise<{ remedy: Remedy; plan: FixPlan }> {
  const remedy = (await remediesFor(proof, knowledge)).find(({ id }) => id === fix);
  if (remedy === undefined) {
    throw new StudioError(
      'stale',
      'This fix does not fit any more: the text has changed. Build again, then look here again.',
    );
  }
  return { remedy, plan: await remedy.plan(inputs) };
}
