/** Proofs as the window lists them: one row a cause. */
import { z } from 'zod';
import type { Place, Proof, Severity, SourceRange } from '../proof.ts';
import type { FixOffer } from './fixes.ts';

export interface ProofCounts {
  /** Causes of errors and warnings that are not muted. */
  things: number;
  /** Causes of hints. */
  suggestions: number;
  errors: number;
  warnings: number;
  muted: number;
}

export const proofFilterSchema = z.strictObject({
  kind: z.enum(['all', 'things', 'errors', 'warnings', 'suggestions', 'muted']).default('all'),
  code: z.string().max(64).optional(),
  /** Top section ("posts"). */
  section: z.string().max(1000).optional(),
  /** Address of a page. */
  page: z.string().max(4000).optional(),
  text: z.string().max(200).optional(),
});
export type ProofFilter = z.input<typeof proofFilterSchema>;

export interface ProofRow {
  /** Names this proof until the next build; stays the same over builds while the cause does. */
  id: string;
  code: string;
  severity: Severity;
  /** The code's short name ("A link that leads nowhere"). */
  title: string;
  message: string;
  file: string | null;
  line: number | null;
  range: SourceRange | null;
  pageCount: number;
  placeCount: number;
  fixable: boolean;
  muted: { reason: string } | null;
}

export interface ProofList {
  version: number;
  counts: ProofCounts;
  total: number;
  offset: number;
  rows: ProofRow[];
  /** For the filter: what there is, with counts, over all proofs. */
  codes: { code: string; title: string; severity: Severity; count: number }[];
  sections: { section: string; count: number }[];
}

/** Some lines of a file around a range; `from` and `to` are 1-based columns in `lines[mark]`. */
export interface CodeFrame {
  file: string;
  /** 1-based number of the first line. */
  first: number;
  lines: string[];
  mark: { line: number; from: number; to: number } | null;
}

export interface ProofDetail extends ProofRow {
  detail: string | null;
  expression: string | null;
  frame: CodeFrame | null;
  /** Outermost first. */
  chain: Place[];
  advice: string;
  fixes: FixOffer[];
  /** The first hundred; further ones by `proofs.places`. */
  places: ProofPlace[];
  /** The first hundred addresses, with their titles. */
  pages: { url: string; title: string }[];
  /** What the wording came from; the studio's own files open by it. */
  openable: boolean;
  technical: Pick<Proof, 'code' | 'cause'>;
}

export interface ProofPlace {
  file: string;
  line: number | null;
  column: number | null;
  text: string | null;
  page: { url: string; title: string } | null;
}
