/** Where the values at the top of a document begin and end. */

export type FrontFormat = 'yaml' | 'toml' | 'json';

/** `start` and `end` bound what is between the fences (for JSON: the object); offsets are in UTF-16 code units. */
export interface FrontBlock {
  format: FrontFormat;
  start: number;
  end: number;
  /** 1-based line on which `start` lies. */
  line: number;
  bodyStart: number;
  /** False when the end of the block is missing and was guessed. */
  closed: boolean;
}

/** Finds the block; null when the text has none. A rule (`---`) above prose is not one. */
export function findBlock(text: string): FrontBlock | null {
  const top = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  switch (text.charCodeAt(top)) {
    case 45:
      return fenced(text, top, '---', 'yaml');
    case 43:
      return fenced(text, top, '+++', 'toml');
    case 123:
      return braced(text, top);
    default:
      return null;
  }
}

function fenced(text: string, top: number, fence: string, format: FrontFormat): FrontBlock | null {
  if (!text.startsWith(fence, top)) return null;
  const start = afterFence(text, top + 3);
  if (start < 0) return null;
  const block: FrontBlock = { format, start, end: start, line: 2, bodyStart: start, closed: true };
  let at = text.startsWith(fence, start) ? start : text.indexOf(`\n${fence}`, start) + 1;
  while (at > 0) {
    const bodyStart = afterFence(text, at + 3);
    if (bodyStart >= 0) {
      block.end = at;
      block.bodyStart = bodyStart;
      return block;
    }
    at = text.indexOf(`\n${fence}`, at) + 1;
  }
  return unclosed(text, block);
}

/** The start of the line after a fence whose three signs end before `pos`; -1 when more than spaces follows on its line. */
function afterFence(text: string, pos: number): number {
  let at = pos;
  let code = text.charCodeAt(at);
  while (code === 32 || code === 9) code = text.charCodeAt(++at);
  if (at >= text.length) return at;
  if (code === 13) code = text.charCodeAt(++at);
  return code === 10 ? at + 1 : -1;
}

const looksLikeKey = { yaml: /^["']?[\p{L}_][^\n:]{0,80}:(?:[ \t\r\n]|$)/u, toml: /^(?:[\w."' -]{1,80}=|\[)/ };

/** A fence without its partner: values up to the first empty line when they look like values, else a rule above prose. */
function unclosed(text: string, block: FrontBlock): FrontBlock | null {
  const { start, format } = block;
  if (format === 'json' || !looksLikeKey[format].test(text.slice(start, start + 200))) return null;
  const blank = /\n[ \t]*\r?\n/g;
  blank.lastIndex = start;
  const gap = blank.exec(text);
  block.end = gap === null ? text.length : gap.index + 1;
  block.bodyStart = gap === null ? text.length : gap.index + gap[0].length;
  block.closed = false;
  return block;
}

/** A JSON object at the very top, followed by a line break. Braces that open something else (`{{`, `{.class}`) are text. */
function braced(text: string, top: number): FrontBlock | null {
  if (!/^\{\s*(?:"|\}\s*(?:\n|$))/.test(text.slice(top, top + 200))) return null;
  const block: FrontBlock = { format: 'json', start: top, end: text.length, line: 1, bodyStart: top, closed: false };
  const end = objectEnd(text, top);
  if (end < 0) return block;
  const bodyStart = afterFence(text, end);
  if (bodyStart < 0) return null;
  block.end = end;
  block.bodyStart = bodyStart;
  block.closed = true;
  return block;
}

/** The place behind the `}` that closes the object at `start`; -1 when it is never closed. */
function objectEnd(text: string, start: number): number {
  let depth = 0;
  for (let pos = start; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 34) {
      pos = stringEnd(text, pos);
      if (pos < 0) return -1;
    } else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      depth--;
      if (depth === 0) return pos + 1;
    }
  }
  return -1;
}

/** The place of the quote that closes the JSON string at `start`; -1 when none does on its line. */
export function stringEnd(text: string, start: number): number {
  for (let pos = start + 1; pos < text.length; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 92) pos++;
    else if (code === 34) return pos;
    else if (code === 10) return -1;
  }
  return -1;
}

/** How many line breaks `text[from, to)` holds. */
export function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  let at = text.indexOf('\n', from);
  while (at >= 0 && at < to) {
    lines++;
    at = text.indexOf('\n', at + 1);
  }
  return lines;
}
