/** The orders that the contract promises: strings by code point, pages in list order. */

/**
 * Compares by code point. JavaScript's own order is by UTF-16 code unit, which puts U+10000 and above before U+E000.
 * @returns negative, 0 or positive
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? rank(x) - rank(y) : x - y;
  }
  return a.length - b.length;
}

/** Moves surrogates above every other code unit. */
function rank(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

const surrogate = /[\ud800-\udfff]/;

/** Sorts in place by code point and returns the same array. */
export function sortCodePoints(strings: string[]): string[] {
  for (const text of strings) {
    if (surrogate.test(text)) return strings.sort(compareCodePoints);
  }
  return strings.sort();
}

/**
 * Sorts in place by a text of each item, by code point. Where no text has characters beyond U+FFFF, which is nearly always,
 * the engine's own comparison gives the same order at a fifth of the cost.
 */
export function sortBy<T>(items: T[], keyOf: (item: T) => string): T[] {
  for (const item of items) {
    if (surrogate.test(keyOf(item))) return items.sort((a, b) => compareCodePoints(keyOf(a), keyOf(b)));
  }
  return items.sort((a, b) => {
    const x = keyOf(a);
    const y = keyOf(b);
    return x < y ? -1 : x > y ? 1 : 0;
  });
}

/** What list order looks at. */
export interface Listed {
  weight: number | null;
  /** ISO 8601 with offset. */
  date: string | null;
  title: string;
  source: string | null;
  output: string;
}

/** List order: weight (absent last), date descending (absent last), title, path, both by code point. Total over a site's pages. */
export function comparePages(a: Listed, b: Listed): number {
  return (
    compareWeights(a.weight, b.weight) ||
    compareNumbers(instantOf(b.date), instantOf(a.date)) ||
    compareCodePoints(a.title, b.title) ||
    compareCodePoints(a.source ?? a.output, b.source ?? b.output) ||
    compareCodePoints(a.output, b.output)
  );
}

/** Smaller first, absent last. */
function compareWeights(a: number | null, b: number | null): number {
  return compareNumbers(a ?? Number.POSITIVE_INFINITY, b ?? Number.POSITIVE_INFINITY);
}

/** Like a - b, but right for equal infinities. */
export function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function instantOf(date: string | null): number {
  return date === null ? Number.NEGATIVE_INFINITY : Date.parse(date);
}
