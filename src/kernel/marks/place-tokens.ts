/** Makes marks of tokens, in one pass over the whole page: it runs for every key that is typed, so that it copies what has no token as it is. */

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
const raw: ReadonlySet<string> = new Set(
  'script style textarea title xmp iframe noembed noframes noscript plaintext'.split(' '),
);

/** What holds certain elements or text only, when it was opened or when one of those was closed just before. */
const narrow =
  /^<(?:(?:table|thead|tbody|tfoot|tr|colgroup|ul|ol|dl|select|optgroup|option|datalist|picture|audio|video|svg|math)|\/(?:thead|tbody|tfoot|tr|td|th|caption|colgroup|li|dt|dd|option|optgroup))\b/i;

/** Longer than any name that `narrow` knows. */
const LONGEST_NAME = 16;

const tokenHere = new RegExp(tokens.source, 'y');

interface Token {
  start: number;
  place: string;
  colon: string;
  number: string;
}

class Placer {
  #out = '';
  /** Up to here the page is in `#out`. */
  #copied = 0;
  /** Where the next token may begin; behind the page when there is none. */
  #next = 0;
  /** Where the last tag began. */
  #tagAt = 0;
  #inBody = false;
  /** What has rules of its own: in it stands no element of HTML. */
  readonly #foreign = { svg: false, math: false };
  readonly #files = new Map<number, string>();
  readonly #comments: string[] = [];

  constructor(
    private readonly html: string,
    private readonly printed: readonly Printed[],
  ) {}

  run(): string {
    const { html } = this;
    this.#seek(0);
    let at = 0;
    for (;;) {
      const tag = html.indexOf('<', at);
      this.#replace(tag < 0 ? html.length : tag, (token) => this.#inText(token));
      if (tag < 0) return this.#out + html.slice(this.#copied);
      at = this.#markup(tag);
    }
  }

  /** @param start of a "<" @returns where text goes on */
  #markup(start: number): number {
    const { html } = this;
    if (html.startsWith('<!--', start)) return this.#drop(this.#behind('-->', start + 4));
    if (isLetter(html, start + 1)) return this.#tag(start);
    if (!/[!/?]/.test(html[start + 1] ?? '')) return start + 1;
    if (html[start + 1] === '/') this.#passed(start, nameAt(html, start + 2), false);
    return this.#drop(this.#behind('>', start + 2));
  }

  #tag(start: number): number {
    const { html } = this;
    const name = nameAt(html, start + 1);
    // The blank in front of it came with it.
    const own = start + name.length + 2;
    const end = tagEnd(html, own - 1);
    this.#passed(start, name, true);
    this.#replace(end, (token) => (token.start === own ? this.#at(token) : ''));
    if (!raw.has(name)) return end;
    const close = new RegExp(`</${name}`, 'gi');
    close.lastIndex = end;
    return this.#drop(close.exec(html)?.index ?? html.length);
  }

  /** A tag begins here, or ends an element. */
  #passed(start: number, name: string, opens: boolean): void {
    this.#tagAt = start;
    if (name === 'body') this.#inBody = true;
    else if (name === 'svg' || name === 'math') this.#foreign[name] = opens;
  }

  #at({ place, colon, number }: Token): string {
    if (place === '' || colon === '') return '';
    const file = this.#fileOf(Number(place));
    return file === null ? '' : `${AT}="${atValue(file, Number(number))}"`;
  }

  /** Escaped. */
  #fileOf(place: number): string | null {
    const known = this.#files.get(place);
    if (known !== undefined) return known;
    const file = placeInfo(place)?.unit.file;
    if (file === undefined) return null;
    const escaped = escapeHtml(file);
    this.#files.set(place, escaped);
    return escaped;
  }

  #inText({ place, colon, number }: Token): string {
    if (colon === '') return this.#missing(Number(place));
    if (place !== '') return '';
    if (number === '') return TO;
    const at = Number(number);
    this.#comments[at] ??= this.#from(this.printed[at] as Printed);
    return this.#comments[at];
  }

  #from({ place, values }: Printed): string {
    const info = placeInfo(place);
    if (info === null) return fromComment(null, values);
    const { line, column } = rangeOf(info).start;
    return fromComment({ file: info.unit.file, line, column }, values);
  }

  #missing(place: number): string {
    const info = placeInfo(place);
    if (info === null || !this.#allowsElement()) return '';
    const { line, column } = rangeOf(info).start;
    return proofElement(info.unit.file, line, column);
  }

  #allowsElement(): boolean {
    if (!this.#inBody || this.#foreign.svg || this.#foreign.math) return false;
    return !narrow.test(this.html.slice(this.#tagAt, this.#tagAt + LONGEST_NAME));
  }

  /** What becomes of the tokens that begin before `end`. */
  #replace(end: number, make: (token: Token) => string): void {
    const { html } = this;
    while (this.#next < end) {
      const start = this.#next;
      tokenHere.lastIndex = start;
      const found = tokenHere.exec(html);
      if (found === null) {
        // A character of the text's own.
        this.#seek(start + 1);
        continue;
      }
      const [token, place, colon, number] = found as unknown as [string, string, string, string];
      this.#out += html.slice(this.#copied, start) + make({ start, place, colon, number });
      this.#copied = start + token.length;
      this.#seek(this.#copied);
    }
  }

  #seek(from: number): void {
    const at = this.html.indexOf(OPEN, from);
    this.#next = at < 0 ? this.html.length : at;
  }

  #drop(end: number): number {
    this.#replace(end, () => '');
    return end;
  }

  #behind(mark: string, from: number): number {
    const at = this.html.indexOf(mark, from);
    return at < 0 ? this.html.length : at + mark.length;
  }
}

function isLetter(html: string, at: number): boolean {
  const code = html.charCodeAt(at) | 32;
  return code >= 97 && code <= 122;
}

/** The name of a tag, in small letters. */
function nameAt(html: string, from: number): string {
  let end = from;
  while (end < html.length && !endsName(html.charCodeAt(end))) end++;
  return html.slice(from, end).toLowerCase();
}

const SLASH = 47;
const GREATER = 62;
const BLANK = 32;

function endsName(code: number): boolean {
  return code <= BLANK || code === SLASH || code === GREATER;
}

/** Behind the ">" of a tag: one in a quoted value ends nothing. */
function tagEnd(html: string, from: number): number {
  for (let at = from; at < html.length; at++) {
    const sign = html[at];
    if (sign === '>') return at + 1;
    if (sign !== '"' && sign !== "'") continue;
    const close = html.indexOf(sign, at + 1);
    if (close >= 0) at = close;
  }
  return html.length;
}
