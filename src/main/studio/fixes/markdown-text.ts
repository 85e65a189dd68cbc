/** Markdown as fixes look at it: what a link or picture is made of. */
import type { Span } from '../../../kernel/markdown/written-text.ts';

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
