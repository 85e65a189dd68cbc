/**
 * The YAML that nearly every document opens with (`key: plain scalar`, simply quoted scalars, flat lists) read in one scan,
 * several times faster than by the full parser. Whatever is not certain to mean the same there is left to it: a wrong
 * answer would be worse than a slow one, so that every function here can answer "doubtful".
 */
import type { Json, JsonObject } from '../../shared/config.ts';

/** `undefined` stands for "doubtful" throughout: no value of YAML comes to it. */
type Read<T> = T | undefined;

const reserved: Readonly<Record<string, Json>> = {
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};
const longestKey = 128;
const mostExactDigits = 15;
/** What may stand behind the first digits of a number. */
const mayGoOn = '.eExXoObB_';

/** What `text[start, end)` says, a block of whole lines; undefined when the full parser has to decide. */
export function readPlainYaml(text: string, start: number, end: number): Read<JsonObject> {
  const values: JsonObject = {};
  let pos = start;
  while (pos < end) {
    const next = nextLine(text, pos, end);
    const stop = lineStop(text, pos, next);
    if (stop === pos) {
      pos = next;
      continue;
    }
    if (text.charCodeAt(pos) === 35) {
      if (!isPrintable(text, pos, stop)) return undefined;
      pos = next;
      continue;
    }
    const colon = keyEnd(text, pos, stop);
    if (colon < 0) return undefined;
    const key = text.slice(pos, colon);
    if (reserved[key] !== undefined || values[key] !== undefined) return undefined;
    const from = skipSpaces(text, colon + 1, stop);
    if (from < stop) {
      const value = readValue(text, from, stop);
      if (value === undefined) return undefined;
      values[key] = value;
      pos = next;
      continue;
    }
    const items: Json[] = [];
    pos = readBlockList(text, next, end, items);
    if (pos < 0) return undefined;
    values[key] = items.length > 0 ? items : null;
  }
  return values;
}

function nextLine(text: string, pos: number, end: number): number {
  const lineFeed = text.indexOf('\n', pos);
  return lineFeed < 0 || lineFeed >= end ? end : lineFeed + 1;
}

/** The end of the line's text: before its line break, and before spaces that stand at its end. */
function lineStop(text: string, pos: number, next: number): number {
  let stop = next;
  if (stop > pos && text.charCodeAt(stop - 1) === 10) {
    stop--;
    if (stop > pos && text.charCodeAt(stop - 1) === 13) stop--;
  }
  while (stop > pos && text.charCodeAt(stop - 1) === 32) stop--;
  return stop;
}

function skipSpaces(text: string, from: number, stop: number): number {
  let pos = from;
  while (pos < stop && text.charCodeAt(pos) === 32) pos++;
  return pos;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The place of the colon behind a plain key at the start of a line; -1 when there is none. */
function keyEnd(text: string, start: number, stop: number): number {
  if (!isLetter(text.charCodeAt(start))) return -1;
  let pos = start + 1;
  while (pos < stop) {
    const code = text.charCodeAt(pos);
    if (code === 58) break;
    if (!isLetter(code) && !isDigit(code) && code !== 95 && code !== 45) return -1;
    pos++;
  }
  if (pos >= stop || pos - start > longestKey) return -1;
  return pos + 1 === stop || text.charCodeAt(pos + 1) === 32 ? pos : -1;
}

/** Characters that mean themselves wherever they stand in a scalar. Surrogates only in pairs. */
function isPrintable(text: string, start: number, stop: number): boolean {
  for (let pos = start; pos < stop; pos++) {
    const code = text.charCodeAt(pos);
    if (code >= 32 && code < 127) continue;
    if (code < 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff || code >= 0xfffe) return false;
    if (code < 0xd800 || code > 0xdfff) continue;
    const low = text.charCodeAt(++pos);
    if (code > 0xdbff || pos >= stop || low < 0xdc00 || low > 0xdfff) return false;
  }
  return true;
}

function readValue(text: string, start: number, stop: number): Read<Json> {
  const code = text.charCodeAt(start);
  if (code === 34 || code === 39) return readQuoted(text, start, stop, code);
  if (code === 91) return readFlowList(text, start, stop);
  return readPlain(text, start, stop);
}

/** A scalar without quotes on one line, outside flow lists. */
function readPlain(text: string, start: number, stop: number): Read<Json> {
  if (!opensPlain(text.charCodeAt(start))) return undefined;
  for (let pos = start + 1; pos < stop; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 58 && (pos + 1 === stop || text.charCodeAt(pos + 1) === 32)) return undefined;
    if (code === 35 && text.charCodeAt(pos - 1) === 32) return undefined;
  }
  return isPrintable(text, start, stop) ? resolve(text.slice(start, stop)) : undefined;
}

/** Letters, digits, `( / $ ; < = ^ _ \` and everything beyond ASCII; the rest is syntax or may be a number. */
function opensPlain(code: number): boolean {
  if (isLetter(code) || isDigit(code) || code >= 0xa0) return true;
  return code === 40 || code === 47 || code === 36 || code === 59 || code === 94 || code === 95 || code === 92;
}

function readQuoted(text: string, start: number, stop: number, quote: number): Read<string> {
  if (stop - start < 2 || text.charCodeAt(stop - 1) !== quote) return undefined;
  for (let pos = start + 1; pos < stop - 1; pos++) {
    const code = text.charCodeAt(pos);
    if (code === quote || (code === 92 && quote === 34)) return undefined;
  }
  return isPrintable(text, start, stop) ? text.slice(start + 1, stop - 1) : undefined;
}

/** `[a, "b", 3]` on one line. */
function readFlowList(text: string, start: number, stop: number): Read<Json> {
  const items: Json[] = [];
  let pos = skipSpaces(text, start + 1, stop);
  if (text.charCodeAt(pos) === 93) return pos + 1 === stop ? items : undefined;
  while (pos < stop) {
    const code = text.charCodeAt(pos);
    const isQuoted = code === 34 || code === 39;
    let itemEnd = isQuoted ? closingQuote(text, pos, stop, code) : plainItemEnd(text, pos, stop);
    if (itemEnd < 0) return undefined;
    const item = isQuoted
      ? readQuoted(text, pos, itemEnd, code)
      : resolve(text.slice(pos, lineStop(text, pos, itemEnd)));
    if (item === undefined) return undefined;
    items.push(item);
    itemEnd = skipSpaces(text, itemEnd, stop);
    const after = text.charCodeAt(itemEnd);
    if (after === 93) return itemEnd + 1 === stop ? items : undefined;
    if (after !== 44) return undefined;
    pos = skipSpaces(text, itemEnd + 1, stop);
  }
  return undefined;
}

function closingQuote(text: string, start: number, stop: number, quote: number): number {
  const end = text.indexOf(quote === 34 ? '"' : "'", start + 1);
  return end < 0 || end >= stop ? -1 : end + 1;
}

/** The end of a list item of letters, digits, spaces, `. _ / -`, which begins with a letter or a digit. */
function plainItemEnd(text: string, start: number, stop: number): number {
  const first = text.charCodeAt(start);
  if (!isLetter(first) && !isDigit(first) && !isBeyondAscii(first)) return -1;
  let pos = start + 1;
  for (; pos < stop; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 44 || code === 93) return pos;
    if (isLetter(code) || isDigit(code) || isBeyondAscii(code)) continue;
    if (code !== 32 && code !== 46 && code !== 95 && code !== 47 && code !== 45) return -1;
  }
  return -1;
}

function isBeyondAscii(code: number): boolean {
  return code >= 0xa0 && code < 0xd800 && code !== 0x2028 && code !== 0x2029;
}

/** Reads the lines `- item` that begin at `start` into `items`; answers where the next line begins, or -1. */
function readBlockList(text: string, start: number, end: number, items: Json[]): number {
  let pos = start;
  let indent = -1;
  while (pos < end) {
    const next = nextLine(text, pos, end);
    const stop = lineStop(text, pos, next);
    if (stop === pos) {
      pos = next;
      continue;
    }
    const dash = skipSpaces(text, pos, stop);
    if (text.charCodeAt(dash) !== 45 || text.charCodeAt(dash + 1) !== 32) return pos;
    if (indent < 0) indent = dash - pos;
    if (dash - pos !== indent) return -1;
    const from = skipSpaces(text, dash + 1, stop);
    const code = text.charCodeAt(from);
    if (from >= stop || code === 91) return -1;
    const item = readValue(text, from, stop);
    if (item === undefined) return -1;
    items.push(item);
    pos = next;
  }
  return pos;
}

/** What a plain scalar means in YAML 1.2's core schema. */
function resolve(raw: string): Read<Json> {
  const code = raw.charCodeAt(0);
  if (isDigit(code)) return resolveDigits(raw);
  const word = reserved[raw];
  return word !== undefined && Object.hasOwn(reserved, raw) ? word : raw;
}

function resolveDigits(raw: string): Read<Json> {
  let digits = 1;
  while (digits < raw.length && isDigit(raw.charCodeAt(digits))) digits++;
  if (digits === raw.length) {
    return digits <= mostExactDigits && (digits === 1 || raw.charCodeAt(0) !== 48) ? Number(raw) : undefined;
  }
  // Dates, lists of numbers and addresses are texts: no number goes on like that behind its first digits.
  return mayGoOn.includes(raw[digits] as string) ? undefined : raw;
}
