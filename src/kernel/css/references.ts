/**
 * What a style sheet or a style attribute pulls in. A tokenizer after the CSS Syntax standard, whose rules for errors are what
 * makes broken CSS give what can be had: a bad token ends where a browser would end it, and nothing is ever thrown.
 */

export interface CssReference {
  /** Escapes resolved, trimmed; data: URLs and empty ones are left out. */
  url: string;
  /** `font`: inside @font-face. */
  kind: 'url' | 'import' | 'font';
}

const CACHE_LIMIT = 500;
const cache = new Map<string, readonly CssReference[]>();
const mayRefer = /url\(|@import|image-set\(|\\/i;
const none: readonly CssReference[] = [];

/**
 * The references of a style sheet, or of the declarations of a style attribute, in order, repeats left out.
 * Answers are kept by content; treat them as frozen.
 */
export function cssReferences(css: string): readonly CssReference[] {
  if (!mayRefer.test(css)) return none;
  const known = cache.get(css);
  if (known !== undefined) return known;
  const found = new CssScanner(css).run();
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(css, found);
  return found;
}

const nameCharacter = /[-\w\u0080-\uffff]/;
const space = /[ \t\n\r\f]/;

class CssScanner {
  #at = 0;
  readonly #found: CssReference[] = [];
  readonly #seen = new Set<string>();
  /** Open brackets; a function's is its name in lower case. */
  readonly #open: string[] = [];
  /** The at-rule whose prelude is being read, and that of each open block. */
  #atRule = '';
  readonly #blocks: string[] = [];

  constructor(private readonly css: string) {}

  run(): CssReference[] {
    while (this.#at < this.css.length) this.#token();
    return this.#found;
  }

  #token(): void {
    const { css } = this;
    const c = css[this.#at] as string;
    if (css.startsWith('/*', this.#at)) this.#skipComment();
    else if (c === '"' || c === "'") this.#stringToken(c);
    else if (c === '@') this.#atKeyword();
    else if (c === '#') {
      // A colour or an id: its name is not the name of a function.
      this.#at++;
      this.#name();
    } else if (this.#startsName()) this.#nameToken();
    else this.#punctuation(c);
  }

  #punctuation(c: string): void {
    this.#at++;
    if (c === '(' || c === '[') this.#open.push(c);
    else if (c === ')' || c === ']') this.#open.pop();
    else if (c === ';') {
      this.#atRule = '';
      this.#open.length = 0;
    } else if (c === '{') {
      this.#blocks.push(this.#atRule);
      this.#atRule = '';
      this.#open.length = 0;
    } else if (c === '}') {
      this.#blocks.pop();
      this.#atRule = '';
      this.#open.length = 0;
    }
  }

  #skipComment(): void {
    const end = this.css.indexOf('*/', this.#at + 2);
    this.#at = end === -1 ? this.css.length : end + 2;
  }

  #atKeyword(): void {
    this.#at++;
    this.#atRule = this.#name().toLowerCase();
  }

  #nameToken(): void {
    const name = this.#name().toLowerCase();
    if (this.css[this.#at] !== '(') return;
    this.#at++;
    if (name !== 'url' && name !== 'src') {
      this.#open.push(name);
      return;
    }
    this.#skipSpace();
    const c = this.css[this.#at];
    if (c === '"' || c === "'") this.#open.push(name);
    else if (name === 'url') this.#bareUrl();
    else this.#open.push(name);
  }

  /** An unquoted url(), up to its `)`; a bad one is skipped and gives nothing. */
  #bareUrl(): void {
    const { css } = this;
    let url = '';
    let bad = false;
    for (; this.#at < css.length; ) {
      const c = css[this.#at] as string;
      if (c === ')') break;
      if (c === '\\') url += this.#escape();
      else {
        if (c === '"' || c === "'" || c === '(') bad = true;
        if (space.test(c) && !this.#endsUrl()) bad = true;
        url += c;
        this.#at++;
      }
    }
    this.#at++;
    if (!bad) this.#add(url);
  }

  #endsUrl(): boolean {
    let i = this.#at;
    while (i < this.css.length && space.test(this.css[i] as string)) i++;
    return i >= this.css.length || this.css[i] === ')';
  }

  /** A string counts where it stands for an address: in url(), in image-set() and behind @import. */
  #stringToken(quote: string): void {
    const value = this.#string(quote);
    if (value === null) return;
    const inside = this.#open.at(-1);
    const isImport = this.#atRule === 'import' && inside === undefined;
    if (isImport || inside === 'url' || inside === 'src' || inside === 'image-set' || inside === '-webkit-image-set') {
      this.#add(value);
    }
  }

  /** The value of a string; null when a line end breaks it. */
  #string(quote: string): string | null {
    const { css } = this;
    this.#at++;
    let value = '';
    while (this.#at < css.length) {
      const c = css[this.#at] as string;
      if (c === '\n' || c === '\r' || c === '\f') return null;
      if (c === '\\') value += this.#escape();
      else {
        this.#at++;
        if (c === quote) return value;
        value += c;
      }
    }
    return value;
  }

  /** What an escape stands for; the position is on its backslash. */
  #escape(): string {
    const { css } = this;
    const hex = /^[0-9a-f]{1,6}/i.exec(css.slice(this.#at + 1, this.#at + 7))?.[0];
    if (hex === undefined) {
      const next = css.codePointAt(this.#at + 1);
      const lineEnd = css.startsWith('\r\n', this.#at + 1) ? 2 : 1;
      if (next === undefined || next === 10 || next === 13 || next === 12) {
        this.#at += 1 + lineEnd;
        return '';
      }
      const character = String.fromCodePoint(next);
      this.#at += 1 + character.length;
      return character;
    }
    this.#at += 1 + hex.length;
    if (css.startsWith('\r\n', this.#at)) this.#at += 2;
    else if (space.test(css[this.#at] ?? '')) this.#at++;
    const code = Number.parseInt(hex, 16);
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
  }

  #startsName(): boolean {
    const c = this.css[this.#at] as string;
    return nameCharacter.test(c) || (c === '\\' && !/[\n\r\f]/.test(this.css[this.#at + 1] ?? '\n'));
  }

  #name(): string {
    let name = '';
    while (this.#at < this.css.length && this.#startsName()) {
      if (this.css[this.#at] === '\\') name += this.#escape();
      else name += this.css[this.#at++];
    }
    return name;
  }

  #skipSpace(): void {
    while (this.#at < this.css.length && space.test(this.css[this.#at] as string)) this.#at++;
  }

  #add(raw: string): void {
    const url = raw.trim();
    const isImport = this.#atRule === 'import';
    const kind = isImport ? 'import' : this.#blocks.at(-1) === 'font-face' ? 'font' : 'url';
    // A namespace is a name that looks like an address; `@document` selects pages.
    if (url === '' || /^data:/i.test(url) || this.#atRule === 'namespace' || this.#atRule === 'document') return;
    const key = `${kind} ${url}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#found.push({ kind, url });
  }
}
