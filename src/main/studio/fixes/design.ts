/** Parts of the design: what may be changed in them, and where a value is shown. */
import type { TextChange } from '../../../shared/contract/documents.ts';
import type { Place, Proof } from '../../../shared/proof.ts';
import { spanOf } from './places.ts';
import { edit } from './remedy.ts';
import { type FixKnowledge, type Remedy, type RemedyMaker, stale } from './types.ts';

/** A chain of names ("page.params.author.name"), which may be read twice without harm. */
const chain = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

export function isChain(expression: string): boolean {
  return chain.test(expression);
}

/** The condition under which every step of a chain is there: "a.b and a.b.c" of "a.b.c" with `missing` "a.b". */
function condition(expression: string, missing: string): string {
  if (!isChain(expression) || !isChain(missing) || !expression.startsWith(`${missing}.`)) return missing;
  const steps = [missing];
  for (const name of expression.slice(missing.length + 1).split('.')) steps.push(`${steps.at(-1)}.${name}`);
  return steps.join(' and ');
}

/**
 * Wraps what prints a value, so that it is left out where the value is missing.
 * @param missing what is not there ("page.params.author"), in the words that the design has after the edit
 * @returns null when the value is not simply printed
 */
export function guarded(text: string, place: Place, expression: string, missing: string): TextChange[] | null {
  if (place.range === undefined || !isChain(missing)) return null;
  const { from, to } = spanOf(text, place.range);
  if (place.expression !== undefined && text.slice(from, to) !== place.expression) throw stale();
  const open = text.lastIndexOf('{{', from);
  const close = text.indexOf('}}', to);
  if (open < 0 || close < 0 || /\}\}|\{%|%\}/.test(text.slice(open, from))) return null;
  if (/\{\{|\{%/.test(text.slice(to, close))) return null;
  return [
    { from: open, to: open, insert: `{% if ${condition(expression, missing)} %}` },
    { from: close + 2, to: close + 2, insert: '{% endif %}' },
  ];
}

/** Whether the place can be left out where there is nothing to show. */
export async function canGuard(place: Place, expression: string, at: string, { read }: FixKnowledge): Promise<boolean> {
  const text = await read(place.file);
  if (text === null || place.range === undefined) return false;
  const { from, to } = spanOf(text, place.range);
  return text.slice(from, to) === place.expression && guarded(text, place, expression, at) !== null;
}

/** The lookup name of a part, as `extends` and `include` write it. */
const parent = /\{%-?\s*extends\s+(["'])([^"']+)\1/;

/**
 * The part that writes a page's head: the page's own template, or what it extends.
 * @param name lookup name ("page.njk")
 * @returns its file; null when none of them has a head
 */
export async function headFile(name: string | null, { listing, read }: FixKnowledge): Promise<string | null> {
  let current = name;
  for (let depth = 0; current !== null && depth < 20; depth++) {
    const wanted: string = current;
    const file = listing.templates.find((template) => template.name === wanted)?.file;
    const text = file === undefined ? null : await read(file);
    if (file === undefined || text === null) return null;
    if (/<\/head\s*>/i.test(text)) return file;
    current = parent.exec(text)?.[2] ?? null;
  }
  return null;
}

/** Puts a line above `</head>`, as far to the right as what stands above it. */
export function intoHead(text: string, line: string): TextChange[] {
  const at = text.search(/[ \t]*<\/head\s*>/i);
  if (at < 0) throw stale();
  const above = text.slice(0, at).trimEnd();
  const indent = /(?:^|\n)([ \t]*)[^\n]*$/.exec(above)?.[1] ?? '';
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lead = at === 0 || text[at - 1] === '\n' ? '' : end;
  return [{ from: at, to: at, insert: `${lead}${indent}${line}${end}` }];
}

/** `{% include "…" %}` that asks for what is not there, or for itself. */
export const includeRemedies: RemedyMaker = {
  codes: ['template-missing', 'template-recursion'],
  may: ({ places }) => places.length > 0,
  async remedies(proof, knowledge) {
    if (!(await everyPlace(proof, knowledge))) return [];
    const label =
      proof.code === 'template-recursion' ? 'Take this step of the circle out' : 'Take out the line that asks for it';
    return [removal(proof, knowledge, label)];
  },
};

async function everyPlace({ places }: Proof, { read }: FixKnowledge): Promise<boolean> {
  for (const place of places) {
    const text = await read(place.file);
    if (text === null || includeTag(text, place) === null) return false;
  }
  return true;
}

function removal({ places }: Proof, knowledge: FixKnowledge, label: string): Remedy {
  return edit(knowledge, 'remove', label, async (draft) => {
    for (const place of places) {
      await draft.edit(place.file, (text) => {
        const change = includeTag(text, place);
        if (change === null) throw stale();
        return [change];
      });
    }
  });
}

/** The tag, with its line when nothing else stands there. */
function includeTag(text: string, place: Place): TextChange | null {
  if (place.range === undefined) return null;
  const { from, to } = spanOf(text, place.range);
  if (place.expression !== undefined && text.slice(from, to) !== place.expression) return null;
  const open = text.lastIndexOf('{%', from);
  if (open < 0 || !/^\{%-?\s*include\s+$/.test(text.slice(open, from))) return null;
  const close = text.indexOf('%}', to);
  if (close < 0) return null;
  const start = text.lastIndexOf('\n', open - 1) + 1;
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(close + 2));
  const isAlone = text.slice(start, open).trim() === '' && lineEnd !== null;
  return isAlone
    ? { from: start, to: close + 2 + (lineEnd as RegExpExecArray)[0].length, insert: '' }
    : { from: open, to: close + 2, insert: '' };
}
