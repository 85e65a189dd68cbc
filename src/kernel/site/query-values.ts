/** What queries compare: the values of pages' fields, and how arguments become canonical text and values again. */
import type { Json } from '../../shared/config.ts';
import type { PageRecord } from '../../shared/snapshot.ts';
import { isSafe } from './markup.ts';
import { comparable, compareValues } from './order.ts';
import { minutesOf, PageView, samePage } from './page-view.ts';
import { isMap, valueAt } from './recorded-map.ts';
import { ResourceView, TermView } from './resource-view.ts';
import { SiteDate } from './site-date.ts';
import type { SiteIndex } from './site-index.ts';
import { instantOf } from './zone.ts';

/** A path into a page or an entry of a list: "params.rating" is ["params", "rating"]. */
export type FieldPath = readonly string[];

const dateParts: Record<string, (date: SiteDate) => number> = {
  year: (date) => date.year,
  month: (date) => date.month,
  day: (date) => date.day,
};

/** Fields that queries know beside taxonomies. */
export const queryFields: readonly string[] = [
  'title',
  'url',
  'date',
  'lastmod',
  'expires',
  'summary',
  'description',
  'weight',
  'draft',
  'unlisted',
  'words',
  'readingTime',
  'source',
  'kind',
  'language',
  'taxonomy',
  'term',
  'aliases',
  'params',
  'section',
  'parent',
  'prev',
  'next',
  'ancestors',
  'pages',
  'allPages',
  'sections',
];
const known = new Set(queryFields);

export function isQueryField(index: SiteIndex, path: FieldPath): boolean {
  const name = path[0] as string;
  return known.has(name) || index.isTaxonomy(name);
}

/** The value of a field without noting anything; null when there is none. Pages are given as their records. */
export function fieldValue(index: SiteIndex, page: PageRecord, path: FieldPath): unknown {
  const [name, ...rest] = path as [string, ...string[]];
  switch (name) {
    case 'params':
      return valueAt(page.params, rest) ?? null;
    case 'date':
    case 'lastmod':
    case 'expires':
      return dateValue(index.date(page[name]), rest[0]);
    case 'section':
    case 'parent':
    case 'prev':
    case 'next':
      return relatedValue(index, page[name], rest);
    case 'ancestors':
      return page.ancestors.map((number) => index.record(number));
    case 'pages':
    case 'allPages':
    case 'sections':
      return rest[0] === 'length' ? (page.list?.[name].length ?? 0) : null;
    case 'readingTime':
      return minutesOf(page.words);
    case 'taxonomy':
    case 'term':
      return page.list?.[name] ?? null;
    default:
      return plainValue(index, page, name);
  }
}

function plainValue(index: SiteIndex, page: PageRecord, name: string): unknown {
  if (known.has(name)) return page[name as keyof PageRecord];
  return index.isTaxonomy(name) && Object.hasOwn(page.taxonomies, name) ? page.taxonomies[name] : null;
}

function dateValue(date: SiteDate | null, part: string | undefined): unknown {
  if (date === null || part === undefined) return date;
  return Object.hasOwn(dateParts, part) ? (dateParts[part] as (date: SiteDate) => number)(date) : null;
}

function relatedValue(index: SiteIndex, number: number | null, rest: FieldPath): unknown {
  if (number === null) return null;
  const page = index.record(number);
  return rest.length === 0 ? page : fieldValue(index, page, rest);
}

/** The value of a field of an entry of a plain list: a map from data, or a view (which notes the read). */
export function entryValue(entry: unknown, path: FieldPath): unknown {
  let value: unknown = entry;
  for (const step of path) value = stepInto(value, step);
  return value ?? null;
}

function stepInto(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof SiteDate) return dateValue(value, step);
  const own = Object.hasOwn(value, step);
  const prototype: unknown = Object.getPrototypeOf(value);
  const view = prototype !== Object.prototype && prototype !== null && isGetter(prototype as object, step);
  return own || view ? (value as Record<string, unknown>)[step] : null;
}

/** Getters only: what an entry can do is no value. */
function isGetter(prototype: object, name: string): boolean {
  for (let at: object | null = prototype; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, name);
    if (descriptor !== undefined) return descriptor.get !== undefined;
  }
  return false;
}

/** An argument as it stands in canonical text. Pages go by id, dates by their text, what cannot be compared as null. */
export function encodeArgument(index: SiteIndex, value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? (Object.is(value, -0) ? 0 : value) : null;
  if (typeof value !== 'object') return null;
  if (value instanceof SiteDate) return { $date: value.iso };
  if (isSafe(value) || value instanceof TermView || value instanceof ResourceView) return String(value);
  const page = PageView.numberOf(value);
  if (page !== null) return { $page: index.record(page).id };
  if (Array.isArray(value)) return value.map((entry) => encodeArgument(index, entry));
  return null;
}

/** What an encoded argument is compared as. */
export function decodeArgument(index: SiteIndex, value: Json): unknown {
  if (Array.isArray(value)) return value.map((entry) => decodeArgument(index, entry));
  if (!isMap(value)) return value;
  if (typeof value.$date === 'string') return new SiteDate(value.$date);
  return typeof value.$page === 'string' ? index.pageById(value.$page) : null;
}

export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof TermView) return a.name === b;
  if (samePage(a, b)) return true;
  return a instanceof SiteDate && b instanceof SiteDate && a.timestamp === b.timestamp;
}

/** A text key that is the same for equal values and for no others; null when a value has none. */
export function equalityKey(value: unknown): string | null {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof SiteDate) return `d${value.timestamp}`;
  if (value instanceof TermView) return `s${value.name}`;
  if (isRecord(value)) return `p${value.id}`;
  return null;
}

function isRecord(value: unknown): value is PageRecord {
  return typeof value === 'object' && value !== null && 'id' in value && 'output' in value;
}

export const operators = ['==', '!=', '<', '<=', '>', '>=', 'in', 'has'] as const;
export type Operator = (typeof operators)[number];

export function isOperator(value: unknown): value is Operator {
  return (operators as readonly unknown[]).includes(value);
}

/** Whether a field's value passes. A list is equal to what it contains; what cannot be compared does not pass. */
export function passes(index: SiteIndex, value: unknown, operator: Operator, wanted: unknown): boolean {
  const other = value instanceof SiteDate ? asDate(index, wanted) : wanted;
  switch (operator) {
    case '==':
      return contains(value, other);
    case '!=':
      return !contains(value, other);
    case 'has':
      return Array.isArray(value) && value.some((entry) => equal(entry, other));
    case 'in':
      return Array.isArray(other) && other.some((entry) => passes(index, value, '==', entry));
    default:
      return ordered(value, operator, other);
  }
}

function contains(value: unknown, wanted: unknown): boolean {
  if (!Array.isArray(value)) return equal(value ?? null, wanted);
  if (!Array.isArray(wanted)) return value.some((entry) => equal(entry, wanted));
  return value.length === wanted.length && value.every((entry, i) => equal(entry, wanted[i]));
}

function ordered(value: unknown, operator: '<' | '<=' | '>' | '>=', wanted: unknown): boolean {
  if (value === null || value === undefined || wanted === null || !comparable(value, wanted)) return false;
  const order = compareValues(value, wanted);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function asDate(index: SiteIndex, wanted: unknown): unknown {
  if (typeof wanted !== 'string') return wanted;
  const instant = instantOf(wanted, index.config.timezone);
  return instant === null ? wanted : new SiteDate(new Date(instant).toISOString());
}
