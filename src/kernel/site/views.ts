/** The other names that templates see beside `page`: site, menus, data, paginator, build. Their getters are all that there is. */
import type { MenuItem, PageNumber, PaginatorRecord } from '../../shared/snapshot.ts';
import { firstPageId } from '../paginated.ts';
import { currentRecorder } from '../trace/recorder.ts';
import { paginator as paginatorField } from './fields.ts';
import { report } from './findings.ts';
import { NOTHING } from './frozen.ts';
import type { PageView } from './page-view.ts';
import { ReadOnly } from './read-only.ts';
import { ReadPath, recordedMap } from './recorded-map.ts';
import { SiteDate } from './site-date.ts';
import type { SiteIndex } from './site-index.ts';
import { isoIn } from './zone.ts';

class SiteView {
  readonly #index: SiteIndex;
  readonly #params: object;
  #taxonomies: object | null = null;
  #pages: readonly unknown[] | null = null;

  constructor(index: SiteIndex) {
    this.#index = index;
    this.#params = recordedMap(index.snapshot.params, new ReadPath('site:params', '.', ''));
  }

  get title(): string {
    currentRecorder().read('site:title');
    return this.#index.config.title;
  }

  get description(): string | null {
    currentRecorder().read('site:description');
    return this.#index.config.description;
  }

  /** Absolute, with the base path and a slash at its end. */
  get url(): string {
    currentRecorder().read('site:url');
    return this.#index.config.url;
  }

  get language(): string {
    currentRecorder().read('site:language');
    return this.#index.config.language;
  }

  get params(): object {
    return this.#params;
  }

  get home(): PageView {
    currentRecorder().read('site:home');
    return this.#index.otherPage(this.#index.snapshot.home);
  }

  get pages(): readonly unknown[] {
    this.#pages ??= this.#index.collection(['site.pages']);
    return this.#pages;
  }

  get sections(): readonly unknown[] {
    return this.#index.collection(['site.sections']);
  }

  get taxonomies(): object {
    currentRecorder().read('site:taxonomies');
    this.#taxonomies ??= taxonomyViews(this.#index);
    return this.#taxonomies;
  }
}

function taxonomyViews(index: SiteIndex): object {
  const entries = Object.entries(index.snapshot.taxonomies);
  const views = entries.map(([name, { page }]) => [name, new TaxonomyView(index, name, page)] as const);
  return Object.freeze(Object.assign(Object.create(null) as object, Object.fromEntries(views)));
}

/** A taxonomy: its page and the pages of its terms. */
class TaxonomyView {
  readonly #index: SiteIndex;
  readonly #page: PageNumber | null;

  /** @param page null when no page has a term of it */
  constructor(
    index: SiteIndex,
    readonly name: string,
    page: PageNumber | null,
  ) {
    this.#index = index;
    this.#page = page;
    Object.freeze(this);
  }

  get page(): PageView | null {
    return this.#page === null ? null : this.#index.otherPage(this.#page);
  }

  get title(): string {
    return this.page?.title ?? this.name;
  }

  get url(): string | null {
    return this.page?.url ?? null;
  }

  get terms(): readonly unknown[] {
    return this.#index.collection(['terms', this.name]);
  }

  toString(): string {
    return this.name;
  }
}

/** An entry of a menu. All of it is covered by `menu:NAME`; its page notes its own reads. */
class MenuItemView {
  readonly #index: SiteIndex;
  readonly #page: PageNumber | null;
  readonly children: readonly MenuItemView[];

  private constructor(
    index: SiteIndex,
    readonly title: string,
    readonly url: string,
    readonly weight: number | null,
    page: PageNumber | null,
    children: readonly MenuItem[],
  ) {
    this.#index = index;
    this.#page = page;
    this.children = MenuItemView.list(index, children);
    Object.freeze(this);
  }

  static list(index: SiteIndex, items: readonly MenuItem[]): readonly MenuItemView[] {
    if (items.length === 0) return NOTHING;
    return Object.freeze(
      items.map((item) => new MenuItemView(index, item.title, item.url, item.weight, item.page, item.children)),
    );
  }

  /** The page that it leads to; null for an address elsewhere. */
  get page(): PageView | null {
    return this.#page === null ? null : this.#index.otherPage(this.#page);
  }

  /** Whether the page that is rendered is this entry's, continues its list or lies below it. Everything lies below the home page: that does not count. */
  get active(): boolean {
    const recorder = currentRecorder();
    const current = this.#index.pageById(recorder.page);
    if (current === null || this.#page === null) return false;
    recorder.read(`page:${current.id}.ancestors`);
    if (this.#index.record(this.#page).id === firstPageId(current.id)) return true;
    return this.#page !== this.#index.snapshot.home && current.ancestors.includes(this.#page);
  }
}

/** Menus by name. A proxy, since a menu that is not there is a read too. */
class MenusReader extends ReadOnly implements ProxyHandler<object> {
  readonly #known = new Map<string, readonly MenuItemView[]>();

  constructor(private readonly index: SiteIndex) {
    super();
  }

  get(_target: object, name: string | symbol): unknown {
    if (typeof name === 'symbol') return undefined;
    const { menus } = this.index.snapshot;
    currentRecorder().read(`menu:${name}`);
    if (!Object.hasOwn(menus, name)) return undefined;
    let menu = this.#known.get(name);
    if (menu === undefined) {
      menu = MenuItemView.list(this.index, menus[name] as MenuItem[]);
      this.#known.set(name, menu);
    }
    return menu;
  }

  has(_target: object, name: string | symbol): boolean {
    return this.get(_target, name) !== undefined;
  }

  ownKeys(): string[] {
    currentRecorder().read('site:menus');
    return Object.keys(this.index.snapshot.menus);
  }

  getOwnPropertyDescriptor(_target: object, name: string | symbol): PropertyDescriptor | undefined {
    if (typeof name === 'symbol' || !Object.hasOwn(this.index.snapshot.menus, name)) return undefined;
    return { value: this.get(_target, name), enumerable: true, configurable: true, writable: false };
  }
}

function menusView(index: SiteIndex): object {
  return new Proxy({}, new MenusReader(index));
}

function dataView(index: SiteIndex): object {
  return recordedMap(index.snapshot.data, new ReadPath('data:', '.', '', true));
}

/** One page of a list that goes over several. */
export class PaginatorView {
  readonly #index: SiteIndex;
  readonly #id: string;
  readonly #record: PaginatorRecord;

  constructor(index: SiteIndex, page: PageNumber, record: PaginatorRecord) {
    this.#index = index;
    this.#id = index.record(page).id;
    this.#record = record;
  }

  #note(): void {
    currentRecorder().read(`page:${this.#id}.${paginatorField.name}`);
  }

  /** 1-based. */
  get number(): number {
    this.#note();
    return this.#record.number;
  }

  /** Items per page. */
  get size(): number {
    this.#note();
    return this.#record.size;
  }

  /** Items of the whole list. */
  get total(): number {
    this.#note();
    return this.#record.total;
  }

  get items(): readonly unknown[] {
    return this.#index.collection(['items', this.#id]);
  }

  get pages(): readonly unknown[] {
    return this.#index.collection(['numbers', this.#id]);
  }

  get prev(): PageView | null {
    return this.#at(this.#record.number - 2);
  }

  get next(): PageView | null {
    return this.#at(this.#record.number);
  }

  get first(): PageView | null {
    return this.#at(0);
  }

  get last(): PageView | null {
    return this.#at(this.#record.pages.length - 1);
  }

  #at(position: number): PageView | null {
    this.#note();
    const page = this.#record.pages[position];
    return page === undefined ? null : this.#index.otherPage(page);
  }
}

class BuildView {
  readonly #index: SiteIndex;

  constructor(index: SiteIndex) {
    this.#index = index;
  }

  /** When the build began, by the site's clock. A page that shows it differs with every build: once a page, a hint says so. */
  get time(): SiteDate {
    const recorder = currentRecorder();
    if (!recorder.keys.has('time')) {
      recorder.read('time');
      recorder.read('site:timezone');
      report('build-time-read', {}, 'build.time makes this page differ from build to build');
    }
    const { snapshot, config } = this.#index;
    return new SiteDate(isoIn(config.timezone, Date.parse(snapshot.time)));
  }
}

/** The names that every template of a site sees, whatever it renders. */
export interface SharedContext {
  site: SiteView;
  menus: object;
  data: object;
  build: BuildView;
}

export function sharedContext(index: SiteIndex): SharedContext {
  return Object.freeze({
    site: new SiteView(index),
    menus: menusView(index),
    data: dataView(index),
    build: new BuildView(index),
  });
}
