/**
 * Where everything in a TOML text stands; the parser says what it means, and not where. Only texts that the parser has read come
 * here, so that this need not know what is wrong.
 */
import { parseToml } from '../../../../kernel/front-matter/full-parsers.ts';
import { CannotEdit } from '../problem.ts';
import { lineStartOf, nextLineOf, type Span } from '../splices.ts';

export interface TomlValue extends Span {
  kind: 'text' | 'bare' | 'array' | 'table';
  /** Of an array. */
  items: TomlValue[];
  /** Of an inline table. */
  pairs: TomlPair[];
}

export interface TomlPair extends Span {
  /** From the table or text that it stands in. */
  path: string[];
  /** Place of the last part of its key. */
  key: Span;
  value: TomlValue;
}

/** `[a.b]` with what stands below it; the first has no heading. */
export interface TomlSection {
  /** From the top, with the index of each list of tables on the way. */
  path: string[];
  isList: boolean;
  /** The line of the heading; null: the top of the text. */
  heading: Span | null;
  pairs: TomlPair[];
}

/** @throws CannotEdit */
export function scanToml(source: string): TomlSection[] {
  return new Scanner(source).run();
}

class Scanner {
  private at = 0;
  private readonly sections: TomlSection[] = [{ path: [], isList: false, heading: null, pairs: [] }];
  /** How many tables each list has so far. */
  private readonly lists = new Map<string, number>();

  constructor(private readonly source: string) {}

  run(): TomlSection[] {
    for (this.skip(true); this.at < this.source.length; this.skip(true)) {
      if (this.source[this.at] === '[') this.heading();
      else this.sections.at(-1)?.pairs.push(this.statement());
    }
    return this.sections;
  }

  private heading(): void {
    const start = this.at;
    const isList = this.source.startsWith('[[', start);
    this.at += isList ? 2 : 1;
    const { path } = this.keys();
    this.skip(false);
    this.at += isList ? 2 : 1;
    const end = nextLineOf(this.source, this.at);
    this.at = end;
    const heading = { start: lineStartOf(this.source, start), end };
    this.sections.push({ path: this.resolve(path, isList), isList, heading, pairs: [] });
  }

  /** `a.b` within a list of tables `a` belongs to the last of them. */
  private resolve(path: readonly string[], isList: boolean): string[] {
    const resolved: string[] = [];
    path.forEach((part, depth) => {
      resolved.push(part);
      const key = JSON.stringify(resolved);
      const count = this.lists.get(key) ?? 0;
      const isNew = isList && depth === path.length - 1;
      if (isNew) this.lists.set(key, count + 1);
      if (isNew || count > 0) resolved.push(String(isNew ? count : count - 1));
    });
    return resolved;
  }

  private statement(): TomlPair {
    const start = lineStartOf(this.source, this.at);
    const pair = this.pair();
    this.at = nextLineOf(this.source, this.at);
    return { ...pair, start, end: this.at };
  }

  private pair(): TomlPair {
    const start = this.at;
    const { path, last } = this.keys();
    this.expect('=');
    this.skip(false);
    const value = this.value();
    return { path, key: last, value, start, end: value.end };
  }

  private keys(): { path: string[]; last: Span } {
    const path: string[] = [];
    for (;;) {
      this.skip(false);
      const start = this.at;
      if (this.source[start] === '"' || this.source[start] === "'") this.string();
      else this.while(/[\w-]/);
      const last = { start, end: this.at };
      path.push(...Object.keys(parseToml(`${this.source.slice(start, this.at)} = 1`)));
      this.skip(false);
      if (this.source[this.at] !== '.') return { path, last };
      this.at++;
    }
  }

  private value(): TomlValue {
    const start = this.at;
    const sign = this.source[start];
    const value: TomlValue = { kind: 'bare', start, end: start, items: [], pairs: [] };
    if (sign === '"' || sign === "'") {
      value.kind = 'text';
      this.string();
    } else if (sign === '[') {
      value.kind = 'array';
      this.list(']', () => value.items.push(this.value()));
    } else if (sign === '{') {
      value.kind = 'table';
      this.list('}', () => value.pairs.push(this.pair()));
    } else {
      this.while(/[^,\]}#\r\n]/);
      while (/[ \t]/.test(this.source[this.at - 1] ?? '')) this.at--;
      if (this.at === start) throw new CannotEdit('a value is missing', start);
    }
    value.end = this.at;
    return value;
  }

  private list(close: string, item: () => void): void {
    this.at++;
    for (this.skip(true); this.source[this.at] !== close; this.skip(true)) {
      if (this.at >= this.source.length) throw new CannotEdit('a bracket is not closed', this.at);
      if (this.source[this.at] === ',') this.at++;
      else item();
    }
    this.at++;
  }

  /** A text in one or three quotation marks of either kind. */
  private string(): void {
    const quote = this.source[this.at] as string;
    const fence = this.source.startsWith(quote.repeat(3), this.at) ? quote.repeat(3) : quote;
    this.at += fence.length;
    while (!this.source.startsWith(fence, this.at)) {
      if (this.at >= this.source.length) throw new CannotEdit('a quotation mark is not closed', this.at);
      this.at += quote === '"' && this.source[this.at] === '\\' ? 2 : 1;
    }
    this.at += fence.length;
    // Up to two more may stand at the end of a long text and belong to it.
    if (fence.length === 3) this.while(quote === '"' ? /"/ : /'/);
  }

  private skip(lines: boolean): void {
    for (;;) {
      this.while(lines ? /\s/ : /[ \t]/);
      if (!lines || this.source[this.at] !== '#') return;
      this.at = nextLineOf(this.source, this.at);
    }
  }

  private while(pattern: RegExp): void {
    while (this.at < this.source.length && pattern.test(this.source[this.at] as string)) this.at++;
  }

  private expect(sign: string): void {
    if (this.source[this.at] !== sign) throw new CannotEdit(`“${sign}” is missing`, this.at);
    this.at++;
  }
}
