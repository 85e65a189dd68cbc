/** Values at the top of a document that cannot be read as a whole: what is plainly missing is put in, what is twice goes. */

import { type FrontBlock, findBlock } from '../../../kernel/front-matter/block.ts';
import { readFrontMatter } from '../../../kernel/front-matter/read-front-matter.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';
import type { Proof } from '../../../shared/proof.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { edit } from './remedy.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker, stale } from './types.ts';

type Editor = (text: string) => TextChange[] | null;

export const frontBlockRemedies: RemedyMaker = {
  codes: ['front-matter-unclosed', 'front-matter-duplicate', 'front-matter-malformed', 'front-matter-not-keys'],
  may: ({ file }) => file !== undefined,
  async remedies(proof, knowledge) {
    const { file = '' } = proof;
    const text = await knowledge.read(file);
    if (text === null) return [];
    return optionsFor(proof, text)
      .filter(({ editor }) => editor(text) !== null)
      .map(({ id, label, editor }) => remedyOf(knowledge, file, id, label, editor));
  },
};

interface Option {
  id: string;
  label: string;
  /** null: it does not help. */
  editor: Editor;
}

function remedyOf(knowledge: FixKnowledge, file: string, id: string, label: string, editor: Editor): Remedy {
  return edit(knowledge, id, label, (draft) =>
    draft.edit(file, (text) => {
      const changes = editor(text);
      if (changes === null) throw stale();
      return changes;
    }),
  );
}

function optionsFor(proof: Proof, text: string): Option[] {
  switch (proof.code) {
    case 'front-matter-unclosed':
      return [{ id: 'close', label: `Put ${dataText(proof, 'fence')} behind the settings`, editor: closed }];
    case 'front-matter-duplicate':
      return duplicates(text);
    case 'front-matter-not-keys':
      return [{ id: 'text', label: 'Make it part of the text', editor: asText }];
    default:
      return [{ id: 'repair', label: 'Put in what is missing', editor: repaired }];
  }
}

/** Whether the values at the top can be read after the changes. */
function helps(text: string, changes: readonly TextChange[]): boolean {
  return !readFrontMatter(applyChanges(text, changes)).findings.some(({ code }) => code.startsWith('front-matter-'));
}

/** The missing fence, as far down as what stands above it can be read. */
function closed(text: string): TextChange[] | null {
  const block = findBlock(text);
  if (block === null || block.closed || block.format === 'json') return null;
  const fence = block.format === 'yaml' ? '---' : '+++';
  const end = endOfLine(text);
  for (const at of lineEnds(text, block)) {
    const lead = text[at - 1] === '\n' ? '' : end;
    const changes = [{ from: at, to: at, insert: `${lead}${fence}${end}` }];
    if (helps(text, changes)) return changes;
  }
  return null;
}

/** The block's end, then the ends of its lines upwards. */
function* lineEnds(text: string, { start, end }: FrontBlock): Generator<number> {
  yield end;
  for (let at = text.lastIndexOf('\n', end - 2); at >= start; at = text.lastIndexOf('\n', at - 1)) yield at + 1;
}

function endOfLine(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** A rule, then an empty line: what follows is text. */
function asText(text: string): TextChange[] | null {
  const block = findBlock(text);
  if (block === null || block.format !== 'yaml') return null;
  const changes = [{ from: block.start, to: block.start, insert: endOfLine(text) }];
  return helps(text, changes) ? changes : null;
}

interface KeyLines {
  key: string;
  from: number;
  to: number;
}

/** Top-level keys of a YAML block with the lines that belong to them. */
function keyLines(text: string, { start, end }: FrontBlock): KeyLines[] {
  const found: KeyLines[] = [];
  let from = start;
  while (from < end) {
    const next = text.indexOf('\n', from) + 1;
    const to = next === 0 || next > end ? end : next;
    const line = text.slice(from, to);
    const match = /^(["']?)([^\s"'#:[\]{}-][^"':]*)\1[ \t]*:(?:[ \t]+(.*))?\r?\n?$/.exec(line);
    const last = found.at(-1);
    if (match !== null) found.push({ key: (match[2] as string).trim(), from, to });
    else if (last !== undefined && last.to === from) last.to = to;
    from = to;
  }
  return found;
}

function duplicates(text: string): Option[] {
  const block = findBlock(text);
  if (block === null || block.format !== 'yaml') return [];
  const lines = keyLines(text, block);
  const twice = lines.find((line, i) => lines.findIndex(({ key }) => key === line.key) < i);
  if (twice === undefined) return [];
  const same = lines.filter(({ key }) => key === twice.key);
  return same.map((kept, i) => ({
    id: `keep-${i}`,
    label: `Keep “${shownAs(text, kept)}”`,
    editor: (now) => keepOnly(now, twice.key, i),
  }));
}

/** The lines on one, and not too long for a button. */
function shownAs(text: string, { from, to }: KeyLines): string {
  const line = text.slice(from, to).replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

function keepOnly(text: string, key: string, number: number): TextChange[] | null {
  const block = findBlock(text);
  if (block === null || block.format !== 'yaml') return null;
  const same = keyLines(text, block).filter((line) => line.key === key);
  if (same.length < 2 || same[number] === undefined) return null;
  const changes = same.filter((_, i) => i !== number).map(({ from, to }) => ({ from, to, insert: '' }));
  return helps(text, changes) ? changes : null;
}

/** The first small repair after which the values can be read. */
function repaired(text: string): TextChange[] | null {
  const block = findBlock(text);
  if (block === null || block.format === 'json') return null;
  for (const changes of repairs(text, block)) if (helps(text, changes)) return changes;
  return null;
}

function* repairs(text: string, block: FrontBlock): Generator<TextChange[]> {
  for (const { from, line } of linesOf(text, block)) {
    const value = /^([^:=#]+[:=][ \t]*)(.*?)[ \t]*$/.exec(line);
    if (value === null) continue;
    const start = from + (value[1] as string).length;
    const written = value[2] as string;
    const end = start + written.length;
    const quote = /^["']/.exec(written)?.[0];
    if (quote !== undefined && written.lastIndexOf(quote) === 0) yield [{ from: end, to: end, insert: quote }];
    const closing = /["']$/.exec(written)?.[0];
    if (closing !== undefined && written.indexOf(closing) === written.length - 1) {
      yield [{ from: start, to: start, insert: closing }];
    }
    if (/^\[[^\]]*$/.test(written)) yield [{ from: end, to: end, insert: ']' }];
    if (/^\{[^}]*$/.test(written)) yield [{ from: end, to: end, insert: '}' }];
    if (quote === undefined && written !== '') yield quoted(start, end, written);
  }
  const spaces = [...linesOf(text, block)].flatMap(({ from, line }) => tabs(from, line));
  if (spaces.length > 0) yield spaces;
  for (const { from, line } of linesOf(text, block)) {
    const name = /^([\p{L}_][\w-]*)(?=:\S)/u.exec(line);
    if (name !== null) yield [{ from: from + name[0].length + 1, to: from + name[0].length + 1, insert: ' ' }];
  }
}

function quoted(from: number, to: number, written: string): TextChange[] {
  const mark = written.includes('"') ? "'" : '"';
  return [
    { from, to: from, insert: mark },
    { from: to, to, insert: mark },
  ];
}

function tabs(from: number, line: string): TextChange[] {
  const lead = /^[ \t]*\t[ \t]*/.exec(line)?.[0] ?? '';
  return lead === '' ? [] : [{ from, to: from + lead.length, insert: lead.replaceAll('\t', '  ') }];
}

function* linesOf(text: string, { start, end }: FrontBlock): Generator<{ from: number; line: string }> {
  for (let from = start; from < end; ) {
    const next = text.indexOf('\n', from);
    const to = next < 0 || next > end ? end : next;
    yield { from, line: text.slice(from, to).replace(/\r$/, '') };
    from = to + 1;
  }
}
