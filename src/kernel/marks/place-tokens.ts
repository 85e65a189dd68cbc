/** Makes marks of tokens, in one pass over the whole page. */

import { escapeHtml } from '../site/markup.ts';
import { placeInfo, rangeOf } from '../templates/places.ts';
import type { Printed } from './marker.ts';
import { AT, atValue, fromComment, proofElement, TO } from './marks.ts';
import { OPEN, tokens } from './tokens.ts';

/** @param printed what the numbers of tokens name */
export function placeTokens(html: string, printed: readonly Printed[] = []): string {
  return html.includes(OPEN) ? new Placer(html, printed).run() : html;
}

/** Elements whose content is text for HTML. */
const raw = /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext)$/i;

class Placer {
  #out = '';

  constructor(
    private readonly html: string,
    private readonly printed: readonly Printed[],
  ) {}

  run(): string {
    const { html } = this;
    let at = 0;
    while (at < html.length) {
      const tag = html.indexOf('<', at);
      if (tag < 0) break;
      this.#text(at, tag);
      at = this.#markup(tag);
    }
    this.#text(at, html.length);
    return this.#out;
  }

  /** @param start of a "<" @returns where text goes on */
  #markup(start: number): number {
    const { html } = this;
    if (html.startsWith('<!--', start)) return this.#drop(start, this.#behind('-->', start + 4));
    const next = html.charCodeAt(start + 1) | 32;
    if (next >= 97 && next <= 122) return this.#tag(start);
    if (/[!/?]/.test(html[start + 1] ?? '')) return this.#drop(start, this.#behind('>', start + 2));
    this.#out += '<';
    return start + 1;
  }

  #tag(start: number): number {
    const { html } = this;
    const name = /^<([^\s/>]*)/.exec(html.slice(start, start + 40))?.[1] ?? '';
    const end = tagEnd(html, start + 1 + name.length);
    this.#out += html.slice(start, end).replace(tokens, (_, place: string, colon: string, line: string, at: number) => {
      // The blank in front of it came with it.
      const own = place !== '' && colon !== '' && at === name.length + 2;
      return own ? (this.#at(Number(place), Number(line)) ?? '') : '';
    });
    if (!raw.test(name)) return end;
    const close = new RegExp(`</${name}`, 'gi');
    close.lastIndex = end;
    return this.#drop(end, close.exec(html)?.index ?? html.length);
  }

  #at(place: number, line: number): string | null {
    const file = placeInfo(place)?.unit.file;
    return file === undefined ? null : `${AT}="${escapeHtml(atValue(file, line))}"`;
  }

  #text(start: number, end: number): void {
    if (start >= end) return;
    const text = this.html.slice(start, end);
    if (!text.includes(OPEN)) {
      this.#out += text;
      return;
    }
    let copied = 0;
    for (const { 0: token, 1: place, 2: colon, 3: number, index } of text.matchAll(tokens)) {
      this.#out += text.slice(copied, index);
      copied = index + token.length;
      if (colon === '') this.#missing(Number(place));
      else if (place === '') this.#out += number === '' ? TO : this.#from(Number(number));
    }
    this.#out += text.slice(copied);
  }

  #from(number: number): string {
    const { place, values } = this.printed[number] as Printed;
    const info = placeInfo(place);
    if (info === null) return fromComment(null, values);
    const { line, column } = rangeOf(info).start;
    return fromComment({ file: info.unit.file, line, column }, values);
  }

  #missing(place: number): void {
    const info = placeInfo(place);
    if (info === null || !allowsElement(this.#out)) return;
    const { line, column } = rangeOf(info).start;
    this.#out += proofElement(info.unit.file, line, column);
  }

  #drop(start: number, end: number): number {
    const text = this.html.slice(start, end);
    this.#out += text.includes(OPEN) ? text.replace(tokens, '') : text;
    return end;
  }

  #behind(mark: string, from: number): number {
    const at = this.html.indexOf(mark, from);
    return at < 0 ? this.html.length : at + mark.length;
  }
}

/** Behind the ">" of a tag: one in a quoted value ends nothing. */
function tagEnd(html: string, from: number): number {
  const step = /"[^"]*"|'[^']*'|>/g;
  step.lastIndex = from;
  for (let found = step.exec(html); found !== null; found = step.exec(html))
    if (found[0] === '>') return step.lastIndex;
  return html.length;
}

/** What holds certain elements or text only, when it was opened or when one of those was closed just before. */
const opened =
  /^<(?:table|thead|tbody|tfoot|tr|colgroup|ul|ol|dl|select|optgroup|option|datalist|picture|audio|video|svg|math)\b/i;
const closed = /^<\/(?:thead|tbody|tfoot|tr|td|th|caption|colgroup|li|dt|dd|option|optgroup)\b/i;

/** @param before the page so far */
function allowsElement(before: string): boolean {
  if (!/<body[\s>]/i.test(before)) return false;
  for (const name of ['svg', 'math']) {
    if (before.lastIndexOf(`<${name}`) > before.lastIndexOf(`</${name}`)) return false;
  }
  const tag = before.slice(lastTag(before));
  return !opened.test(tag) && !closed.test(tag);
}

/** Comments are no tags. */
function lastTag(html: string): number {
  let at = html.lastIndexOf('<');
  while (at > 0 && html.startsWith('<!--', at)) at = html.lastIndexOf('<', at - 1);
  return at;
}
