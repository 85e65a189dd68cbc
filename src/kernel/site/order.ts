/** Orders of field values that are the same on every machine: text by code point, never by locale. */
import { compareCodePoints } from '../order.ts';
import { SiteDate } from './site-date.ts';

function rank(value: unknown): number {
  if (typeof value === 'boolean') return 0;
  if (typeof value === 'number') return 1;
  if (value instanceof SiteDate) return 2;
  if (typeof value === 'string') return 3;
  return Array.isArray(value) ? 4 : 5;
}

/** Whether two values are of one kind, so that "less than" means something. */
export function comparable(a: unknown, b: unknown): boolean {
  return rank(a) === rank(b) && rank(a) < 4;
}

/** A total order of field values: by kind (switches, numbers, dates, text, lists), then by value. Not for null. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (a instanceof SiteDate && b instanceof SiteDate) return a.timestamp - b.timestamp;
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  return 0;
}

function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
