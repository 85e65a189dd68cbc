/** A plan as it is shown: the lines that change, before and after, each group with a line of text around. */

import { lineStarts, positionIn } from '../../../kernel/lines.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';
import type { FixHunk, FixPreview } from '../../../shared/contract/fixes.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import type { FixPlan } from './types.ts';

/** Above this many files a fix asks once more. */
export const CONFIRM_ABOVE = 5;
/** Files beyond are named, without their lines. */
const SHOWN_FILES = 200;

export function previewOf({ edits, note }: FixPlan): FixPreview {
  return {
    files: edits.map(({ file, before, changes }, i) => ({
      file,
      hunks: i < SHOWN_FILES ? hunksOf(before ?? '', changes) : [],
      created: before === null,
    })),
    confirm: edits.length > CONFIRM_ABOVE,
    note,
  };
}

/** Lines around changes, as numbers from 0, both included. */
interface Span {
  first: number;
  last: number;
  changes: TextChange[];
}

/** @param changes valid for `before` */
export function hunksOf(before: string, changes: readonly TextChange[]): FixHunk[] {
  const starts = lineStarts(before);
  const last = starts.length - 1;
  const spans: Span[] = [];
  for (const change of changes) {
    const first = Math.max(0, positionIn(starts, change.from).line - 2);
    const end = Math.min(last, positionIn(starts, change.to).line);
    const open = spans.at(-1);
    if (open !== undefined && first <= open.last + 1) {
      open.last = Math.max(open.last, end);
      open.changes.push(change);
    } else spans.push({ first, last: end, changes: [change] });
  }
  return spans.map((span) => hunkOf(before, starts, span));
}

function hunkOf(text: string, starts: readonly number[], { first, last, changes }: Span): FixHunk {
  const from = starts[first] as number;
  const to = starts[last + 1] ?? text.length;
  const piece = text.slice(from, to);
  const shifted = changes.map((change) => ({ ...change, from: change.from - from, to: change.to - from }));
  return { first: first + 1, before: linesOf(piece), after: linesOf(applyChanges(piece, shifted)) };
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
