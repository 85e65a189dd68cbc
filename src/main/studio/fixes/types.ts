/** What a fix is made of: worked out from the text as it is now, shown as a plan before anything is written. */
import type { TextChange } from '../../../shared/contract/documents.ts';
import type { FixInputs, FixOffer } from '../../../shared/contract/fixes.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { Proof } from '../../../shared/proof.ts';
import type { ProofCode } from '../../../shared/proofs/registry.ts';
import type { SiteListing } from '../../engine/types.ts';

/** What fixes may know: texts as they are now and what the last build listed. They write nothing themselves. */
export interface FixKnowledge {
  /** By name as proofs name files, unsaved text included, without a byte order mark; null when there is none. */
  read(file: string): Promise<string | null>;
  listing: SiteListing;
  /** "2026-03-01", in the site's zone. */
  today: string;
}

/** One file of a plan. */
export interface FileEdit {
  file: string;
  /** The text that `changes` are of; null: the fix makes the file. */
  before: string | null;
  changes: TextChange[];
}

export interface FixPlan {
  /** By file name. */
  edits: FileEdit[];
  /** What else happens, in a sentence. */
  note: string | null;
}

/** One way to mend a proof. */
export interface Remedy extends FixOffer {
  /**
   * The edits, from the texts as they are now.
   * @throws StudioError 'stale' when the place is not there any more, 'refused' when the inputs or the text do not allow it
   */
  plan(inputs: FixInputs): Promise<FixPlan>;
}

/** The remedies of some codes. */
export interface RemedyMaker {
  codes: readonly ProofCode[];
  /** Whether there may be a remedy; nothing is read. */
  may(proof: Proof): boolean;
  remedies(proof: Proof, knowledge: FixKnowledge): Promise<readonly Remedy[]>;
}

export function stale(): StudioError {
  return new StudioError('stale', 'The text has changed since the site was built. Build again, then look here again.');
}

export function refused(message: string): StudioError {
  return new StudioError('refused', message);
}

/** A word of a proof's data; "" when there is none. */
export function dataText({ data }: Proof, name: string): string {
  const value = data?.[name];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
