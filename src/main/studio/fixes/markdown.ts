/** Mistakes in the text itself: boxes, insertions, headings, names of parts, code of the design, pictures without words. */

import { readEmbedHead } from '../../../kernel/markdown/embed-syntax.ts';
import { codeSpans, isWithin, templateMarks, writtenIds } from '../../../kernel/markdown/written-text.ts';
import { escapeHtml } from '../../../kernel/site/markup.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';
import type { Place, Proof } from '../../../shared/proof.ts';
import { mendedHeadings } from './headings.ts';
import { filesOf, spanOf } from './places.ts';
import { ask, edit, given, input, usable } from './remedy.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker, stale } from './types.ts';

type Make = (proof: Proof, knowledge: FixKnowledge) => Remedy[];

const makers: Partial<Record<Proof['code'], Make>> = {
  'box-unclosed': openBox,
  'embed-malformed': malformedEmbed,
  'attribute-refused': refusedAttribute,
  'heading-skipped': (proof, knowledge) =>
    forFiles(proof, knowledge, 'levels', 'Let the headings follow one another', mendedHeadings),
  'id-twice': (proof, knowledge) =>
    forFiles(proof, knowledge, 'name', 'Give the second part another name', (text) =>
      renamedPart(text, dataText(proof, 'id')),
    ),
  'template-mark': templateMark,
  'alt-missing': missingWords,
};

export const markdownRemedies: RemedyMaker = {
  codes: Object.keys(makers) as Proof['code'][],
  may: ({ file }) => isDocument(file),
  async remedies(proof, knowledge) {
    if (!isDocument(proof.file)) return [];
    const remedies = makers[proof.code]?.(proof, knowledge) ?? [];
    return usable(proof, remedies);
  },
};

function isDocument(file: string | undefined): file is string {
  return file?.startsWith('content/') === true;
}

function forFiles(
  proof: Proof,
  knowledge: FixKnowledge,
  id: string,
  label: string,
  editor: (text: string) => TextChange[],
): Remedy[] {
  return [
    edit(knowledge, id, label, async (draft) => {
      for (const file of filesOf(proof).filter(isDocument)) await draft.edit(file, editor);
    }),
  ];
}

/** What a place covers, if it still is what the proof saw. */
function seen(text: string, place: Place, looks: RegExp): { from: number; to: number; written: string } {
  if (place.range === undefined) throw stale();
  const span = spanOf(text, place.range);
  const written = text.slice(span.from, span.to);
  if (!looks.test(written)) throw stale();
  return { ...span, written };
}

function openBox({ places }: Proof, knowledge: FixKnowledge): Remedy[] {
  const at = (id: string, label: string, where: (text: string, from: number) => number): Remedy =>
    edit(knowledge, id, label, async (draft) => {
      for (const place of places) await draft.edit(place.file, (text) => closing(text, place, where));
    });
  const paragraph = at('paragraph', 'End the box behind its first paragraph', endOfParagraph);
  // One in a list or a quote ends there at the latest.
  if (places.some(({ range }) => range?.start.column !== 1)) return [paragraph];
  return [paragraph, at('text', 'End the box at the end of the text', (text) => text.length)];
}

function closing(text: string, place: Place, where: (text: string, from: number) => number): TextChange[] {
  const { from, written } = seen(text, place, /^:{3,}/);
  const colons = /^:+/.exec(written)?.[0] ?? ':::';
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const indent = text.slice(start, from);
  if (!/^[ \t>]*$/.test(indent)) throw stale();
  const at = where(text, from);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lead = text[at - 1] === '\n' ? '' : end;
  return [{ from: at, to: at, insert: `${lead}${indent}${colons}${end}` }];
}

/** Behind the last line of the paragraph that follows the box's first line. */
function endOfParagraph(text: string, from: number): number {
  const first = text.indexOf('\n', from);
  if (first < 0) return text.length;
  const gap = /\n[ \t>]*\r?\n/g;
  // An empty line between the box's name and its text is not the paragraph's end.
  gap.lastIndex = first + 1 + (/^(?:[ \t>]*\r?\n)*/.exec(text.slice(first + 1))?.[0].length ?? 0);
  const found = gap.exec(text);
  return found === null ? text.length : found.index + 1;
}

function malformedEmbed({ places }: Proof, knowledge: FixKnowledge): Remedy[] {
  return [
    edit(knowledge, 'repair', 'Put in what is missing', async (draft) => {
      for (const place of places) await draft.edit(place.file, (text) => repairedEmbed(text, place));
    }),
  ];
}

function repairedEmbed(text: string, place: Place): TextChange[] {
  const { from, to, written } = seen(text, place, /^:{2,}/);
  const colons = /^:+/.exec(written)?.[0].length ?? 2;
  const straight = written.replace(/[“”„]/g, '"').replace(/[‘’]/g, "'");
  const candidates = [
    straight,
    straight.replace(/([^"{\s=])(\s*\})?\s*$/, '$1"}'),
    straight.replace(/=\s*([^"\s}]+)/g, '="$1"'),
    `${straight}}`,
    `${straight}"}`,
  ];
  for (const insert of candidates) {
    const head = readEmbedHead(`${insert}\n`, colons, colons === 2);
    if (insert !== written && head !== null && head.end >= insert.trimEnd().length) return [{ from, to, insert }];
  }
  throw stale();
}

/** The braces that hold the attribute: taken out whole. */
function refusedAttribute(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  return [
    edit(knowledge, 'remove', 'Take the braces out', async (draft) => {
      for (const place of proof.places) {
        await draft.edit(place.file, (text) => {
          const { from, to } = seen(text, place, /./);
          const open = text.lastIndexOf('{', from);
          const close = text.indexOf('}', to);
          if (open < 0 || close < 0 || text.slice(open, close).includes('\n')) throw stale();
          return [{ from: text[open - 1] === ' ' ? open - 1 : open, to: close + 1, insert: '' }];
        });
      }
    }),
  ];
}

/** Every part of that name behind the first gets a number: `{#hours}`, then `{#hours-2}`. */
function renamedPart(text: string, id: string): TextChange[] {
  const taken = new Set<string>();
  return writtenIds(text, id)
    .slice(1)
    .map(({ from, to }) => {
      let number = 2;
      while (text.includes(`${id}-${number}`) || taken.has(`${id}-${number}`)) number++;
      taken.add(`${id}-${number}`);
      return { from, to, insert: `${id}-${number}` };
    });
}

function templateMark(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  return [
    ...forFiles(proof, knowledge, 'remove', 'Take it out', (text) => marks(text, () => '')),
    ...forFiles(proof, knowledge, 'code', 'Show it to readers as code', (text) => marks(text, (code) => `\`${code}\``)),
  ];
}

function marks(text: string, replaced: (mark: string) => string): TextChange[] {
  return templateMarks(text).map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
    insert: replaced(found),
  }));
}

/** The words for a picture in HTML. Pictures in Markdown always have a place for theirs. */
function missingWords(proof: Proof, knowledge: FixKnowledge): Remedy[] {
  const label = 'What the picture shows, in a few words';
  const write =
    (alt: string) =>
    (text: string): TextChange[] => {
      const sources = new Set(proof.places.map(({ expression = '' }) => expression));
      return pictureTags(text, sources).map((at) => ({ from: at, to: at, insert: ` alt="${escapeHtml(alt)}"` }));
    };
  return [
    ask(knowledge, 'words', 'Say what the picture shows', [input('alt', label)], async (draft, inputs) => {
      const alt = given(inputs, 'alt', label).replace(/\s+/g, ' ');
      for (const file of filesOf(proof).filter(isDocument)) await draft.edit(file, write(alt));
    }),
    ...forFiles(proof, knowledge, 'decoration', 'It is only decoration', write('')),
  ];
}

/** Behind the source of each `<img` that shows one of the pictures and says nothing about it. */
function pictureTags(text: string, sources: ReadonlySet<string>): number[] {
  const code = codeSpans(text);
  const tags = text.matchAll(/<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi);
  const found: number[] = [];
  for (const { index, 0: tag } of tags) {
    const source = /\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
    const name = source?.[1] ?? source?.[2] ?? source?.[3] ?? '';
    if (!/\salt(?:\s|=|>|\/)/i.test(tag) && sources.has(name) && !isWithin(code, index))
      found.push(index + (source?.index ?? 0) + (source?.[0].length ?? 0));
  }
  return found;
}
