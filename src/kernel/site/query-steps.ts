/** The steps of queries, as pure functions on lists, and the table of the queries that were worked out. */
import type { Json } from '../../shared/config.ts';
import type { PageNumber, PageRecord } from '../../shared/snapshot.ts';
import { compareCodePoints } from '../order.ts';
import { compareValues } from './order.ts';
import { type Group, Query, type Step } from './query.ts';
import { decodeArgument, equalityKey, type FieldPath, fieldValue, type Operator, passes } from './query-values.ts';
import type { SiteIndex } from './site-index.ts';

type Read<T> = (item: T) => unknown;

/** Sorted by a value, stable: what ties keeps its order, which a collection's own total order decides. Nothing goes last. */
export function sorted<T>(items: readonly T[], read: Read<T>, descending: boolean): T[] {
  const rows = items.map((item) => ({ item, value: read(item) ?? null }));
  const sign = descending ? -1 : 1;
  rows.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return sign * compareValues(a.value, b.value);
  });
  return rows.map((row) => row.item);
}

export interface ItemGroup<T> {
  id: string;
  value: unknown;
  items: T[];
}

/** Groups in the order of their first item. An item with a list of values is in the group of each. */
export function grouped<T>(items: readonly T[], read: Read<T>): ItemGroup<T>[] {
  const groups = new Map<string, ItemGroup<T>>();
  for (const item of items) {
    const value = read(item) ?? null;
    for (const single of Array.isArray(value) && value.length > 0 ? value : [Array.isArray(value) ? null : value]) {
      const id = equalityKey(single) ?? JSON.stringify(single);
      const group = groups.get(id);
      if (group === undefined) groups.set(id, { id, value: single, items: [item] });
      else if (group.items.at(-1) !== item) group.items.push(item);
    }
  }
  return [...groups.values()];
}

/** A run of a list: `limit`, `offset`, `first`, `last` and `reverse`. */
export function sliced<T>(items: readonly T[], name: string, count: number): T[] {
  if (name === 'limit') return items.slice(0, count);
  if (name === 'offset') return items.slice(count);
  if (name === 'last') return count === 0 ? [] : items.slice(-count);
  return [...items].reverse();
}

/** The queries of one version of the index: their sources by canonical text, each query's extensions with itself. */
export class Queries {
  readonly #index: SiteIndex;
  readonly #sources = new Map<string, Query>();
  readonly #byValue = new Map<string, Map<string, PageNumber[]>>();

  constructor(index: SiteIndex) {
    this.#index = index;
  }

  /** Takes over the lists of the version before. @param isOther whether one may have other pages now, by its canonical text */
  succeed(before: Queries, isOther: (canon: string) => boolean): void {
    for (const [canon, query] of before.#sources)
      if (!isOther(canon)) this.#sources.set(canon, this.#again(query, isOther));
  }

  #again({ canon, pages, groups, extensions }: Query, isOther: (canon: string) => boolean): Query {
    const query = new Query(this.#index, canon, pages, groups);
    for (const [text, extension] of extensions) {
      if (!isOther(extension.canon)) query.extensions.set(text, this.#again(extension, isOther));
    }
    return query;
  }

  source(step: Step): Query {
    const canon = JSON.stringify([step]);
    let query = this.#sources.get(canon);
    if (query === undefined) {
      query = new Query(this.#index, canon, this.#index.sourcePages(step), null);
      this.#sources.set(canon, query);
    }
    return query;
  }

  extend(query: Query, step: Step): Query {
    const text = JSON.stringify(step);
    let extension = query.extensions.get(text);
    if (extension === undefined) {
      extension = this.#evaluate(query, step, `${query.canon.slice(0, -1)},${text}]`);
      query.extensions.set(text, extension);
    }
    return extension;
  }

  /** The query that a canonical text describes; null when it is none. */
  parse(canon: string): Query | null {
    const steps = parseSteps(canon);
    if (steps === null) return null;
    return steps.slice(1).reduce((query, step) => this.extend(query, step), this.source(steps[0] as Step));
  }

  #evaluate(query: Query, step: Step, canon: string): Query {
    const [name, ...args] = step;
    if (name === 'group') return this.#group(query, path(args[0]), canon);
    return new Query(this.#index, canon, this.#pages(query, name, args), null);
  }

  #pages(query: Query, name: string, args: readonly Json[]): readonly PageNumber[] {
    if (name === 'where') return this.#where(query, path(args[0]), args[1], args[2] ?? null);
    if (name === 'sort') return sorted(query.pages, this.#read(path(args[0])), args[1] === 'desc');
    if (name === 'at') return query.groups?.find((group) => group.id === args[0])?.pages ?? [];
    return sliced(query.pages, name, Number(args[0] ?? 0));
  }

  #read(field: FieldPath): Read<PageNumber> {
    return (page) => fieldValue(this.#index, this.#index.record(page), field);
  }

  #where(query: Query, field: FieldPath, operator: Json | undefined, encoded: Json): readonly PageNumber[] {
    const read = this.#read(field);
    if (operator === undefined) return query.pages.filter((page) => truthy(read(page)));
    const wanted = decodeArgument(this.#index, encoded);
    const key = operator === '==' && !Array.isArray(wanted) ? equalityKey(wanted) : null;
    if (key !== null && !isDateField(field)) return this.#table(query, field).get(key) ?? [];
    return query.pages.filter((page) => passes(this.#index, read(page), operator as Operator, wanted));
  }

  /** Pages by the value of a field, so that a query per term or author does not walk the site each time. */
  #table(query: Query, field: FieldPath): Map<string, PageNumber[]> {
    const name = `${field.join('.')}@${query.canon}`;
    let table = this.#byValue.get(name);
    if (table === undefined) {
      table = new Map();
      const read = this.#read(field);
      for (const page of query.pages) addToTable(table, read(page), page);
      this.#byValue.set(name, table);
    }
    return table;
  }

  #group(query: Query, field: FieldPath, canon: string): Query {
    const groups: Group[] = grouped(query.pages, this.#read(field)).map(({ id, value, items }) => ({
      id,
      value,
      pages: items,
    }));
    const pages = groups.flatMap((group) => group.pages);
    return new Query(this.#index, canon, pages, groups);
  }
}

function addToTable(table: Map<string, PageNumber[]>, value: unknown, page: PageNumber): void {
  const keys = new Set((Array.isArray(value) ? value : [value]).map(equalityKey));
  for (const key of keys) {
    if (key === null) continue;
    const pages = table.get(key);
    if (pages === undefined) table.set(key, [page]);
    else pages.push(page);
  }
}

/** Dates are compared with text by their instants, which needs the walk. */
function isDateField(field: FieldPath): boolean {
  const last = field.at(-1) as string;
  return last === 'date' || last === 'lastmod' || last === 'expires';
}

function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function path(value: Json | undefined): FieldPath {
  return String(value).split('.');
}

function parseSteps(canon: string): Step[] | null {
  try {
    const steps: unknown = JSON.parse(canon);
    return Array.isArray(steps) && steps.length > 0 && steps.every(Array.isArray) ? (steps as unknown as Step[]) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Pages as a sitemap lists them: by address. */
export function byUrl(pages: readonly PageRecord[], numbers: PageNumber[]): PageNumber[] {
  return numbers.sort((a, b) => compareCodePoints((pages[a] as PageRecord).url, (pages[b] as PageRecord).url) || a - b);
}

/** What a list's ids come to, for `query:` keys. */
export function queryText(index: SiteIndex, query: Query): string {
  if (query.groups === null) return JSON.stringify(query.pages.map((page) => index.record(page).id));
  return JSON.stringify(query.groups.map((group) => [group.id, ...group.pages.map((page) => index.record(page).id)]));
}
