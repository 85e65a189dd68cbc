/** What an edit in place comes to. */
import type { TextChange } from '../../../shared/contract/documents.ts';

/** Why nothing can be changed, for the writer. `line`: 1-based, where to mend first. */
export interface EditProblem {
  problem: string;
  line?: number;
}

export type EditResult = TextChange[] | EditProblem;

export function isProblem(result: EditResult): result is EditProblem {
  return !Array.isArray(result);
}

/** Thrown inside the editors of one language; `offset` is in the text that they were given. */
export class CannotEdit extends Error {
  override readonly name = 'CannotEdit';
  constructor(
    message: string,
    readonly offset?: number,
  ) {
    super(message);
  }
}
