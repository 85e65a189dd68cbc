/** Where in the file a destination or an embed stands. Worked out for holes only, so that text without them pays nothing. */
import type { Token } from 'markdown-it';
import type { SourceRange } from '../../shared/proof.ts';
import { type Environment, lineText, type PlacedToken, rangeInLine, rangeOfOffsets } from './environment.ts';

/** Follows the blocks while they are rendered, since cells of a table have no lines of their own. */
export interface Cursor {
  /** 0-based line of the innermost block that knows its line. */
  line: number;
  /** Column behind the last thing found on `line`, so that equal destinations on one line are told apart. */
  column: number;
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
  const { content } = inline;
  const start = content.lastIndexOf('\n', token.at - 1) + 1;
  const lineEnd = content.indexOf('\n', start);
  const written = content.slice(start, lineEnd < 0 ? content.length : lineEnd);
  const lead = written.length - written.trimStart().length;
  const text = written.trim();
  const line = (inline.map?.[0] ?? cursor.line) + countLineFeeds(content, start);
  const source = lineText(env, line);
  let column = source.trimEnd().length - text.length;
  if (inline.map === null || !source.startsWith(text, column)) {
    column = source.indexOf(text, line === cursor.line ? cursor.column : 0);
  }
  if (column < 0) return null;
  const from = column + token.at - start - lead;
  const end = Math.min(token.atEnd, start + written.length);
  if (inline.map === null) cursor.column = column + text.length;
  return rangeInLine(env, line, from, end - token.at);
}

function countLineFeeds(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function searchedRange(env: Environment, cursor: Cursor, inline: Token, target: string): SourceRange {
  const first = inline.map?.[0] ?? cursor.line;
  const last = inline.map?.[1] ?? first + 1;
  for (let line = first; line < last; line++) {
    const column = lineText(env, line).indexOf(target, line === cursor.line ? cursor.column : 0);
    if (column < 0) continue;
    moveTo(cursor, line);
    cursor.column = column + target.length;
    return rangeInLine(env, line, column, target.length);
  }
  return rangeInLine(env, first, 0, lineText(env, first).length);
}
