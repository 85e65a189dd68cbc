/**
 * Documents whose every line ends with CR LF are edited with LF alone, and each break counts for two on the way to the host. In
 * documents of mixed line ends every CR stays where it is, as a character of its line.
 */
import { Text } from '@codemirror/state';
import type { TextChange } from '../../shared/contract/documents.ts';

export interface LineEnds {
  toDoc(text: string): Text;
  fromDoc(doc: Text): string;
  /** @param doc that the changes are made in, before them */
  changesToHost(changes: readonly TextChange[], doc: Text): TextChange[];
  changesFromHost(changes: readonly TextChange[], doc: Text): TextChange[];
}

const asTheyAre: LineEnds = {
  toDoc: (text) => Text.of(text.split('\n')),
  fromDoc: (doc) => doc.sliceString(0, doc.length, '\n'),
  changesToHost: (changes) => [...changes],
  changesFromHost: (changes) => [...changes],
};

const crlf: LineEnds = {
  toDoc: (text) => Text.of(text.split('\r\n')),
  fromDoc: (doc) => doc.sliceString(0, doc.length, '\r\n'),
  changesToHost: (changes, doc) =>
    changes.map(({ from, to, insert }) => ({
      from: from + doc.lineAt(from).number - 1,
      to: to + doc.lineAt(to).number - 1,
      insert: insert.replaceAll('\n', '\r\n'),
    })),
  changesFromHost: (changes, doc) =>
    changes.map(({ from, to, insert }) => ({
      from: fromHost(doc, from),
      to: fromHost(doc, to),
      insert: insert.replaceAll('\r\n', '\n'),
    })),
};

export function lineEndsOf(text: string): LineEnds {
  const breaks = text.match(/\n/g)?.length ?? 0;
  const pairs = text.match(/\r\n/g)?.length ?? 0;
  const lone = (text.match(/\r/g)?.length ?? 0) - pairs;
  return breaks > 0 && pairs === breaks && lone === 0 ? crlf : asTheyAre;
}

/** The last line that begins at or before the position; a position between CR and LF is that line's end. */
function fromHost(doc: Text, position: number): number {
  let low = 1;
  let high = doc.lines;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (doc.line(middle).from + middle - 1 <= position) low = middle;
    else high = middle - 1;
  }
  const line = doc.line(low);
  return Math.min(position - (low - 1), line.to);
}
