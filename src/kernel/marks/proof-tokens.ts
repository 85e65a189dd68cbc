/**
 * Where a template printed a missing value. While it renders nobody knows whether the text will stand in an attribute, a script
 * or between tags, so that a token is printed; when the page is whole, each becomes an element or nothing.
 */
import { HtmlScanner, type ScanSink } from '../html/scanner.ts';
import { placeInfo, rangeOf } from '../templates/places.ts';
import { proofElement } from './marks.ts';

/** From a private range: a text that has such characters of its own gets no marks, since taking them off would not give it back. */
const OPEN = '\uE0F1';
const CLOSE = '\uE0F2';
const token = /\uE0F1(\d+)\uE0F2/g;

/** @param place of the expression that was printed */
export function proofToken(place: number): string {
  return `${OPEN}${place}${CLOSE}`;
}

/** Replaces every token: by an element where HTML allows one, else by nothing. */
export function placeTokens(html: string): string {
  if (!html.includes(OPEN)) return html;
  const texts = new TextRanges();
  new HtmlScanner(html, texts).run();
  return html.replace(token, (_, place: string, at: number) =>
    texts.has(at) && allowsElement(html, at) ? elementAt(Number(place)) : '',
  );
}

class TextRanges implements ScanSink {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #next = 0;

  open(): void {}

  close(): void {}

  raw(): void {}

  text(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** To be asked in ascending order. */
  has(at: number): boolean {
    while (this.#next < this.#ends.length && (this.#ends[this.#next] as number) <= at) this.#next++;
    return (this.#starts[this.#next] ?? Number.POSITIVE_INFINITY) <= at;
  }
}

/** What holds certain elements or text only, when it was opened or when one of those was closed just before. */
const opened =
  /^<(?:table|thead|tbody|tfoot|tr|colgroup|ul|ol|dl|select|optgroup|option|datalist|picture|audio|video|svg|math)\b/i;
const closed = /^<\/(?:thead|tbody|tfoot|tr|td|th|caption|colgroup|li|dt|dd|option|optgroup)\b/i;

function allowsElement(html: string, at: number): boolean {
  const before = html.slice(0, at);
  if (!/<body[\s>]/i.test(before)) return false;
  for (const name of ['svg', 'math']) {
    if (before.lastIndexOf(`<${name}`) > before.lastIndexOf(`</${name}`)) return false;
  }
  const tag = before.slice(before.lastIndexOf('<'));
  return !opened.test(tag) && !closed.test(tag);
}

function elementAt(place: number): string {
  const info = placeInfo(place);
  if (info === null) return '';
  const { line, column } = rangeOf(info).start;
  return proofElement(info.unit.file, line, column);
}
