/**
 * Watches a render for the preview: which values are read, and which of them each printed text shows. Templates that are compiled
 * with marks tell it; nothing that it does can be seen by a template.
 */
import { escapeText } from '../templates/escape.ts';
import { CLOSE, END, OPEN } from './tokens.ts';

/** The way to a value from what a template sees: ["menus", "main", "0", "title"], ["page", ID, "title"], ["string", "by"]. */
export type ValuePath = readonly string[];

/** One printed expression. */
export interface Printed {
  /** Of the expression, in the templates' table of places; 0: `values` are all that is known. */
  place: number;
  values: readonly ValuePath[];
}

interface Read {
  value: unknown;
  path: ValuePath;
}

/** More than these do not make a sentence. */
const MOST_VALUES = 3;
/** A shorter text may be the same by chance. */
const SHORTEST = 2;

export class Marker {
  readonly printed: Printed[] = [];
  readonly #paths = new WeakMap<object, ValuePath>();
  /** By the value: the last of those that have it. */
  readonly #texts = new Map<string, ValuePath>();
  readonly #reads: Read[] = [];
  readonly #numbers = new Map<string, number>();

  /** @param ownPath of things that templates can reach in many ways (pages); null for all others */
  constructor(private readonly ownPath: (value: object) => ValuePath | null) {}

  /** One of the names that a template sees from the beginning. */
  name(value: unknown, path: ValuePath): void {
    if (typeof value === 'object' && value !== null) this.#paths.set(value, path);
  }

  /** A property was read. */
  read(holder: object, step: unknown, value: unknown): void {
    const path = this.#pathOf(holder);
    if (path !== null) this.#note(value, [...path, String(step)]);
  }

  /** A loop begins: what it walks is in `list` at its number or name. */
  walk(list: object): void {
    const path = this.#paths.get(list);
    // Pages have paths of their own, and lists of them are long.
    if (path === undefined || (Array.isArray(list) && isOwn(list[0], this.ownPath))) return;
    for (const [step, value] of Object.entries(list)) this.#know(value, [...path, step]);
  }

  /** A word of the theme was asked for. */
  word(key: unknown, value: unknown): void {
    if (typeof key === 'string') this.#note(value, ['string', key]);
  }

  /** @returns where the reads of an expression that comes now begin */
  begin(): number {
    return this.#reads.length;
  }

  /**
   * @param from as `begin` gave it
   * @param named the value, of an expression that is a name alone
   * @param html what is printed
   * @returns what is to be printed: with tokens around it when its values are known
   */
  end(place: number, from: number, named: unknown, html: string): string {
    const reads = this.#reads.splice(from);
    if (html === '') return html;
    const shown = shownReads(reads, html).map(({ path }) => path);
    const own = shown.length > 0 ? null : this.#known(named);
    const values = own === null ? shown : [own];
    return values.length === 0 ? html : this.around(html, { place, values });
  }

  around(html: string, printed: Printed): string {
    const key = JSON.stringify([printed.place, printed.values]);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.printed.push(printed) - 1;
      this.#numbers.set(key, number);
    }
    return `${OPEN}:${number}${CLOSE}${html}${END}`;
  }

  #note(value: unknown, path: ValuePath): void {
    this.#know(value, path);
    this.#reads.push({ value, path });
  }

  #know(value: unknown, path: ValuePath): void {
    if (typeof value === 'string' && value.length >= SHORTEST) this.#texts.set(value, path);
    else if (typeof value === 'object' && value !== null && this.ownPath(value) === null) this.#paths.set(value, path);
  }

  #pathOf(value: object): ValuePath | null {
    return this.ownPath(value) ?? this.#paths.get(value) ?? null;
  }

  #known(value: unknown): ValuePath | null {
    if (typeof value === 'string') return this.#texts.get(value) ?? null;
    return typeof value === 'object' && value !== null ? this.#pathOf(value) : null;
  }
}

function isOwn(value: unknown, ownPath: (value: object) => ValuePath | null): boolean {
  return typeof value === 'object' && value !== null && ownPath(value) !== null;
}

/** Those that what is printed consists of; when that cannot be seen, the last one that nothing was read of. */
function shownReads(reads: readonly Read[], html: string): Read[] {
  const ends = reads.filter(
    ({ value, path }, i) => isThere(value) && !reads.some((read, j) => j > i && isBelow(read, path)),
  );
  const seen = ends.filter(({ value }) => isIn(value, html));
  return seen.length > 0 ? distinct(seen).slice(0, MOST_VALUES) : ends.slice(-1);
}

/** A page is reached by the way to it, and read under its own name. */
function isBelow({ path }: Read, above: ValuePath): boolean {
  return path.length > above.length && above.every((step, i) => path[i] === step);
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'boolean' && typeof value !== 'function';
}

function isIn(value: unknown, html: string): boolean {
  if (typeof value === 'number') return html.includes(String(value));
  return typeof value === 'string' && value !== '' && html.includes(escapeText(value));
}

function distinct(reads: readonly Read[]): Read[] {
  const known = new Set<string>();
  return reads.filter(({ path }) => {
    const key = JSON.stringify(path);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
