/** A page as templates see it. Its getters are all that there is: nothing else of a page can be reached from a template. */
import type { ListRecord, PageNumber, PageRecord } from '../../shared/snapshot.ts';
import { currentRecorder, type Recorder, running } from '../trace/recorder.ts';
import * as fields from './fields.ts';
import { deepFreeze, NOTHING } from './frozen.ts';
import { markSafe } from './markup.ts';
import type { Query } from './query.ts';
import { ReadPath, recordedMap } from './recorded-map.ts';
import { ResourceView, type TermView } from './resource-view.ts';
import type { SiteDate } from './site-date.ts';
import type { SiteIndex } from './site-index.ts';
import { nested, type TocEntry } from './toc.ts';

const WORDS_PER_MINUTE = 200;

/**
 * One class for the page that is rendered, for another page and for one that was reached by walking a collection; they
 * differ in what a read notes: `self:ID`, `page:ID.FIELD`, or `column:FIELD@CANON` once for all pages of the collection.
 */
export class PageView {
  readonly #index: SiteIndex;
  readonly #number: PageNumber;
  readonly #page: PageRecord;
  readonly #self: boolean;
  /** The collection that it belongs to; null when it was not reached by walking one. */
  readonly #query: Query | null;
  /** The recorder that has noted `self:ID`. */
  #noted: Recorder | null = null;
  #params: object | null = null;
  #resources: readonly ResourceView[] | null = null;

  constructor(index: SiteIndex, number: PageNumber, self: boolean, query: Query | null) {
    this.#index = index;
    this.#number = number;
    this.#page = index.record(number);
    this.#self = self;
    this.#query = query;
  }

  /** The page behind a view; null for anything else. */
  static numberOf(value: unknown): PageNumber | null {
    return typeof value === 'object' && value !== null && #number in value ? value.#number : null;
  }

  /** The id of the page behind a view; null for anything else. */
  static idOf(value: object): string | null {
    return #page in value ? value.#page.id : null;
  }

  #note(field: fields.Field): void {
    if (this.#query !== null) {
      this.#query.noteColumn(field);
    } else if (this.#self && field.own) {
      if (this.#noted === running.recorder && this.#noted !== null) return;
      this.#noted = currentRecorder();
      this.#noted.read(`self:${this.#page.id}`);
    } else {
      currentRecorder().read(`page:${this.#page.id}.${field.name}`);
    }
  }

  get title(): string {
    this.#note(fields.title);
    return this.#page.title;
  }

  get url(): string {
    this.#note(fields.url);
    return this.#page.url;
  }

  get permalink(): string {
    this.#note(fields.url);
    return this.#index.absolute(this.#page.url);
  }

  get date(): SiteDate | null {
    this.#note(fields.date);
    return this.#index.date(this.#page.date);
  }

  get lastmod(): SiteDate | null {
    this.#note(fields.lastmod);
    return this.#index.date(this.#page.lastmod);
  }

  get expires(): SiteDate | null {
    this.#note(fields.expires);
    return this.#index.date(this.#page.expires);
  }

  get summary(): string | null {
    this.#note(fields.summary);
    return this.#page.summary;
  }

  get description(): string | null {
    this.#note(fields.description);
    return this.#page.description;
  }

  get weight(): number | null {
    this.#note(fields.weight);
    return this.#page.weight;
  }

  get draft(): boolean {
    this.#note(fields.draft);
    return this.#page.draft;
  }

  get unlisted(): boolean {
    this.#note(fields.unlisted);
    return this.#page.unlisted;
  }

  get words(): number {
    this.#note(fields.words);
    return this.#page.words;
  }

  /** Minutes; 0 for a page without text. */
  get readingTime(): number {
    this.#note(fields.words);
    return minutesOf(this.#page.words);
  }

  get aliases(): readonly string[] {
    this.#note(fields.aliases);
    return deepFreeze(this.#page.aliases);
  }

  get source(): string | null {
    this.#note(fields.sourceField);
    return this.#page.source;
  }

  // Kind and language are part of a page's identity: they cannot change while the page is the same.
  get kind(): string {
    return this.#page.kind;
  }

  get language(): string {
    return this.#page.language;
  }

  get taxonomy(): string | null {
    this.#note(fields.taxonomy);
    return this.#page.list?.taxonomy ?? null;
  }

  get term(): string | null {
    this.#note(fields.term);
    return this.#page.list?.term ?? null;
  }

  get params(): object {
    if (this.#self) {
      this.#note(fields.params);
      return deepFreeze(this.#page.params);
    }
    this.#params ??= recordedMap(this.#page.params, this.#paramsPath());
    return this.#params;
  }

  #paramsPath(): ReadPath {
    return this.#query?.paramsPath ?? new ReadPath(`page:${this.#page.id}.params`, '/', '');
  }

  get resources(): readonly ResourceView[] {
    this.#note(fields.resources);
    this.#resources ??= Object.freeze(this.#page.resources.map((resource) => new ResourceView(this.#index, resource)));
    return this.#resources;
  }

  get content(): object {
    return markSafe(this.#index.content(this.#page.id));
  }

  get toc(): readonly TocEntry[] {
    this.#note(fields.body);
    return this.#page.body === null ? NOTHING : nested(this.#index.headings(this.#number));
  }

  get prev(): PageView | null {
    return this.#related(fields.prev, this.#page.prev);
  }

  get next(): PageView | null {
    return this.#related(fields.next, this.#page.next);
  }

  get parent(): PageView | null {
    return this.#related(fields.parent, this.#page.parent);
  }

  get section(): PageView | null {
    return this.#related(fields.section, this.#page.section);
  }

  #related(field: fields.Field, page: PageNumber | null): PageView | null {
    this.#note(field);
    return page === null ? null : this.#index.otherPage(page);
  }

  get ancestors(): readonly PageView[] {
    this.#note(fields.ancestors);
    return Object.freeze(this.#page.ancestors.map((page) => this.#index.otherPage(page)));
  }

  get pages(): readonly unknown[] {
    return this.#list('pages');
  }

  get allPages(): readonly unknown[] {
    return this.#list('allPages');
  }

  get sections(): readonly unknown[] {
    return this.#list('sections');
  }

  /** The pages of a taxonomy's terms. */
  get terms(): readonly unknown[] {
    return this.#page.kind === 'taxonomy' ? this.#list('pages') : NOTHING;
  }

  /** Whether a page is a list follows from its kind, so that an empty answer needs no note. */
  #list(name: keyof ListRecord & ('pages' | 'allPages' | 'sections')): readonly unknown[] {
    return this.#page.list === null ? NOTHING : this.#index.collection([name, this.#page.id]);
  }

  /** The page's terms in one taxonomy. Called by the getters that `pageViewFor` makes. */
  static terms(view: PageView, field: fields.Field): readonly TermView[] {
    view.#note(field);
    return view.#index.termsOf(view.#page, field.name);
  }
}

export type PageViewClass = typeof PageView;

/** The class of one site's pages: PageView with a getter for each taxonomy, unless a field has that name. */
export function pageViewFor(taxonomies: readonly fields.Field[]): PageViewClass {
  class SitePageView extends PageView {}
  for (const field of taxonomies) {
    if (field.name in PageView.prototype) continue;
    const get = function (this: PageView): readonly TermView[] {
      return PageView.terms(this, field);
    };
    Object.defineProperty(SitePageView.prototype, field.name, { get, configurable: true });
  }
  return SitePageView;
}

export function minutesOf(words: number): number {
  return words === 0 ? 0 : Math.max(1, Math.ceil(words / WORDS_PER_MINUTE));
}

/** Whether a name is one of a page's own, for "did you mean" and for lists that are sorted by a field. */
export function pageFieldNames(): string[] {
  return Object.getOwnPropertyNames(PageView.prototype).filter((name) => name !== 'constructor');
}

/** What marks call a page, whichever way led to it; null for anything else. */
export function pagePath(value: object): readonly string[] | null {
  const id = PageView.idOf(value);
  return id === null ? null : ['page', id];
}

/** Views differ by the way that led to them; the page behind them is one. */
export function samePage(a: unknown, b: unknown): boolean {
  const page = PageView.numberOf(a);
  return page !== null && page === PageView.numberOf(b);
}
