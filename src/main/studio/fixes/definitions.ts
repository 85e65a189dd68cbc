/** Links in Markdown whose address stands apart from their words: `[words][label]` in the text, `[label]: address` below it. */
import { codeSpans, isWithin } from '../../../kernel/markdown/written-text.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';

const beginning = /^ {0,3}\[((?:[^[\]\\]|\\.)+)\]:[ \t]*<?$/;
const use = /(!?)\[([^[\]]*)\](?:\[([^[\]]*)\])?(?![(:])/g;

/**
 * Takes the address out, and the brackets that refer to it: words stay, pictures go.
 * @param at offset of the address
 * @returns null when it is not the address of such a definition, or one of its links is written in a way that is not known here
 */
export function withoutDefinition(text: string, at: number): TextChange[] | null {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const label = beginning.exec(text.slice(start, at))?.[1];
  if (label === undefined) return null;
  const next = text.indexOf('\n', at);
  const end = next < 0 ? text.length : next + 1;
  const changes: TextChange[] = [{ from: start, to: end, insert: '' }];
  const code = codeSpans(text);
  for (const { index, 0: whole, 1: picture, 2: words = '', 3: named } of text.matchAll(use)) {
    const refers = named === undefined || named === '' ? words : named;
    if (folded(refers) !== folded(label) || isWithin(code, index) || (index >= start && index < end)) continue;
    // The end of `[a [b] c][label]`: where its words begin is not seen from here.
    if (text[index - 1] === ']') return null;
    changes.push({ from: index, to: index + whole.length, insert: picture === '!' ? '' : words });
  }
  return changes.sort((a, b) => a.from - b.from);
}

/** Labels are the same in any case, with any space. */
function folded(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase();
}
