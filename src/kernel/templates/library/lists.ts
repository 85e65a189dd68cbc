/** Lists: `where`, `sort`, `group` and their kin. On a site's collections they build queries; on other lists they work at once. */
import type { Json } from '../../../shared/config.ts';
import { NOTHING } from '../../site/frozen.ts';
import { Names } from '../../site/nearest.ts';
import { PageView, pageFieldNames } from '../../site/page-view.ts';
import { type Query, queryOf, type Step } from '../../site/query.ts';
import { grouped, sliced, sorted } from '../../site/query-steps.ts';
import {
  decodeArgument,
  encodeArgument,
  entryValue,
  equal,
  isOperator,
  isQueryField,
  type Operator,
  operators,
  passes,
  queryFields,
} from '../../site/query-values.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import { currentRecorder } from '../../trace/recorder.ts';
import { pay, weighList } from '../fuel.ts';
import { finite, misuse, text } from './arguments.ts';
import type { Functions } from './library.ts';

export const queryFilters: readonly string[] = [
  'where',
  'sort',
  'group',
  'limit',
  'offset',
  'first',
  'last',
  'reverse',
];

const spellings: Record<string, Operator> = {
  '=': '==',
  '===': '==',
  eq: '==',
  '!==': '!=',
  '<>': '!=',
  contains: 'has',
};

export function listFilters(index: SiteIndex): Functions {
  const slice = (name: 'limit' | 'offset') => (value: unknown, count: unknown) =>
    run(index, value, name, whole(count, name));
  return {
    where: (value, field, ...args) => where(index, value, field, args),
    sort: (value, field, direction) => sort(index, value, field, direction),
    group: (value, field) => group(index, value, field),
    limit: slice('limit'),
    offset: slice('offset'),
    first: (value, count) => end(index, value, 'limit', count),
    last: (value, count) => end(index, value, 'last', count),
    groupby: (value, field) => groupBy(value, field),
    reverse: (value) => (typeof value === 'string' ? [...value].reverse().join('') : run(index, value, 'reverse', 0)),
    has: (value, wanted) =>
      Array.isArray(value) && plainList(value, 'has').some((entry) => equal(entry, plainOf(wanted))),
  };
}

export function listTests(index: SiteIndex): Functions {
  return { containing: (value, wanted) => Boolean(listFilters(index).has?.(value, wanted)) };
}

function plainOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !(value instanceof PageView) ? String(value) : value;
}

/** A plain list; null for what is a collection of the site (`queryOf`). What is no list is reported and taken for empty. */
function plainList(value: unknown, filter: string): readonly unknown[] {
  if (Array.isArray(value)) {
    weighList(currentRecorder(), value);
    return value;
  }
  if (value !== null && value !== undefined) misuse(`${filter} works on lists, and this is none`);
  return NOTHING;
}

function where(index: SiteIndex, value: unknown, field: unknown, args: readonly unknown[]): readonly unknown[] {
  const path = fieldPath(field);
  const test = testOf(index, args);
  const query = pagesOf(value);
  if (query !== null) {
    if (!knownField(index, path)) return value as readonly unknown[];
    return extended(index, query, test === null ? ['where', path] : ['where', path, test.operator, test.wanted]);
  }
  const steps = path.split('.');
  const wanted = test === null ? null : decodeArgument(index, test.wanted);
  const keep = (entry: unknown): boolean => {
    const found = entryValue(entry, steps);
    if (test !== null) return passes(index, found, test.operator, wanted);
    return Array.isArray(found) ? found.length > 0 : Boolean(found);
  };
  return Object.freeze(plainList(value, 'where').filter(keep));
}

/** (value) and (operator, value); null for neither: what has something there passes. */
function testOf(index: SiteIndex, args: readonly unknown[]): { operator: Operator; wanted: Json } | null {
  if (args.length === 0) return null;
  if (args.length === 1) return { operator: '==', wanted: encodeArgument(index, args[0]) };
  const written = String(args[0]);
  const operator = Object.hasOwn(spellings, written) ? spellings[written] : written;
  const wanted = encodeArgument(index, args[1]);
  if (isOperator(operator)) return { operator, wanted };
  misuse(`where has no comparison “${written}”; it has ${operators.join(' ')}`);
  return { operator: '==', wanted };
}

function sort(index: SiteIndex, value: unknown, field: unknown, direction: unknown): readonly unknown[] {
  const path = field === undefined ? '' : fieldPath(field);
  const descending = direction === 'desc' || direction === true;
  const query = pagesOf(value);
  if (query === null) {
    const steps = path === '' ? [] : path.split('.');
    return Object.freeze(sorted(plainList(value, 'sort'), (entry) => entryValue(entry, steps), descending));
  }
  const name = path === '' ? 'title' : path;
  if (!knownField(index, name)) return value as readonly unknown[];
  return extended(index, query, ['sort', name, descending ? 'desc' : 'asc']);
}

/** A group of a plain list. */
interface PlainGroup {
  readonly key: unknown;
  readonly items: readonly unknown[];
}

function group(index: SiteIndex, value: unknown, field: unknown): readonly unknown[] {
  const path = fieldPath(field);
  const query = pagesOf(value);
  if (query !== null) return knownField(index, path) ? extended(index, query, ['group', path]) : NOTHING;
  const steps = path.split('.');
  const groups = grouped(plainList(value, 'group'), (entry) => entryValue(entry, steps));
  return Object.freeze(
    groups.map((made): PlainGroup => Object.freeze({ key: made.value, items: Object.freeze(made.items) })),
  );
}

/** As nunjucks has it: lists by key, for `{% for key, list in … %}`. */
function groupBy(value: unknown, field: unknown): Readonly<Record<string, readonly unknown[]>> {
  const steps = fieldPath(field).split('.');
  const lists = Object.create(null) as Record<string, readonly unknown[]>;
  for (const { value: key, items } of grouped(plainList(value, 'groupby'), (entry) => entryValue(entry, steps)))
    lists[String(key)] = Object.freeze(items);
  return Object.freeze(lists);
}

function run(
  index: SiteIndex,
  value: unknown,
  name: 'limit' | 'offset' | 'last' | 'reverse',
  count: number,
): readonly unknown[] {
  const query = pagesOf(value);
  if (query !== null) return extended(index, query, name === 'reverse' ? [name] : [name, count]);
  const list = plainList(value, name);
  queryOf(list)?.consume();
  return Object.freeze(sliced(list, name, count));
}

/** Without a count one element, or null; it depends on that element alone. */
function end(index: SiteIndex, value: unknown, name: 'limit' | 'last', count: unknown): unknown {
  if (typeof value === 'string') return name === 'limit' ? value.at(0) : value.at(-1);
  if (count !== undefined) return run(index, value, name, whole(count, name));
  const one = run(index, value, name, 1);
  queryOf(one)?.consume();
  return one[0] ?? null;
}

/** The query of a collection of pages; null for other lists, groups too. */
function pagesOf(value: unknown): Query | null {
  const query = queryOf(value);
  return query === undefined || query.groups !== null ? null : query;
}

/** Fuel for one query, and the shift for what it costs to walk a collection once: most results are known already. */
const QUERY_COST = 100;
const WALK_SHIFT = 2;

/** Paid for whether or not the result is known, so that a render costs the same whoever came before. */
function extended(index: SiteIndex, query: Query, step: Step): readonly unknown[] {
  const [name, , operator] = step;
  const walks = name === 'sort' || name === 'group' || (name === 'where' && operator !== '==');
  pay(currentRecorder(), walks ? QUERY_COST + (query.pages.length >> WALK_SHIFT) : QUERY_COST);
  return index.queries.extend(query, step).array;
}

function fieldPath(field: unknown): string {
  return (text(field) ?? '').replace(/^page\./, '');
}

let fieldNames: Names | null = null;

/** Whether pages have a field of that name; if not, that is reported and the list stays as it is. */
function knownField(index: SiteIndex, path: string): boolean {
  if (isQueryField(index, path.split('.'))) return true;
  fieldNames ??= new Names([...queryFields, ...pageFieldNames()]);
  const near = fieldNames.nearest(path);
  misuse(`pages have no field “${path}” that lists can go by; values of your own are params.${path}`, near);
  return false;
}

/** A count for a list: 0 or more. What is none leaves nothing out. */
function whole(count: unknown, filter: string): number {
  const number = finite(count);
  if (number !== null && number >= 0) return Math.floor(number);
  misuse(`${filter} needs a number, 0 or more`);
  return filter === 'offset' ? 0 : Number.MAX_SAFE_INTEGER;
}
