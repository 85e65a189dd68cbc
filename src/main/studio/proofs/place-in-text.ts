/** Where something stands that a build saw in a page and not in its text: looked for when the proof is looked at. */
import { locateValue } from '../../../kernel/front-matter/locate-key.ts';
import { lineStarts, positionIn } from '../../../kernel/lines.ts';
import type { Proof, SourceRange } from '../../../shared/proof.ts';
import { mendedHeadings } from '../fixes/headings.ts';
import { templateMarks } from '../fixes/markdown-text.ts';

/** @returns undefined when it is not said what to look for, or it is not there */
export function placeInText({ code, data, file }: Proof, text: string): SourceRange | undefined {
  if (file?.startsWith('content/') !== true) return undefined;
  switch (code) {
    case 'template-mark':
      return markAt(text, String(data?.mark ?? ''));
    case 'heading-skipped':
      return headingAt(text);
    case 'title-twice':
      return locateValue(text, 'title') ?? undefined;
    default:
      return undefined;
  }
}

/** Quotes look different on a page. */
function markAt(text: string, mark: string): SourceRange | undefined {
  const plain = (written: string): string => written.replace(/[\s"'“”„‘’«»]+/g, ' ');
  const found = templateMarks(text).find(([written]) => plain(written) === plain(mark));
  return found && rangeOf(text, found.index, found.index + found[0].length);
}

/** The whole line of the first heading that its fix would change. */
function headingAt(text: string): SourceRange | undefined {
  const [change] = mendedHeadings(text);
  if (change === undefined) return undefined;
  const end = text.slice(change.from).search(/\r?\n|$/);
  return rangeOf(text, change.from, change.from + end);
}

function rangeOf(text: string, from: number, to: number): SourceRange {
  const starts = lineStarts(text);
  return { start: positionIn(starts, from), end: positionIn(starts, to) };
}
