/** Where a text stops being JSON: JSON.parse says it in words that differ by version and kind of mistake, and not always with a place. */

type Expected = 'value' | 'item or end' | 'key' | 'key or end' | 'colon' | 'separator';

/** The offset of the first mistake; behind the last character that is no space when something is missing at the end; -1 for JSON. */
export function jsonFault(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let pos = 0;
  for (;;) {
    while (isSpace(text.charCodeAt(pos))) pos++;
    if (pos >= text.length) return expected === 'separator' && open.length === 0 ? -1 : text.trimEnd().length;
    const mark = text[pos] as string;
    if (isEnd(mark, expected, open.at(-1))) {
      open.pop();
      expected = 'separator';
      pos++;
    } else if (expected === 'separator') {
      if (mark !== ',' || open.length === 0) return pos;
      expected = open.at(-1) === '{' ? 'key' : 'value';
      pos++;
    } else if (expected === 'colon') {
      if (mark !== ':') return pos;
      expected = 'value';
      pos++;
    } else if (expected === 'key' || expected === 'key or end') {
      if (mark !== '"') return pos;
      const end = stringFault(text, pos);
      if (end.fault) return end.at;
      pos = end.at;
      expected = 'colon';
    } else if (mark === '{' || mark === '[') {
      open.push(mark);
      expected = mark === '{' ? 'key or end' : 'item or end';
      pos++;
    } else {
      const end = mark === '"' ? stringFault(text, pos) : wordFault(text, pos);
      if (end.fault) return end.at;
      pos = end.at;
      expected = 'separator';
    }
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function isEnd(mark: string, expected: Expected, open: '{' | '[' | undefined): boolean {
  if (mark === '}') return open === '{' && (expected === 'separator' || expected === 'key or end');
  return mark === ']' && open === '[' && (expected === 'separator' || expected === 'item or end');
}

/** Where a value ends, or goes wrong. */
interface End {
  at: number;
  fault: boolean;
}

const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function stringFault(text: string, start: number): End {
  let pos = start + 1;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (code === 34) return { at: pos + 1, fault: false };
    if (pos >= text.length) return { at: text.trimEnd().length, fault: true };
    if (code < 32) return { at: pos, fault: true };
    if (code === 92) {
      escaped.lastIndex = pos;
      if (!escaped.test(text)) return { at: pos, fault: true };
      pos = escaped.lastIndex;
    } else pos++;
  }
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function wordFault(text: string, start: number): End {
  number.lastIndex = start;
  if (number.test(text)) return { at: number.lastIndex, fault: false };
  const word = ['true', 'false', 'null'].find((known) => known[0] === text[start]) ?? '';
  let length = 0;
  while (length < word.length && text[start + length] === word[length]) length++;
  return { at: start + length, fault: length === 0 || length < word.length };
}
