/** Levels of headings that skip none: each is at most one below the heading that it belongs to. */
import { bodyStart, codeSpans, isWithin } from '../../../kernel/markdown/written-text.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';

const heading = /^( {0,3})(#{1,6})(?=[ \t]|$)/gm;

/** The signs of headings that lie too deep, shortened; those below them come along. */
export function mendedHeadings(text: string): TextChange[] {
  const code = codeSpans(text);
  const start = bodyStart(text);
  const changes: TextChange[] = [];
  const above: { was: number; is: number }[] = [];
  for (const match of text.matchAll(heading)) {
    const from = match.index + (match[1] as string).length;
    if (from < start || isWithin(code, from)) continue;
    const was = (match[2] as string).length;
    while (above.length > 0 && (above.at(-1)?.was ?? 0) >= was) above.pop();
    const parent = above.at(-1);
    // What lies below a title of the first level may begin where it likes.
    const is = parent === undefined || parent.is < 2 ? was : Math.min(was, parent.is + 1);
    above.push({ was, is });
    if (is < was) changes.push({ from, to: from + was, insert: '#'.repeat(is) });
  }
  return changes;
}
