/** Where in a document something was written that was seen on its page. */
import { lineStarts, positionIn } from '../../../kernel/lines.ts';
import { type Span, templateMarks, writtenHeadings, writtenIds } from '../../../kernel/markdown/written-text.ts';
import type { SourceRange } from '../../../shared/proof.ts';
import type { WrittenDocument } from './types.ts';

/** A heading of a page. */
export interface SeenHeading {
  level: number;
  text: string;
}

/** What a document wrote itself. `range` is absent where it did, but in a way that is not found. */
export interface OwnPlace {
  range?: SourceRange;
}

/** @returns null unless both headings are the document's, one after the other: else the design put something between them */
export function skippedHeading(document: WrittenDocument, above: SeenHeading, heading: SeenHeading): OwnPlace | null {
  const { headings, text } = document;
  const at = headings.findIndex((one, i) => i > 0 && isHeading(one, heading) && isHeading(headings[i - 1], above));
  if (at < 0) return null;
  const written = writtenHeadings(text);
  // The title, which is none of the text's headings on the page.
  const shift = written.length === headings.length + 1 && written[0]?.level === 1 ? 1 : 0;
  const aligned =
    written.length === headings.length + shift && headings.every((one, i) => one.level === written[i + shift]?.level);
  const found = aligned ? written[at + shift] : written.find((one) => isWritten(text, one, heading));
  return found === undefined ? {} : { range: rangeOf(text, found) };
}

/** @returns null when the document shows no such code: the design does, or the values at its top */
export function writtenMark({ text }: WrittenDocument, mark: string): OwnPlace | null {
  const found = templateMarks(text).find(([written]) => plain(written) === plain(mark));
  return found === undefined
    ? null
    : { range: rangeOf(text, { from: found.index, to: found.index + found[0].length }) };
}

/** @returns the second of two parts that the document itself calls so */
export function repeatedId({ text }: WrittenDocument, id: string): OwnPlace | null {
  const [, second] = writtenIds(text, id);
  return second === undefined ? null : { range: rangeOf(text, second) };
}

function isHeading(one: SeenHeading | undefined, other: SeenHeading): boolean {
  return one?.level === other.level && letters(one.text) === letters(other.text);
}

function isWritten(text: string, { level, from, to }: Span & { level: number }, heading: SeenHeading): boolean {
  return level === heading.level && letters(text.slice(from, to)).startsWith(letters(heading.text));
}

/** Signs of Markdown, quotes and spaces look different on a page. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Quotes look different on a page. */
function plain(mark: string): string {
  return mark.replace(/[\s"'“”„‘’«»]+/g, ' ');
}

function rangeOf(text: string, { from, to }: Span): SourceRange {
  const starts = lineStarts(text);
  return { start: positionIn(starts, from), end: positionIn(starts, to) };
}
