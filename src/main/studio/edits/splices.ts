/** Pieces of a text that are replaced, and lists in brackets, which YAML and TOML write alike. */

export interface Splice {
  from: number;
  to: number;
  insert: string;
}

export interface Span {
  start: number;
  end: number;
}

/** What stands between `open` and `close`, the places of the brackets themselves. */
export interface Bracketed {
  open: number;
  close: number;
  items: readonly Span[];
}

export function spliced(source: string, splices: readonly Splice[]): string {
  let result = source;
  for (const { from, to, insert } of [...splices].sort((a, b) => b.from - a.from)) {
    result = result.slice(0, from) + insert + result.slice(to);
  }
  return result;
}

/** The line ending that the text uses, by its first. */
export function lineEndOf(source: string): string {
  const first = source.indexOf('\n');
  return first > 0 && source[first - 1] === '\r' ? '\r\n' : '\n';
}

export function lineStartOf(source: string, offset: number): number {
  return source.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the next line begins, or the end of the text. */
export function nextLineOf(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end < 0 ? source.length : end + 1;
}

/** Adds whole lines at the beginning of a line or at the end of the text, whose last line may have no end. */
export function lineSplice(source: string, at: number, lines: readonly string[], lineEnd: string): Splice {
  const text = lines.join(lineEnd);
  const isOpen = at === source.length && at > 0 && source[at - 1] !== '\n';
  return { from: at, to: at, insert: isOpen ? lineEnd + text : text + lineEnd };
}

/** Adds an item before the one with this index, or behind the last, in the manner of the others: on one line, or each on its own. */
export function bracketInsert(source: string, list: Bracketed, index: number, text: string): Splice {
  const { items, open, close } = list;
  const next = items[index];
  if (next !== undefined)
    return { from: next.start, to: next.start, insert: `${text},${gapBefore(source, list, index)}` };
  const last = items.at(-1);
  if (last === undefined) {
    const isMap = source[open] === '{';
    return { from: open + 1, to: close, insert: isMap ? ` ${text} ` : text };
  }
  const comma = commaIn(source, last.end, close);
  const gap = gapBefore(source, list, items.length - 1);
  if (comma < 0) return { from: last.end, to: last.end, insert: `,${gap}${text}` };
  return { from: comma + 1, to: comma + 1, insert: `${gap}${text},` };
}

export function bracketRemove(list: Bracketed, index: number): Splice {
  const { items, open, close } = list;
  const item = items[index] as Span;
  const next = items[index + 1];
  const before = items[index - 1];
  if (next !== undefined) return { from: item.start, to: next.start, insert: '' };
  if (before !== undefined) return { from: before.end, to: item.end, insert: '' };
  return { from: open + 1, to: close, insert: '' };
}

/** What separates items: a space, or a line break and the indentation of the item. */
function gapBefore(source: string, list: Bracketed, index: number): string {
  const { start } = list.items[index] as Span;
  const line = lineStartOf(source, start);
  const indent = source.slice(line, start);
  return line > list.open && /^[ \t]*$/.test(indent) ? lineEndOf(source) + indent : ' ';
}

/** The comma between two places, outside of remarks; -1 when there is none. */
function commaIn(source: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (source[at] === '#') at = nextLineOf(source, at) - 1;
    else if (source[at] === ',') return at;
  }
  return -1;
}
