/** What mends a proof, shown before it is done, and taken back whole. */
import { z } from 'zod';

export const fixInputsSchema = z.record(z.string().max(64), z.string().max(20_000));
export type FixInputs = z.infer<typeof fixInputsSchema>;

export interface FixInput {
  name: string;
  label: string;
  value: string;
  /** One line, or a text of several. */
  lines: 1 | 3;
}

/** A fix that is offered. Its edits are worked out when it is looked at: the text may have changed meanwhile. */
export interface FixOffer {
  id: string;
  label: string;
  kind: 'edit' | 'ask';
  inputs: FixInput[];
}

/** Part of a file before and after, with a line of text around. `first` is the 1-based number of its first line. */
export interface FixHunk {
  first: number;
  before: string[];
  after: string[];
}

export interface FixPreview {
  files: { file: string; hunks: FixHunk[]; created: boolean }[];
  /** Asked once above five files. */
  confirm: boolean;
  /** What else happens ("The site gets its own copy of this part of the design"). */
  note: string | null;
}

/** Several edits that were made together and are undone together. */
export interface ChangeSummary {
  id: string;
  label: string;
  /** ISO instant. */
  made: string;
  files: string[];
  undone: boolean;
}
