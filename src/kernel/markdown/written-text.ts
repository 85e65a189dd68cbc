/**
 * Markdown as it is written, for what a finished page showed and the parser has forgotten: where code is, so that it is left
 * alone, where headings, ids and code of a design stand. Found by their looks; the parser alone knows what they are.
 */
import { findBlock } from '../front-matter/block.ts';

/** Offsets in a text. */
export interface Span {
  from: number;
  to: number;
}

const fence = /^[ \t>]*(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?\n[ \t>]*\1[`~]*[ \t]*(?=\n|$)|[\s\S]*$)/gm;
const inline = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g;

/** Offset of the text below the values at the top. */
export function bodyStart(text: string): number {
  return findBlock(text)?.bodyStart ?? 0;
}

/** Fenced code and code within lines. Code by indentation is not looked for: its lines are rarely what a fix is about. */
export function codeSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(fence)) spans.push({ from: match.index, to: match.index + match[0].length });
  for (const match of text.matchAll(inline)) {
    const span = { from: match.index, to: match.index + match[0].length };
    const isOneText = !/\n[ \t]*\n/.test(match[0]);
    if (isOneText && !spans.some(({ from, to }) => span.from < to && from < span.to)) spans.push(span);
  }
  return spans;
}

export function isWithin(spans: readonly Span[], offset: number): boolean {
  return spans.some(({ from, to }) => offset >= from && offset < to);
}

const mark = /\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}/g;

/** Code of a design that readers would see: below the values at the top, and not shown as code. */
export function templateMarks(text: string): RegExpExecArray[] {
  return inProse(text, mark);
}

function inProse(text: string, pattern: RegExp): RegExpExecArray[] {
  const code = codeSpans(text);
  const start = bodyStart(text);
  return [...text.matchAll(pattern)].filter(({ index }) => index >= start && !isWithin(code, index));
}

/** Where an id stands that was written by hand: in braces, or in HTML. */
export function writtenIds(text: string, id: string): Span[] {
  const escaped = id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(\\{[^{}\\n]*#)${escaped}(?=[\\s}])|(\\bid=["']?)${escaped}(?=["'\\s>])`, 'g');
  return inProse(text, pattern).map(({ index, 1: brace, 2: attribute }) => {
    const from = index + (brace ?? attribute ?? '').length;
    return { from, to: from + id.length };
  });
}

export interface WrittenHeading extends Span {
  level: number;
}

const signed = /^[ \t>]*(#{1,6})(?=[ \t]|$)[^\n]*/;
const underlined = /^( {0,3}[^\s>#][^\n]*)\n {0,3}(=+|-+)[ \t]*$/;
const headings = new RegExp(`${signed.source}|${underlined.source}`, 'gm');

/** Headings in both ways of writing, each with the whole of its text's line; those in quotes too, those in HTML not. */
export function writtenHeadings(text: string): WrittenHeading[] {
  return inProse(text, headings).map(({ index, 0: whole, 1: signs, 2: words, 3: rule }) => {
    const line = (words ?? whole).replace(/\r$/, '');
    const level = signs === undefined ? (rule?.startsWith('=') ? 1 : 2) : signs.length;
    return { level, from: index + line.search(/[^ \t>]/), to: index + line.length };
  });
}
