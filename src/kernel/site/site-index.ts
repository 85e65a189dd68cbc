/** One version of a site, ready to be read by templates. Everything in it is made when it is first asked for. */
import type { SiteConfig } from '../../shared/config.ts';
import type { AssetRecord, Heading, PageNumber, PageRecord, SiteSnapshot } from '../../shared/snapshot.ts';
import { embedsTooDeep } from '../templates/fault.ts';
import { pay } from '../templates/fuel.ts';
import type { TemplateSet } from '../templates/types.ts';
import { currentRecorder, type Recorder } from '../trace/recorder.ts';
import { type ContentNode, Contents } from './content.ts';
import { FIELD_COUNT, type Field } from './fields.ts';
import { Fingerprints, type IndexChange, listDifference } from './fingerprints.ts';
import { NOTHING } from './frozen.ts';
import { Lookups } from './lookups.ts';
import { type PageView, type PageViewClass, pageViewFor } from './page-view.ts';
import type { Query, Step } from './query.ts';
import { byUrl, Queries } from './query-steps.ts';
import { TermView } from './resource-view.ts';
import { SiteDate } from './site-date.ts';
import { type SharedContext, sharedContext } from './views.ts';

/** Fuel for one embed, whatever its template does: making its context and entering it takes as long as so many loop turns. */
const EMBED_COST = 50;

/** Trailing slashes only: `url` in the settings always ends with one. */
const trailingPath = /^(https?:\/\/[^/]*).*$/i;

export class SiteIndex {
  readonly config: SiteConfig;
  readonly lookups: Lookups;
  readonly queries: Queries;
  readonly contents: Contents;
  readonly #fingerprints: Fingerprints;
  readonly #view: PageViewClass;
  readonly #taxonomies: ReadonlyMap<string, Field>;
  readonly #selves: PageView[] = [];
  readonly #others: PageView[] = [];
  readonly #dates = new Map<string, SiteDate>();
  readonly #terms = new Map<string, TermView>();
  readonly #origin: string;
  #templates: TemplateSet | null = null;
  #shared: SharedContext | null = null;
  readonly #depths = new WeakMap<Recorder, number>();

  /**
   * @param snapshot with its lists over several pages joined (`joinPaginatedLists`)
   * @param bodies gives the buffer of a batch of parsed bodies, by its number
   * @param encoder version of what encodes images; part of every variant's name
   * @param lookups of another index whose names lead to the same
   */
  constructor(
    readonly snapshot: SiteSnapshot,
    bodies: (buffer: number) => Uint8Array,
    readonly encoder: string = '',
    lookups: Lookups | null = null,
  ) {
    this.config = snapshot.config;
    this.lookups = lookups ?? new Lookups(snapshot);
    this.queries = new Queries(this);
    this.contents = new Contents(this, bodies);
    this.#fingerprints = new Fingerprints(this);
    this.#taxonomies = taxonomyFields(snapshot, (page, name) => this.#termsText(page, name));
    this.#view = pageViewFor([...this.#taxonomies.values()]);
    this.#origin = snapshot.config.url.replace(trailingPath, '$1');
  }

  /** Called once, when the templates are compiled: embeds need them, and they need the library, which needs this index. */
  useTemplates(templates: TemplateSet): void {
    this.#templates = templates;
  }

  get templates(): TemplateSet {
    if (this.#templates === null) throw new Error('the index has no templates yet');
    return this.#templates;
  }

  /** The names that every template sees. */
  get shared(): SharedContext {
    this.#shared ??= sharedContext(this);
    return this.#shared;
  }

  /**
   * Runs work that may lead to itself again within one render (an embed whose text holds the same embed).
   * @throws TemplateFault when it does so more than `most` times
   */
  nested<T>(most: number, work: () => T): T {
    const recorder = currentRecorder();
    const depth = this.#depths.get(recorder) ?? 0;
    pay(recorder, EMBED_COST);
    if (depth >= most) throw embedsTooDeep(most, recorder);
    this.#depths.set(recorder, depth + 1);
    try {
      return work();
    } finally {
      this.#depths.set(recorder, depth);
    }
  }

  /** How many runs of `nested` are open in the running render. */
  get nesting(): number {
    return this.#depths.get(currentRecorder()) ?? 0;
  }

  record(page: PageNumber): PageRecord {
    const record = this.snapshot.pages[page];
    if (record === undefined) throw new RangeError(`there is no page ${page}`);
    return record;
  }

  pageById(id: string): PageRecord | null {
    const page = this.lookups.byId(id);
    return page === null ? null : this.record(page);
  }

  numberOfRecord(value: unknown): PageNumber | null {
    if (typeof value !== 'object' || value === null || !('id' in value) || !('output' in value)) return null;
    return this.lookups.byId((value as PageRecord).id);
  }

  /** The view that a page's own render has. */
  selfPage(page: PageNumber): PageView {
    this.#selves[page] ??= new this.#view(this, page, true, null);
    return this.#selves[page];
  }

  /** A page that was reached through a field of another, a menu or a lookup. */
  otherPage(page: PageNumber): PageView {
    this.#others[page] ??= new this.#view(this, page, false, null);
    return this.#others[page];
  }

  /** A page as an element of a collection. */
  memberPage(page: PageNumber, query: Query): PageView {
    return new this.#view(this, page, false, query);
  }

  /** The frozen array of a collection's page views. */
  collection(source: Step): readonly unknown[] {
    return this.queries.source(source).array;
  }

  /** The pages that a query begins with. */
  sourcePages([name, id]: Step): readonly PageNumber[] {
    const { sitePages, sections, taxonomies } = this.snapshot;
    if (name === 'site.pages') return sitePages;
    if (name === 'site.sections') return sections;
    if (name === 'listed') return this.#listed();
    if (typeof id !== 'string') return NOTHING;
    if (name === 'terms')
      return Object.hasOwn(taxonomies, id) ? taxonomies[id]!.terms.map((term) => term.page) : NOTHING;
    const list = this.pageById(id)?.list ?? null;
    if (list === null) return NOTHING;
    if (name === 'items') return list.paginator?.items ?? NOTHING;
    if (name === 'numbers') return list.paginator?.pages ?? NOTHING;
    return name === 'pages' || name === 'allPages' || name === 'sections' ? list[name] : NOTHING;
  }

  /** What a sitemap lists: of a list over several pages the first, and nothing that asks search engines to stay away. */
  #listed(): PageNumber[] {
    const { pages } = this.snapshot;
    const numbers = pages.flatMap((page, number) => (isForSearch(page) ? [number] : []));
    return byUrl(pages, numbers);
  }

  /** An asset or a bundle's file by its name in the manifest. Notes the look-up, found or not. */
  asset(name: string): AssetRecord | null {
    currentRecorder().read(`asset:${name}`);
    return this.lookups.asset(name);
  }

  /** The URL of the document or bundle file at a source path; null when there is none. Notes nothing. */
  linkAt(source: string): string | null {
    const page = this.lookups.bySource(source);
    return page === null ? (this.lookups.resource(source)?.url ?? null) : this.record(page).url;
  }

  /** A root-relative URL (with the base path) as an absolute one. */
  absolute(url: string): string {
    currentRecorder().read('site:url');
    return this.#origin + url;
  }

  date(iso: string | null): SiteDate | null {
    if (iso === null) return null;
    let date = this.#dates.get(iso);
    if (date === undefined) {
      date = new SiteDate(iso);
      this.#dates.set(iso, date);
    }
    return date;
  }

  isTaxonomy(name: string): boolean {
    return this.#taxonomies.has(name);
  }

  taxonomyField(name: string): Field | undefined {
    return this.#taxonomies.get(name);
  }

  termsOf(page: PageRecord, taxonomy: string): readonly TermView[] {
    const names = Object.hasOwn(page.taxonomies, taxonomy) ? (page.taxonomies[taxonomy] as string[]) : NOTHING;
    return names.length === 0 ? NOTHING : Object.freeze(names.map((name) => this.#term(taxonomy, name)));
  }

  #term(taxonomy: string, name: string): TermView {
    const key = `${taxonomy}\n${name}`;
    let term = this.#terms.get(key);
    if (term === undefined) {
      term = new TermView(this, name, this.lookups.term(taxonomy, name));
      this.#terms.set(key, term);
    }
    return term;
  }

  #termsText(page: PageRecord, taxonomy: string): string {
    const names = Object.hasOwn(page.taxonomies, taxonomy) ? (page.taxonomies[taxonomy] as string[]) : NOTHING;
    return JSON.stringify(
      names.map((name) => {
        const term = this.lookups.term(taxonomy, name);
        return [name, term === null ? null : this.record(term).id];
      }),
    );
  }

  headings(page: PageNumber): readonly Heading[] {
    return this.contents.headings(page);
  }

  /** The page's text as HTML with its holes filled. Notes `content:ID`; what it read and asked for is in its own node. */
  content(id: string): string {
    return this.contents.read(id);
  }

  /** The node of a page's content, filled if it was not: its trace, its findings. */
  contentNode(id: string): ContentNode {
    return this.contents.node(id);
  }

  /** Keeps the lists and fingerprints of the version before that are the same in this one. Only the newest version should be asked for any. */
  succeed(before: SiteIndex, change: IndexChange): void {
    this.queries.succeed(before.queries, listDifference(change.pages));
    this.#fingerprints.succeed(before.#fingerprints, change);
  }

  /** "absent" for what is not there. Short values are their own fingerprint. */
  fingerprint(key: string): string {
    return this.#fingerprints.of(key);
  }
}

function isForSearch(page: PageRecord): boolean {
  const isFirst = (page.list?.paginator?.number ?? 1) === 1;
  return isFirst && !page.unlisted && page.kind !== '404' && page.params.noindex !== true;
}

/** Taxonomies as fields of pages. `tags` is always one, so that themes may rely on it. */
function taxonomyFields(
  snapshot: SiteSnapshot,
  text: (page: PageRecord, name: string) => string,
): ReadonlyMap<string, Field> {
  const names = new Set(['tags', ...Object.keys(snapshot.config.taxonomies), ...Object.keys(snapshot.taxonomies)]);
  const fields = [...names]
    .sort()
    .map((name, i): [string, Field] => [
      name,
      { name, slot: FIELD_COUNT + i, own: false, text: (_, page) => text(page, name) },
    ]);
  return new Map(fields);
}
