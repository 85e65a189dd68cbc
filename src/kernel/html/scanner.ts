/**
 * HTML's tokenizer as the standard describes it, cut down to what facts ask: text, tags, and the attributes of a known list
 * as offsets. Nothing is allocated for tags, attributes and text that nobody looks at. Comments are skipped, the contents of
 * script, style, title, textarea and their like are text; broken markup ends where a browser would end it.
 * (The states of escaped scripts, `<!--<script>` inside a script, are left out.)
 */
import { decodeHTML, decodeHTMLAttribute } from 'entities/decode';
import { attributeTable, hashStep, rawTextNames, tags, tagTable } from './names.ts';

const LT = 60;
const BANG = 33;
const GT = 62;
const QUESTION = 63;
const SLASH = 47;
const AMPERSAND = 38;
const EQUALS = 61;

const zeros: readonly number[] = new Array<number>(32).fill(0);

/** Told about the page from its beginning to its end. Codes are those of names.ts. */
export interface ScanSink {
  /** `tag` holds its attributes until the next tag. Also called for code 0 when known attributes are there. */
  open(tag: OpenTag): void;
  close(code: number): void;
  /** Text between tags, undecoded, html[start, end). */
  text(start: number, end: number): void;
  /** The whole content of a raw text element. */
  raw(code: number, start: number, end: number): void;
}

/** The tag that is open now: one object, reused for every tag. */
export class OpenTag {
  code = 0;
  selfClosing = false;
  /** A bit for each known attribute that is there. */
  seen = 0;
  html = '';
  /** A bit for each known attribute whose value has an `&`. */
  escaped = 0;
  readonly starts: number[] = zeros.slice();
  readonly ends: number[] = zeros.slice();

  has(attribute: number): boolean {
    return (this.seen & (1 << attribute)) !== 0;
  }

  /** Decoded value; null when the tag has no such attribute. The first of two with one name counts. */
  value(attribute: number): string | null {
    const bit = 1 << attribute;
    if ((this.seen & bit) === 0) return null;
    const value = this.html.slice(this.starts[attribute], this.ends[attribute]);
    return (this.escaped & bit) !== 0 ? decodeHTMLAttribute(value) : value;
  }
}

/** The text at html[start, end) with entities decoded. */
export function decodedText(html: string, start: number, end: number): string {
  const text = html.slice(start, end);
  return text.includes('&') ? decodeHTML(text) : text;
}

export class HtmlScanner {
  readonly tag = new OpenTag();
  /** The page's UTF-16 units, then a zero: reading them is several times as fast as charCodeAt. */
  readonly #units: Uint16Array;
  readonly #length: number;
  #foreign = 0;

  constructor(
    private readonly html: string,
    private readonly sink: ScanSink,
  ) {
    this.tag.html = html;
    this.#units = unitsOf(html);
    this.#length = html.length;
  }

  /** Depth of open <svg>: there, `<title>` is no page title and `/>` closes. */
  get foreign(): number {
    return this.#foreign;
  }

  run(): void {
    const { sink } = this;
    const units = this.#units;
    let textStart = 0;
    let at = this.#markup(0);
    while (at !== -1) {
      const c = units[at + 1] as number;
      const lower = c | 32;
      const isTag = lower >= 97 && lower <= 122;
      if (!isTag && c !== SLASH && c !== BANG && c !== QUESTION) {
        at = this.#markup(at + 1);
        continue;
      }
      if (at > textStart) sink.text(textStart, at);
      textStart = isTag ? this.#openTag(at + 1) : this.#other(at + 1);
      at = this.#markup(textStart);
    }
    if (textStart < this.#length) sink.text(textStart, this.#length);
  }

  /** Where the next `<` is, -1 when there is none. */
  #markup(from: number): number {
    const units = this.#units;
    const length = this.#length;
    for (let i = from; i < length; i++) if (units[i] === LT) return i;
    return -1;
  }

  /** Everything but an opening tag; `at` is behind the `<`. Returns where text goes on. */
  #other(at: number): number {
    const { html } = this;
    const units = this.#units;
    const c = units[at] as number;
    if (c === SLASH) return this.#closeTag(at + 1);
    if (html.startsWith('!--', at)) return this.#comment(at + 3);
    if (this.#foreign > 0 && html.startsWith('![CDATA[', at)) return after(html, ']]>', at + 8);
    return after(html, '>', at);
  }

  #comment(at: number): number {
    const { html } = this;
    const units = this.#units;
    if (units[at] === GT) return at + 1;
    if (html.startsWith('->', at)) return at + 2;
    const plain = html.indexOf('-->', at);
    const odd = html.indexOf('--!>', at);
    if (plain === -1 && odd === -1) return this.#length;
    return odd !== -1 && (plain === -1 || odd < plain) ? odd + 4 : plain + 3;
  }

  #closeTag(at: number): number {
    const { html } = this;
    const units = this.#units;
    let i = at;
    let hash = 0;
    for (; i < this.#length; i++) {
      const c = units[i] as number;
      if (c === GT || c === SLASH || isSpace(c)) break;
      hash = hashStep(hash, c);
    }
    const end = units[i] === GT ? i + 1 : after(html, '>', i);
    if (i === this.#length) return end;
    const code = tagTable.find(units, at, i, hash);
    if (code !== 0) {
      if (code === tags.svg && this.#foreign > 0) this.#foreign--;
      this.sink.close(code);
    }
    return end;
  }

  #openTag(at: number): number {
    const { tag } = this;
    const units = this.#units;
    let i = at;
    let hash = 0;
    for (; i < this.#length; i++) {
      const c = units[i] as number;
      if (c === GT || c === SLASH || isSpace(c)) break;
      hash = hashStep(hash, c);
    }
    tag.code = tagTable.find(units, at, i, hash);
    tag.seen = 0;
    tag.escaped = 0;
    tag.selfClosing = false;
    const end = units[i] === GT ? i + 1 : this.#attributes(i);
    // A tag that the end of the file cuts off is no tag.
    if (end === -1) return this.#length;
    if (tag.code === 0 && tag.seen === 0) return end;
    this.sink.open(tag);
    if (tag.code === tags.svg && !tag.selfClosing) this.#foreign++;
    const rawName = rawTextNames.get(tag.code);
    if (rawName === undefined || (this.#foreign > 0 && tag.selfClosing)) return end;
    return this.#rawText(tag.code, rawName, end);
  }

  /** Reads attributes from `at` to behind the tag's `>`; -1 when the file ends first. */
  #attributes(at: number): number {
    const { tag } = this;
    const units = this.#units;
    let i = at;
    while (i < this.#length) {
      const c = units[i] as number;
      if (c === GT) return i + 1;
      if (c === SLASH) tag.selfClosing = units[i + 1] === GT;
      if (c === SLASH || isSpace(c)) i++;
      else {
        i = this.#attribute(i);
        if (i === -1) return -1;
      }
    }
    return -1;
  }

  /** One attribute from its name's first character (which may be `=`); returns where it ends, -1 at the file's end. */
  #attribute(at: number): number {
    const units = this.#units;
    let i = at;
    let hash = 0;
    do {
      hash = hashStep(hash, units[i++] as number);
      const c = units[i] as number;
      if (c === EQUALS || c === GT || c === SLASH || isSpace(c)) break;
    } while (i < this.#length);
    const code = attributeTable.find(units, at, i, hash);
    i = this.#skipSpace(i);
    if (units[i] !== EQUALS) {
      this.#note(code, i, i, false);
      return i;
    }
    i = this.#skipSpace(i + 1);
    const quote = units[i] as number;
    return quote === 34 || quote === 39 ? this.#quoted(code, quote, i + 1) : this.#unquoted(code, i);
  }

  #quoted(code: number, quote: number, start: number): number {
    const units = this.#units;
    let escaped = false;
    for (let i = start; i < this.#length; i++) {
      const c = units[i] as number;
      if (c === quote) {
        this.#note(code, start, i, escaped);
        return i + 1;
      }
      if (c === AMPERSAND) escaped = true;
    }
    return -1;
  }

  #unquoted(code: number, start: number): number {
    const units = this.#units;
    let escaped = false;
    let i = start;
    for (; i < this.#length; i++) {
      const c = units[i] as number;
      if (c === GT || isSpace(c)) break;
      if (c === AMPERSAND) escaped = true;
    }
    this.#note(code, start, i, escaped);
    return i;
  }

  #note(code: number, start: number, end: number, escaped: boolean): void {
    const { tag } = this;
    const bit = 1 << code;
    if (code === 0 || (tag.seen & bit) !== 0) return;
    tag.seen |= bit;
    if (escaped) tag.escaped |= bit;
    tag.starts[code] = start;
    tag.ends[code] = end;
  }

  #skipSpace(at: number): number {
    const units = this.#units;
    let i = at;
    while (isSpace(units[i] as number)) i++;
    return i;
  }

  #rawText(code: number, name: string, start: number): number {
    const { html } = this;
    let at = code === tags.plaintext ? -1 : html.indexOf('</', start);
    while (at !== -1 && !this.#closes(name, at + 2)) at = html.indexOf('</', at + 2);
    const end = at === -1 ? this.#length : at;
    this.sink.raw(code, start, end);
    return at === -1 ? end : after(html, '>', at);
  }

  #closes(name: string, at: number): boolean {
    const { html } = this;
    const units = this.#units;
    const end = at + name.length;
    const c = units[end] as number;
    return (c === GT || c === SLASH || isSpace(c)) && html.slice(at, end).toLowerCase() === name;
  }
}

function isSpace(c: number): boolean {
  return c === 32 || c === 10 || c === 9 || c === 13 || c === 12;
}

const SCRATCH_UNITS = 128 * 1024;
/** Working memory of `unitsOf`: what one pass leaves in it means nothing to the next. Larger pages get their own. */
let scratch: { bytes: Buffer; units: Uint16Array } | null = null;

function unitsOf(html: string): Uint16Array {
  if (html.length >= SCRATCH_UNITS) return fill(memory(html.length + 1), html);
  scratch ??= memory(SCRATCH_UNITS);
  return fill(scratch, html);
}

function memory(units: number): { bytes: Buffer; units: Uint16Array } {
  const bytes = Buffer.allocUnsafeSlow(units * 2);
  return { bytes, units: new Uint16Array(bytes.buffer) };
}

function fill(memory: { bytes: Buffer; units: Uint16Array }, html: string): Uint16Array {
  memory.bytes.write(html, 'utf16le');
  memory.units[html.length] = 0;
  return memory.units;
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? html.length : at + mark.length;
}
