/** Lines and columns of a text, from a table of where its lines begin. Lines end with \n. */
import type { Position } from '../shared/proof.ts';

/** Offsets at which the lines of a text begin: made once, however many places are asked for. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) starts.push(next + 1);
  return starts;
}

/** The offset of a 1-based line and column; the end of the text when there is no such line. */
export function offsetAt(text: string, starts: readonly number[], line: number, column: number): number {
  const start = starts[line - 1];
  return start === undefined ? text.length : Math.min(text.length, start + column - 1);
}

/** 1-based line and column of an offset. */
export function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}
