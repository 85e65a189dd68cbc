/**
 * Collections. What a template holds is a frozen array of page views that knows the query it came from; filters build new
 * queries from it. A query is worked out once per version of the index and canonical text, and becomes part of a page's trace
 * only when its elements are looked at (`consume`), so that `site.pages | where(…)` does not depend on all pages.
 */
import type { Json } from '../../shared/config.ts';
import type { PageNumber } from '../../shared/snapshot.ts';
import { type Recorder, running } from '../trace/recorder.ts';
import type { Field } from './fields.ts';
import { ReadPath } from './recorded-map.ts';
import type { SiteIndex } from './site-index.ts';

/** A source (["site.pages"], ["pages", ID]) or an operation (["where", "draft", "==", true]) with literal arguments. */
export type Step = readonly [name: string, ...args: Json[]];

/** The pages of one value of a field. */
export interface Group {
  /** What tells groups apart, as text. */
  id: string;
  value: unknown;
  pages: PageNumber[];
}

const QUERY = Symbol('query');

type Collection = readonly unknown[] & { readonly [QUERY]?: Query };

/** The query behind a collection; undefined for any other value. */
export function queryOf(value: unknown): Query | undefined {
  return Array.isArray(value) ? (value as Collection)[QUERY] : undefined;
}

/** Called with what a template looks into: a collection becomes part of the running render's trace. */
export function consume(value: object): void {
  if (Array.isArray(value)) (value as Collection)[QUERY]?.consume();
}

export class Query {
  readonly #index: SiteIndex;
  #array: readonly unknown[] | null = null;
  #consumer: Recorder | null = null;
  /** By slot of the field: the recorder that has noted its column. */
  readonly #columns: (Recorder | null)[] = [];
  // Keys are made once: the recorders' sets then find their hashes made too.
  readonly #columnKeys: string[] = [];
  readonly #key: string;
  /** The queries that were built from this one, by their last step's text. */
  readonly extensions = new Map<string, Query>();
  #params: ReadPath | null = null;

  /**
   * @param canon the canonical text: JSON of its steps
   * @param groups not null when its last step is a grouping; then `pages` holds the pages of all groups, in their order
   */
  constructor(
    index: SiteIndex,
    readonly canon: string,
    readonly pages: readonly PageNumber[],
    readonly groups: readonly Group[] | null,
  ) {
    this.#index = index;
    this.#key = `query:${canon}`;
  }

  consume(): void {
    if (this.#consumer === running.recorder && this.#consumer !== null) return;
    this.#consumer = recorder();
    this.#consumer.read(this.#key);
  }

  noteColumn(field: Field): void {
    const noted = this.#columns[field.slot];
    if (noted !== undefined && noted === running.recorder) return;
    this.#columns[field.slot] = recorder();
    this.#columnKeys[field.slot] ??= `column:${field.name}@${this.canon}`;
    recorder().read(this.#columnKeys[field.slot] as string);
  }

  get paramsPath(): ReadPath {
    this.#params ??= new ReadPath('column:params', '/', `@${this.canon}`);
    return this.#params;
  }

  /** What templates hold. The same array each time. */
  get array(): readonly unknown[] {
    this.#array ??= this.#makeArray();
    return this.#array;
  }

  #makeArray(): readonly unknown[] {
    const elements: unknown[] =
      this.groups === null
        ? this.pages.map((page) => this.#index.memberPage(page, this))
        : this.groups.map((group) => new GroupView(this.#index, this, group));
    Object.defineProperty(elements, QUERY, { value: this });
    return Object.freeze(elements);
  }
}

function recorder(): Recorder {
  if (running.recorder === null) throw new Error('read outside a render');
  return running.recorder;
}

/** One group: `key` and its pages. What it is called and holds is covered by the query of the grouping. */
class GroupView {
  readonly #index: SiteIndex;
  readonly #query: Query;
  readonly #group: Group;

  constructor(index: SiteIndex, query: Query, group: Group) {
    this.#index = index;
    this.#query = query;
    this.#group = group;
  }

  /** The value that its pages share; null for those without one. */
  get key(): unknown {
    const { value } = this.#group;
    const page = this.#index.numberOfRecord(value);
    return page === null ? value : this.#index.otherPage(page);
  }

  get pages(): readonly unknown[] {
    return this.#index.queries.extend(this.#query, ['at', this.#group.id]).array;
  }

  toString(): string {
    return String(this.key ?? '');
  }
}
