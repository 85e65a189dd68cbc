/** Markdown as fixes look at it: where code is, so that it is left alone, and what a link or picture is made of. */
import { findBlock } from '../../../kernel/front-matter/block.ts';
import type { Span } from './places.ts';

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
  const code = codeSpans(text);
  const start = bodyStart(text);
  return [...text.matchAll(mark)].filter(({ index }) => index >= start && !isWithin(code, index));
}

/** A link or picture as a whole, with its words. */
export interface Reference extends Span {
  kind: 'link' | 'picture';
  /** What readers see of a link. */
  words: string;
}

/** @param at offset of the target in `[words](target)`, `<a href="target">words</a>`, `<img src="target">`; null for other forms */
export function referenceAround(text: string, at: number): Reference | null {
  return inlineReference(text, at) ?? htmlReference(text, at);
}

function inlineReference(text: string, at: number): Reference | null {
  const open = /\]\([ \t]*<?$/.exec(text.slice(Math.max(0, at - 40), at));
  if (open === null) return null;
  const close = at - open[0].length;
  const end = closingBracket(text, at);
  const start = openingBracket(text, close);
  if (start < 0 || end < 0) return null;
  const isPicture = text[start - 1] === '!';
  const words = text.slice(start + 1, close);
  return { kind: isPicture ? 'picture' : 'link', from: isPicture ? start - 1 : start, to: end, words };
}

/** Behind the `)` that ends the target and its title, and behind braces with attributes. */
function closingBracket(text: string, at: number): number {
  const rest = /^[^\s()<>"]*(?:\([^\s()]*\)[^\s()<>"]*)*>?(?:\s+(?:"[^"]*"|'[^']*'))?[ \t]*\)(?:\{[^{}\n]*\})?/.exec(
    text.slice(at, at + 4000),
  );
  return rest === null ? -1 : at + rest[0].length;
}

function openingBracket(text: string, close: number): number {
  let depth = 1;
  for (let i = close - 1; i >= 0 && close - i < 4000; i--) {
    if (text[i - 1] === '\\') continue;
    if (text[i] === ']') depth++;
    else if (text[i] === '[' && --depth === 0) return i;
  }
  return -1;
}

function htmlReference(text: string, at: number): Reference | null {
  const start = text.lastIndexOf('<', at);
  const end = text.indexOf('>', at);
  if (start < 0 || end < 0 || text.slice(start, at).includes('>')) return null;
  const tag = /^<(a|img)\s/i.exec(text.slice(start, at))?.[1]?.toLowerCase();
  if (tag === 'img') return { kind: 'picture', from: start, to: end + 1, words: '' };
  if (tag !== 'a') return null;
  const closing = /<\/a\s*>/i.exec(text.slice(end));
  if (closing === null) return null;
  const words = text.slice(end + 1, end + closing.index);
  return { kind: 'link', from: start, to: end + closing.index + closing[0].length, words };
}
