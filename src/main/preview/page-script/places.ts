/** Marks say where a part of the page comes from; these read them and find the one that fits best. */

import type { PreviewLink } from '../../../shared/contract/preview.ts';

export interface Mark {
  file: string;
  line: number;
  column: number | null;
}

/** @param text "content/about.md:12" or, with `columns`, "templates/page.njk:12:5" */
export function readMark(text: string, columns: boolean): Mark | null {
  const match = (columns ? /^(.+):(\d+):(\d+)$/s : /^(.+):(\d+)$/s).exec(text);
  if (!match) return null;
  return { file: match[1] as string, line: Number(match[2]), column: columns ? Number(match[3]) : null };
}

/** @param text of a comment: "galley:from FILE:LINE:COLUMN VALUE VALUE"; null: it is another one */
export function readFrom(text: string): PreviewLink | null {
  const match = /^galley:from (?:([^ :]+):(\d+):(\d+))? (.+)$/.exec(text);
  if (!match) return null;
  const [, file, line, column, values = ''] = match;
  try {
    return {
      file: decodeURIComponent(file ?? ''),
      line: Number(line ?? 0),
      column: column === undefined ? null : Number(column),
      values: values.split(' ').map((value) => value.split('/').map(decodeURIComponent)),
    };
  } catch (error) {
    // Only a page that wrote such a comment itself has one that cannot be decoded.
    if (error instanceof URIError) return null;
    throw error;
  }
}

/**
 * The mark of a missing value that was printed at this very place, or else nearest to it in its line.
 * @returns its index; -1: there is none in that line
 */
export function exactMark(marks: readonly (Mark | null)[], wanted: Mark): number {
  const distance = (mark: Mark): number => Math.abs((mark.column ?? 0) - (wanted.column ?? 0));
  return best(marks, (mark) =>
    mark.file === wanted.file && mark.line === wanted.line ? -(wanted.column === null ? 0 : distance(mark)) : null,
  );
}

/**
 * The part of the text that holds a line: what begins last before it, or in it; of those that begin in one line the innermost.
 * @returns its index; -1: nothing on this page comes from there
 */
export function nearestMark(marks: readonly (Mark | null)[], wanted: Mark): number {
  return best(marks, (mark) => (mark.file === wanted.file && mark.line <= wanted.line ? mark.line : null), true);
}

/** @param score null: does not fit. @param last of equal ones the last, else the first */
function best(marks: readonly (Mark | null)[], score: (mark: Mark) => number | null, last = false): number {
  let found = -1;
  let highest = Number.NEGATIVE_INFINITY;
  marks.forEach((mark, index) => {
    const points = mark === null ? null : score(mark);
    if (points === null || points < highest || (points === highest && !last)) return;
    found = index;
    highest = points;
  });
  return found;
}
