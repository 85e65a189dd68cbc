/** Changes of a text, as pure functions. Offsets are UTF-16 code units of the text before the change. */
import type { TextChange } from '../../../shared/contract/documents.ts';

/** Whether the changes are sorted, do not overlap and lie within a text of this length. */
export function areValid(changes: readonly TextChange[], length: number): boolean {
  let at = 0;
  for (const { from, to } of changes) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < at || to < from || to > length) return false;
    at = to;
  }
  return true;
}

/** @param changes valid for `text` */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const { from, to, insert } of changes) {
    result += text.slice(at, from) + insert;
    at = to;
  }
  return result + text.slice(at);
}

/** The one replacement that makes `after` of `before`, as short as it can be; none when they are equal. */
export function differenceOf(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end++;
  // Half a character outside the basic plane must not be replaced alone: editors count the pair as one.
  if (isHigh(before.charCodeAt(start - 1))) start--;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  return [{ from: start, to: before.length - end, insert: after.slice(start, after.length - end) }];
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
