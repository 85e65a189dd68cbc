/** Finding again in the text of now what a proof found in the text of then. */
import { lineStarts, offsetAt } from '../../../kernel/lines.ts';
import type { Span } from '../../../kernel/markdown/written-text.ts';
import type { Place, Proof, SourceRange } from '../../../shared/proof.ts';
import { stale } from './types.ts';

export function spanOf(text: string, range: SourceRange): Span {
  return spanBy(text, lineStarts(text), range);
}

/** As `spanOf`, of each place whose range is known. */
export function spansOf(text: string, places: readonly Place[]): Span[] {
  const starts = lineStarts(text);
  return places.flatMap(({ range }) => (range === undefined ? [] : [spanBy(text, starts, range)]));
}

function spanBy(text: string, starts: ReturnType<typeof lineStarts>, { start, end }: SourceRange): Span {
  return { from: offsetAt(text, starts, start.line, start.column), to: offsetAt(text, starts, end.line, end.column) };
}

const word = /[\p{L}\p{N}_]/u;

/** Where `was` stands alone, not as a part of a longer word. */
function wholeOccurrences(text: string, was: string): Span[] {
  const found: Span[] = [];
  if (was === '') return found;
  for (let from = text.indexOf(was); from >= 0; from = text.indexOf(was, from + was.length)) {
    const to = from + was.length;
    const joined = (inside: string, outside: string): boolean => word.test(inside) && word.test(outside);
    const begins = !joined(was[0] as string, text[from - 1] ?? ' ');
    if (begins && !joined(was.at(-1) as string, text[to] ?? ' ')) found.push({ from, to });
  }
  return found;
}

/**
 * `was` at its place; when the text has moved, its only occurrence.
 * @throws StudioError 'stale' when it is gone, or stands in several places and in none of them as it did
 */
export function findAgain(text: string, range: SourceRange | undefined, was: string): Span {
  if (range !== undefined) {
    const span = spanOf(text, range);
    if (text.slice(span.from, span.to) === was) return span;
    const inside = text.slice(span.from, span.to).indexOf(was);
    if (was !== '' && inside >= 0) return { from: span.from + inside, to: span.from + inside + was.length };
  }
  const [only, ...others] = wholeOccurrences(text, was);
  if (only === undefined || others.length > 0) throw stale();
  return only;
}

/** Names of the files in which a proof was seen, each once. */
export function filesOf({ places }: Proof): string[] {
  return [...new Set(places.map(({ file }) => file))];
}
