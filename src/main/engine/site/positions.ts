/** Offsets of a text as positions, and the nearest name to one that is not known. */
import { slips } from '../../../kernel/slips.ts';
import type { Position, SourceRange } from '../../../shared/proof.ts';

/** Line and column, both 1-based, of a UTF-16 offset. Lines end with \n, \r\n or \r. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let i = 0; i < offset; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) {
      line++;
      start = i + 1;
    }
  }
  return { line, column: offset - start + 1 };
}

export function rangeAt(text: string, start: number, end: number): SourceRange {
  return { start: positionAt(text, start), end: positionAt(text, end) };
}

/** The candidate that `name` is most likely meant to be; null when none is near. Ties go to the first. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const lower = name.toLowerCase();
  const limit = lower.length <= 3 ? 1 : lower.length <= 7 ? 2 : 3;
  let best: string | null = null;
  let least = limit + 1;
  for (const candidate of candidates) {
    const far = slips(lower, candidate.toLowerCase());
    if (far < least) {
      best = candidate;
      least = far;
    }
  }
  return best;
}
