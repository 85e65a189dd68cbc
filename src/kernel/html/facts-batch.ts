/**
 * Facts on their way between threads. The pages of a batch share most of what they refer to (their navigation), so that a
 * batch is one text with every string once, and one array of numbers. Decoded strings are parts of that text: none keeps a
 * page's HTML in memory.
 */
import type { PageFacts, Reference, ReferenceKind } from './types.ts';

export interface FactsBatch {
  /** Every string of the batch once, one after the other. */
  text: string;
  /**
   * Number of strings, their lengths; then number of pages and for each page: flags, language, title, description, base (a
   * string's number plus one, 0 for null), then lists, each with its length first: references (string × kinds + kind),
   * ids, repeated ids, headings (level, text), images (src, alt + 1 or 0, sized), marks.
   */
  data: Uint32Array<ArrayBuffer>;
}

const kinds: readonly ReferenceKind[] = [
  ...(['link', 'image', 'media', 'style', 'script', 'font', 'frame', 'icon'] as const),
  ...(['manifest', 'meta', 'svg', 'css', 'other'] as const),
];
const kindNumbers = Object.fromEntries(kinds.map((kind, i) => [kind, i])) as Record<ReferenceKind, number>;

/** `decodeFacts` gives back equal facts in the same order. */
export function encodeFacts(batch: readonly PageFacts[]): FactsBatch {
  const writer = new BatchWriter();
  for (const facts of batch) writer.page(facts);
  return writer.end(batch.length);
}

/** References that are equal are one object: treat facts as frozen. */
export function decodeFacts(batch: FactsBatch): PageFacts[] {
  return new BatchReader(batch).pages();
}

class BatchWriter {
  readonly #numbers = new Map<string, number>();
  readonly #out: number[] = [];

  page(facts: PageFacts): void {
    const out = this.#out;
    out.push(facts.noindex ? 1 : 0);
    out.push(this.#optional(facts.language), this.#optional(facts.title));
    out.push(this.#optional(facts.description), this.#optional(facts.base));
    out.push(facts.references.length);
    for (const { kind, url } of facts.references) out.push(this.#number(url) * kinds.length + kindNumbers[kind]);
    this.#strings(facts.ids);
    this.#strings(facts.repeatedIds);
    out.push(facts.headings.length);
    for (const { level, text } of facts.headings) out.push(level, this.#number(text));
    out.push(facts.images.length);
    for (const { src, alt, sized } of facts.images) out.push(this.#number(src), this.#optional(alt), sized ? 1 : 0);
    this.#strings(facts.marks);
  }

  end(pages: number): FactsBatch {
    const strings = [...this.#numbers.keys()];
    const data = new Uint32Array(strings.length + this.#out.length + 2);
    data[0] = strings.length;
    for (let i = 0; i < strings.length; i++) data[i + 1] = (strings[i] as string).length;
    data[strings.length + 1] = pages;
    data.set(this.#out, strings.length + 2);
    return { text: strings.join(''), data };
  }

  #strings(list: readonly string[]): void {
    this.#out.push(list.length);
    for (const item of list) this.#out.push(this.#number(item));
  }

  #optional(value: string | null): number {
    return value === null ? 0 : this.#number(value) + 1;
  }

  #number(value: string): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(value, number);
    return number;
  }
}

class BatchReader {
  readonly #data: Uint32Array<ArrayBuffer>;
  readonly #strings: string[] = [];
  readonly #references = new Map<number, Reference>();
  #at = 0;

  constructor({ text, data }: FactsBatch) {
    this.#data = data;
    const count = this.#next();
    let start = 0;
    for (let i = 0; i < count; i++) {
      const end = start + this.#next();
      this.#strings.push(text.slice(start, end));
      start = end;
    }
  }

  pages(): PageFacts[] {
    return this.#list(() => this.#page());
  }

  #page(): PageFacts {
    const noindex = this.#next() === 1;
    return {
      noindex,
      language: this.#optional(),
      title: this.#optional(),
      description: this.#optional(),
      base: this.#optional(),
      references: this.#list(() => this.#reference(this.#next())),
      ids: this.#list(() => this.#string()),
      repeatedIds: this.#list(() => this.#string()),
      headings: this.#list(() => ({ level: this.#next(), text: this.#string() })),
      images: this.#list(() => ({ src: this.#string(), alt: this.#optional(), sized: this.#next() === 1 })),
      marks: this.#list(() => this.#string()),
    };
  }

  #list<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.#next(); left > 0; left--) items.push(read());
    return items;
  }

  #reference(packed: number): Reference {
    const known = this.#references.get(packed);
    if (known !== undefined) return known;
    const kind = kinds[packed % kinds.length] as ReferenceKind;
    const reference = { kind, url: this.#strings[Math.floor(packed / kinds.length)] as string };
    this.#references.set(packed, reference);
    return reference;
  }

  #optional(): string | null {
    const number = this.#next();
    return number === 0 ? null : (this.#strings[number - 1] as string);
  }

  #string(): string {
    return this.#strings[this.#next()] as string;
  }

  #next(): number {
    return this.#data[this.#at++] as number;
  }
}
