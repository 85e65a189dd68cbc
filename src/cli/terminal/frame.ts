import type { SourceRange } from '../../shared/proof.ts';
import type { Colors } from './colors.ts';
import { displayWidth, printable } from './text.ts';

/** The longest piece of one line that is shown, in UTF-16 units; texts have lines of whole paragraphs. */
const longest = 100;
/** Where a long line is cut: this much is kept before the place. */
const before = 40;

/**
 * The line of `range` with the place marked below it, and the line above for orientation. Empty when the file has no such
 * line (it has changed since).
 * @param mark colours the carets
 * @returns lines of text, and how wide the column of numbers is
 */
export function codeFrame(
  source: string,
  range: SourceRange,
  colors: Colors,
  mark: (text: string) => string,
): string[] {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const line = lines[range.start.line - 1];
  if (line === undefined) return [];
  const last = range.end.line === range.start.line ? range.end.column - 1 : line.length;
  const first = Math.min(range.start.column - 1, line.length);
  const from = line.length > longest && first > before ? first - before : 0;
  const to = Math.min(line.length, from + longest);
  const cut = (text: string): string => printable(text).replaceAll('\t', '  ');
  const lead = `${from > 0 ? '… ' : ''}${cut(line.slice(from, first))}`;
  const marked = cut(line.slice(first, Math.max(first, Math.min(last, to))));
  const rest = `${cut(line.slice(Math.max(first, Math.min(last, to)), to))}${to < line.length ? ' …' : ''}`;
  const width = String(range.start.line).length;
  const gutter = (text: string): string => colors.dim(`${text.padStart(width)} │`);
  const frame = [gutter('')];
  const above = lines[range.start.line - 2];
  if (above !== undefined && above.trim() !== '') {
    frame.push(
      `${gutter(String(range.start.line - 1))} ${colors.dim(cut(above.slice(0, longest)))}${above.length > longest ? ' …' : ''}`,
    );
  }
  frame.push(`${gutter(String(range.start.line))} ${lead}${marked}${rest}`);
  frame.push(`${gutter('')} ${' '.repeat(displayWidth(lead))}${mark('^'.repeat(Math.max(1, displayWidth(marked))))}`);
  return frame;
}
