/** The fingerprint of the value behind a trace key, at one version of the index. */
import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../../shared/config.ts';
import type { MenuItem, PageRecord } from '../../shared/snapshot.ts';
import { type Field, fieldNamed, ownText } from './fields.ts';
import type { NameKind } from './lookups.ts';
import { queryText } from './query-steps.ts';
import { isMap, unescapeStep, valueAt } from './recorded-map.ts';
import type { SiteIndex } from './site-index.ts';

const ABSENT = 'absent';

/** A text is a node: what filling it read stands beside it in the trace, each with its own fingerprint. */
const PARTS = 'parts';

/** Values up to this many characters are their own fingerprint. */
const SHORT = 40;

/** Texts are JSON or bare words; what begins with `#` is a hash. */
function fingerprintOf(text: string): string {
  return text.length <= SHORT ? text : `#${hash('sha1', text, 'base64url')}`;
}

/** Versions of what formats dates and numbers by language and zone. */
function localeText(): string {
  return JSON.stringify([process.versions.icu ?? null, process.versions.tz ?? null]);
}

function tableIn(tables: Map<string, Map<string, string>>, name: string): Map<string, string> {
  let table = tables.get(name);
  if (table === undefined) {
    table = new Map();
    tables.set(name, table);
  }
  return table;
}

/** What of a version of the index is not what it was in the version before, whose pages are the same in the same order. */
export interface IndexChange {
  /** Ids of the pages whose records differ, with the fields that do. Neither names, addresses nor places in lists are among them. */
  pages: ReadonlyMap<string, ReadonlySet<keyof PageRecord>>;
  /** Kinds of keys whose values have to be looked up again, whichever they are ("file", "data"). */
  kinds: ReadonlySet<string>;
}

export class Fingerprints {
  readonly #index: SiteIndex;
  /** By the key's kind; of keys about one page in a table of their own. */
  #known = new Map<string, Map<string, string>>();
  /** By the page's id. */
  #ofPages = new Map<string, Map<string, string>>();
  #site: JsonObject | null = null;

  constructor(index: SiteIndex) {
    this.#index = index;
  }

  of(key: string): string {
    // Each page asks for its own once: remembering them would only fill memory.
    if (key.startsWith('self:')) return fingerprintOf(this.#text(key) ?? ABSENT);
    const table = this.#tableOf(key);
    let known = table.get(key);
    if (known === undefined) {
      known = fingerprintOf(this.#text(key) ?? ABSENT);
      table.set(key, known);
    }
    return known;
  }

  #tableOf(key: string): Map<string, string> {
    if (!key.startsWith('page:')) return tableIn(this.#known, kindOf(key));
    return tableIn(this.#ofPages, key.slice('page:'.length, key.lastIndexOf('.')));
  }

  /** Takes over what the version before has worked out and what cannot be another now. That one begins anew when it is asked. */
  succeed(before: Fingerprints, { pages, kinds }: IndexChange): void {
    this.#known = before.#known;
    this.#ofPages = before.#ofPages;
    before.#known = new Map();
    before.#ofPages = new Map();
    for (const id of pages.keys()) this.#ofPages.delete(id);
    const difference = differenceOf({ pages, kinds }, this.#index);
    for (const [kind, table] of this.#known) {
      if (!difference.ofKind(kind)) continue;
      for (const key of table.keys()) if (difference.of(key)) table.delete(key);
    }
  }

  /** The value as text; null when it is not there. */
  #text(key: string): string | null {
    const colon = key.indexOf(':');
    const rest = key.slice(colon + 1);
    const index = this.#index;
    switch (colon === -1 ? key : key.slice(0, colon)) {
      case 'file':
        return rest === '*' ? templateNames(index) : templateText(index, rest);
      case 'site':
        return this.#siteText(rest);
      case 'data':
        return mapText(index.snapshot.data, rest, '.');
      case 'menu':
        return this.#menuText(rest);
      case 'string':
        return ownJson(index.snapshot.strings, rest);
      case 'self':
        return this.#ofPage(rest, ownText);
      case 'page':
        return this.#pageText(rest);
      case 'query':
        return this.#queryText(rest);
      case 'column':
        return this.#columnText(rest);
      case 'content':
        return index.lookups.byId(rest) === null ? null : PARTS;
      case 'time':
        return index.snapshot.time;
      case 'locale':
        return localeText();
      default:
        return this.#nameText(key.slice(0, colon), rest);
    }
  }

  /** Kinds that look a name up in a table. */
  #nameText(kind: string, name: string): string | null {
    const { lookups } = this.#index;
    if (kind === 'asset') {
      const asset = lookups.asset(name);
      return asset && JSON.stringify([asset.url, asset.hash, asset.integrity, asset.kind, asset.width, asset.height]);
    }
    if (kind === 'static') return lookups.isStatic(name) ? 'present' : null;
    if (kind === 'link') return this.#index.linkAt(name);
    if (kind !== 'near') throw new Error(`unknown trace key ${kind}:${name}`);
    const dot = name.indexOf('.');
    return lookups.names(name.slice(0, dot) as NameKind).nearest(name.slice(dot + 1));
  }

  #siteText(path: string): string | null {
    this.#site ??= siteRoot(this.#index);
    return mapText(this.#site, path, '.');
  }

  #menuText(name: string): string | null {
    const { menus } = this.#index.snapshot;
    if (!Object.hasOwn(menus, name)) return null;
    return JSON.stringify((menus[name] as MenuItem[]).map((item) => this.#menuItem(item)));
  }

  #menuItem(item: MenuItem): Json {
    const page = item.page === null ? null : this.#index.record(item.page).id;
    return [item.title, item.url, page, item.weight, item.children.map((child) => this.#menuItem(child))];
  }

  #ofPage(id: string, text: (page: PageRecord) => string | null): string | null {
    const page = this.#index.pageById(id);
    return page === null ? null : text(page);
  }

  /** ID.FIELD. Fields have no dots: steps into parameters are written with `/`. */
  #pageText(rest: string): string | null {
    const dot = rest.lastIndexOf('.');
    const read = this.#fieldText(rest.slice(dot + 1));
    return read === null ? null : this.#ofPage(rest.slice(0, dot), read);
  }

  #fieldText(name: string): ((page: PageRecord) => string | null) | null {
    if (name.startsWith('params/')) {
      return (page) => mapText(page.params, name.slice('params/'.length), '/');
    }
    const field: Field | undefined = fieldNamed(name) ?? this.#index.taxonomyField(name);
    return field === undefined ? null : (page) => field.text(this.#index, page);
  }

  #queryText(canon: string): string | null {
    const query = this.#index.queries.parse(canon);
    return query === null ? null : queryText(this.#index, query);
  }

  #columnText(rest: string): string | null {
    const at = rest.indexOf('@');
    const query = this.#index.queries.parse(rest.slice(at + 1));
    const read = this.#fieldText(rest.slice(0, at));
    if (query === null || read === null) return null;
    return query.pages.map((page) => read(this.#index.record(page)) ?? ABSENT).join('\n');
  }
}

export function kindOf(key: string): string {
  const colon = key.indexOf(':');
  return colon < 0 ? key : key.slice(0, colon);
}

/** What may have another value after a change. */
export interface Difference {
  /** Whether any key of a kind may. */
  ofKind(kind: string): boolean;
  of(key: string): boolean;
}

/** @param index the version after the change */
export function differenceOf({ pages, kinds }: IndexChange, index: SiteIndex): Difference {
  const changed = [...pages].map(([id, fields]) => ({ page: index.lookups.byId(id), fields }));
  const hasOtherPages = listDifference(pages);
  /** Of lists. */
  const said = new Map<string, boolean>();
  function ofList(key: string): boolean {
    let differs = said.get(key);
    if (differs === undefined) {
      differs = hasOtherPages(key.slice(key.indexOf('[['))) || showsOther(key);
      said.set(key, differs);
    }
    return differs;
  }
  /** Whether a column has a field that changed, of a page that is in its list. */
  function showsOther(key: string): boolean {
    if (!key.startsWith('column:')) return false;
    const at = key.indexOf('@');
    const field = key.slice('column:'.length, at).split('/', 1)[0] as keyof PageRecord;
    const shown = changed.filter(({ fields }) => fields.has(field));
    if (shown.length === 0) return false;
    const query = index.queries.parse(key.slice(at + 1));
    return shown.some(({ page }) => page !== null && query?.pages.includes(page));
  }
  return {
    ofKind: (kind) => (isOfPages(kind) ? pages.size > 0 : kinds.has(kind)),
    of(key) {
      const kind = kindOf(key);
      if (kind === 'self') return pages.has(key.slice('self:'.length));
      if (kind === 'page') return pages.has(key.slice('page:'.length, key.lastIndexOf('.')));
      return isOfPages(kind) ? ofList(key) : kinds.has(kind);
    },
  };
}

/** Kinds of keys whose values are made of records. */
function isOfPages(kind: string): boolean {
  return kind === 'self' || kind === 'page' || kind === 'query' || kind === 'column';
}

/** Steps that choose or order pages by a value. `limit` and the like look at none. */
const steps = /\["(?:where|sort|group)","([^".]*)/g;
/** What leads to other pages, or is made of a field of another name. */
const indirect: ReadonlySet<string> = new Set(['section', 'parent', 'prev', 'next', 'ancestors', 'readingTime']);

/** @returns whether the list of a canonical text may have other pages. What a site map lists is decided by a parameter. */
export function listDifference(pages: IndexChange['pages']): (canon: string) => boolean {
  const fields = new Set<string>([...pages.values()].flatMap((some) => [...some]));
  return (canon) => {
    if (fields.size === 0) return false;
    if (fields.has('params') && canon.startsWith('[["listed"')) return true;
    for (const [, field] of canon.matchAll(steps))
      if (fields.has(field as string) || indirect.has(field as string)) return true;
    return false;
  };
}

/** What a path comes to: the value's JSON; for a path that ends with its separator, whether a map is there. */
function mapText(data: JsonObject, path: string, separator: '.' | '/'): string | null {
  const steps = path === '' ? [] : path.split(separator).map(unescapeStep);
  const kindOnly = steps.length > 1 && steps.at(-1) === '';
  const value = valueAt(data, kindOnly ? steps.slice(0, -1) : steps);
  if (value === undefined) return null;
  if (!kindOnly) return JSON.stringify(value);
  return isMap(value) ? 'map' : 'value';
}

function ownJson(table: Readonly<Record<string, string>>, name: string): string | null {
  return Object.hasOwn(table, name) ? JSON.stringify(table[name]) : null;
}

/** The place counts too: proofs name it. */
function templateText(index: SiteIndex, name: string): string | null {
  const template = index.lookups.template(name);
  return template === null ? null : `${template.hash} ${template.file}`;
}

/** What decides which existing name is offered for one that is not there. */
function templateNames(index: SiteIndex): string {
  return index.snapshot.templates.map(({ name }) => name).join('\n');
}

/** What `site:` paths lead into. */
function siteRoot(index: SiteIndex): JsonObject {
  const { config, params, menus, taxonomies, home } = index.snapshot;
  return {
    title: config.title,
    url: config.url,
    description: config.description,
    language: config.language,
    timezone: config.timezone,
    params,
    images: { ...config.images },
    markdown: { ...config.markdown },
    feeds: { ...config.feeds },
    menus: Object.keys(menus),
    taxonomies: Object.entries(taxonomies).map(([name, { page }]) => [
      name,
      page === null ? null : index.record(page).id,
    ]),
    home: index.record(home).id,
  };
}
