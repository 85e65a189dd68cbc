/**
 * Embeds and boxes as rules of the parser, so that they are never active in code: `::name{…}` on a line of its own or within
 * a sentence, and `:::name{…} Title` up to a line of colons. Boxes nest: a line of colons closes the innermost box with that
 * many colons, else the innermost box with fewer.
 */
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import type { Json } from '../../shared/config.ts';
import { countColons, readEmbedHead } from './embed-syntax.ts';
import { environmentOf, type PlacedToken, rangeOfOffsets } from './environment.ts';
import type { FastStateBlock, OpenBox } from './states.ts';

/** What an embed's token carries in `meta`. */
export interface EmbedMeta extends Record<string, unknown> {
  name: string;
  attributes: Record<string, Json>;
}

const fewestColons = 3;
const longestQuote = 60;

export function installEmbeds(md: MarkdownIt): void {
  md.block.ruler.before(
    'heading',
    'embed',
    (state, start, end, silent) => embedBlock(state as FastStateBlock, start, end, silent),
    {
      alt: ['paragraph', 'reference', 'blockquote', 'list'],
    },
  );
  md.inline.ruler.after('linkify', 'embed', embedInline);
}

/** Whether the line, met directly inside an open box, is a line of colons that closes it or a box around it. */
export function closesBox(state: FastStateBlock, line: number): boolean {
  return closedBox(state, line) >= 0;
}

/** The index of the open box that the line closes; -1 when it closes none. */
function closedBox(state: FastStateBlock, line: number): number {
  const { boxes } = state;
  const innermost = boxes.at(-1) as OpenBox;
  const columns = state.sCount[line] as number;
  // In a list or a quote inside the box, only a line outside of that list or quote can close the box.
  if (state.level !== innermost.level && columns >= state.blkIndent) return -1;
  const indent = columns - innermost.indent;
  if (indent < 0 || indent > 3) return -1;
  const start = (state.bMarks[line] as number) + (state.tShift[line] as number);
  const end = state.eMarks[line] as number;
  const colons = countColons(state.src, start, end);
  if (colons < fewestColons || state.skipSpaces(start + colons) < end) return -1;
  const exact = boxes.findLastIndex((box) => box.colons === colons);
  return exact >= 0 || innermost.colons > colons ? exact : boxes.length - 1;
}

function embedBlock(state: FastStateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] as number) - state.blkIndent >= 4) return false;
  const start = (state.bMarks[startLine] as number) + (state.tShift[startLine] as number);
  const end = state.eMarks[startLine] as number;
  const colons = countColons(state.src, start, end);
  if (colons < 2) return false;
  if (colons === 2) return leaf(state, startLine, start, end, silent);
  if (silent && state.boxes.length > 0 && closesBox(state, startLine)) return true;
  return box(state, startLine, endLine, start, colons, silent);
}

function leaf(state: FastStateBlock, line: number, start: number, end: number, silent: boolean): boolean {
  const head = readEmbedHead(state.src, start + 2, true);
  if (head === null) {
    if (!silent && /^[A-Za-z][\w-]*\{/.test(state.src.slice(start + 2, end))) reportMalformed(state, start, end);
    return false;
  }
  if (state.skipSpaces(head.end) < end) return false;
  if (silent) return true;
  const token = state.push('embed', '', 0) as PlacedToken;
  token.map = [line, line + 1];
  token.meta = { name: head.name, attributes: head.attributes } satisfies EmbedMeta;
  token.at = start;
  token.atEnd = head.end;
  state.line = line + 1;
  return true;
}

function box(
  state: FastStateBlock,
  startLine: number,
  endLine: number,
  start: number,
  colons: number,
  silent: boolean,
): boolean {
  const lineEnd = state.eMarks[startLine] as number;
  const head = readEmbedHead(state.src, state.skipSpaces(start + colons), false);
  const hasBoundary =
    head !== null && (head.end >= lineEnd || /[ \t}]/.test(state.src.slice(head.end - 1, head.end + 1)));
  if (head === null || !hasBoundary || head.end > lineEnd) {
    if (!silent) reportMalformed(state, start, lineEnd);
    return false;
  }
  if (silent) return true;
  const title = state.src
    .slice(head.end, lineEnd)
    .replace(/[ \t]:{3,}\s*$/, '')
    .trim();
  const open = state.push('embed_open', '', 1) as PlacedToken;
  open.meta = { name: head.name, attributes: head.attributes } satisfies EmbedMeta;
  open.at = start;
  open.atEnd = head.end;
  if (title !== '') pushTitle(state, title, startLine);
  const isClosed = boxBody(state, startLine, endLine, colons);
  open.map = [startLine, state.line];
  state.push('embed_close', '', -1);
  if (!isClosed) reportUnclosed(state, head.name, colons, start, lineEnd);
  return true;
}

/** What stands behind a box's name is text like any other; it follows the opening directly, as nothing else does. */
function pushTitle(state: FastStateBlock, title: string, line: number): void {
  const inline = state.push('inline', '', 0);
  inline.content = title;
  inline.map = [line, line + 1];
  inline.children = [];
}

/** Parses what the box holds, and passes over the line that closes it. False when the box was not closed itself. */
function boxBody(state: FastStateBlock, startLine: number, endLine: number, colons: number): boolean {
  const oldParent = state.parentType;
  const own: OpenBox = { colons, level: state.level, indent: state.blkIndent };
  state.boxes.push(own);
  state.parentType = 'embed';
  state.line = startLine + 1;
  state.md.block.tokenize(state, startLine + 1, endLine);
  state.parentType = oldParent;
  const line = state.line;
  const closed = line < endLine && !state.isEmpty(line) ? closedBox(state, line) : -1;
  state.boxes.pop();
  // The line may close a box around this one: then it is left to that box.
  if (closed !== state.boxes.length) return false;
  state.line = line + 1;
  return true;
}

function reportUnclosed(state: StateBlock, name: string, colons: number, start: number, end: number): void {
  const env = environmentOf(state);
  env.findings.push({
    code: 'box-unclosed',
    data: { name, colons: ':'.repeat(colons) },
    range: rangeOfOffsets(env, start, end),
  });
}

function reportMalformed(state: StateBlock, start: number, end: number): void {
  const env = environmentOf(state);
  const text = state.src.slice(start, end).trim();
  env.findings.push({
    code: 'embed-malformed',
    data: { text: text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text },
    range: rangeOfOffsets(env, start, end),
  });
}

function embedInline(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src.charCodeAt(pos + 1) !== 58 || src.charCodeAt(pos + 2) === 58) return false;
  if (pos > 0 && !isBoundary(src[pos - 1] as string)) return false;
  const head = readEmbedHead(src, pos + 2, true);
  if (head === null || head.end > state.posMax) return false;
  if (!silent) {
    const token = state.push('embed', '', 0) as PlacedToken;
    token.meta = { name: head.name, attributes: head.attributes } satisfies EmbedMeta;
    token.at = pos;
    token.atEnd = head.end;
  }
  state.pos = head.end;
  return true;
}

/** An embed begins behind a space, an opening sign or a dash, and not inside a word or behind a third colon. */
function isBoundary(before: string): boolean {
  return before !== ':' && !/[\p{L}\p{N}_]/u.test(before);
}
