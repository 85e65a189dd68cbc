/** The lines of a text around a place, short enough to be shown whatever the text is. */
import type { CodeFrame } from '../../../shared/contract/proofs.ts';
import type { SourceRange } from '../../../shared/proof.ts';

const AROUND = 2;
/** UTF-16 units of one line that are shown; texts have lines of whole paragraphs. */
const LONGEST = 240;
/** Of a line that is cut, this much is kept before the place. */
const BEFORE = 80;

/** @returns null when the text has no such line: it has changed since */
export function codeFrame(file: string, text: string, range: SourceRange): CodeFrame | null {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const { start, end } = range;
  const marked = lines[start.line - 1];
  if (marked === undefined) return null;
  const first = Math.max(1, start.line - AROUND);
  const last = Math.min(lines.length, Math.max(start.line, Math.min(end.line, start.line + AROUND)) + AROUND);
  const shown = lines.slice(first - 1, last).map((line) => clipped(line, 0).text);
  const from = Math.min(start.column, marked.length + 1);
  const to = end.line > start.line ? marked.length + 1 : Math.min(Math.max(end.column, from), marked.length + 1);
  const clip = clipped(marked, from);
  shown[start.line - first] = clip.text;
  const shift = (column: number): number => Math.min(Math.max(1, column - clip.cut), clip.text.length + 1);
  return { file, first, lines: shown, mark: { line: start.line - first, from: shift(from), to: shift(to) } };
}

/** @returns the piece that is shown, and by how much columns in it are smaller */
function clipped(line: string, column: number): { text: string; cut: number } {
  if (line.length <= LONGEST) return { text: line, cut: 0 };
  const from = boundary(line, column > BEFORE ? Math.min(column - BEFORE, line.length - LONGEST) : 0);
  const to = boundary(line, from + LONGEST);
  const lead = from > 0 ? '…' : '';
  return { text: `${lead}${line.slice(from, to)}${to < line.length ? '…' : ''}`, cut: from - lead.length };
}

/** Not between the halves of one character. */
function boundary(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code >= 0xdc00 && code < 0xe000 ? at + 1 : at;
}
