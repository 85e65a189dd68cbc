/** Where in the file a destination or an embed stands. Worked out for holes only, so that text without them pays nothing. */
import type { Token } from 'markdown-it';
import type { SourceRange } from '../../shared/proof.ts';
import { type Environment, lineText, type PlacedToken, rangeInLine, rangeOfOffsets } from './environment.ts';

/** One line of an inline token's content, and where it stands in the source. */
interface ContentLine {
  inline: Token;
  /** Offsets in the content. */
  start: number;
  end: number;
  /** 0-based line of the source, and the column at which the line's text begins there; -1 when it was not found. */
  line: number;
  column: number;
  /** Spaces before the text, which the source has not or has as tabs. */
  lead: number;
}

/** Follows the blocks while they are rendered, since cells of a table have no lines of their own. */
export interface Cursor {
  /** 0-based line of the innermost block that knows its line. */
  line: number;
  /** Column behind the last cell found on `line`, so that equal cells of a row are told apart. */
  column: number;
  /** The line that was located last: the next hole is most often on it, or on the one below. */
  located: ContentLine | null;
}

export function createCursor(): Cursor {
  return { line: 0, column: 0, located: null };
}

export function moveTo(cursor: Cursor, line: number): void {
  if (cursor.line === line) return;
  cursor.line = line;
  cursor.column = 0;
}

/** The range of a destination: in its definition for `[text][label]`, else where the text has it, else the block's line. */
export function destinationRange(
  env: Environment,
  cursor: Cursor,
  inline: Token,
  token: PlacedToken,
  target: string,
): SourceRange {
  const label = token.meta?.label;
  if (typeof label === 'string') {
    const definition = env.definitions.get(label);
    if (definition !== undefined) return rangeOfOffsets(env, definition[0], definition[1]);
  }
  return (
    (token.at >= 0 ? contentRange(env, cursor, inline, token) : null) ?? searchedRange(env, cursor, inline, target)
  );
}

/** The range of an embed; `inline` is the text around it, null when it is a block. */
export function embedRange(env: Environment, cursor: Cursor, inline: Token | null, token: PlacedToken): SourceRange {
  if (inline === null) return rangeOfOffsets(env, token.at, token.atEnd);
  return contentRange(env, cursor, inline, token) ?? searchedRange(env, cursor, inline, '::');
}

/** An inline token's content is its source lines without what stands before them: indentation, `>`, `#`, cells before. */
function contentRange(env: Environment, cursor: Cursor, inline: Token, token: PlacedToken): SourceRange | null {
  const located = locate(env, cursor, inline, token.at);
  if (located.column < 0) return null;
  const column = located.column + token.at - located.start - located.lead;
  return rangeInLine(env, located.line, column, Math.min(token.atEnd, located.end) - token.at);
}

function locate(env: Environment, cursor: Cursor, inline: Token, at: number): ContentLine {
  const { content } = inline;
  let start = 0;
  let line = inline.map?.[0] ?? cursor.line;
  const last = cursor.located;
  if (last !== null && last.inline === inline && at >= last.start) {
    if (at <= last.end) return last;
    start = last.end + 1;
    line = last.line + 1;
  }
  let end = lineEnd(content, start);
  while (end < at) {
    start = end + 1;
    line++;
    end = lineEnd(content, start);
  }
  const written = content.slice(start, end);
  const text = written.trim();
  const column = inline.map === null ? cellColumn(env, cursor, text) : textColumn(lineText(env, line), text);
  cursor.located = { inline, start, end, line, column, lead: written.length - written.trimStart().length };
  return cursor.located;
}

function lineEnd(content: string, start: number): number {
  const end = content.indexOf('\n', start);
  return end < 0 ? content.length : end;
}

/** What stands before a line's text is most often less than what stands behind it: a suffix is looked for first. */
function textColumn(source: string, text: string): number {
  const column = source.trimEnd().length - text.length;
  return source.startsWith(text, column) ? column : source.indexOf(text);
}

function cellColumn(env: Environment, cursor: Cursor, text: string): number {
  const column = lineText(env, cursor.line).indexOf(text, cursor.column);
  if (column >= 0) cursor.column = column + text.length;
  return column;
}

/** The text may stand elsewhere (a footnote within a sentence) or not as it is written (a cell with `\|`). */
function searchedRange(env: Environment, cursor: Cursor, inline: Token, target: string): SourceRange {
  const first = inline.map?.[0] ?? cursor.line;
  const last = inline.map?.[1] ?? first + 1;
  for (let line = first; line < last; line++) {
    const column = lineText(env, line).indexOf(target);
    if (column >= 0) return rangeInLine(env, line, column, target.length);
  }
  const content = inline.content === '' ? -1 : env.source.indexOf(inline.content);
  const anywhere = content < 0 ? -1 : env.source.indexOf(target, content);
  if (anywhere >= 0) return rangeOfOffsets(env, anywhere, anywhere + target.length);
  return rangeInLine(env, first, 0, lineText(env, first).length);
}
