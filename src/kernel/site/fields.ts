/** The fields of a page: their names, what traces call them, and the text that their fingerprint is made of. */
import type { PageNumber, PageRecord, ResourceRecord } from '../../shared/snapshot.ts';
import type { SiteIndex } from './site-index.ts';

/** A field of a page that can be noted. */
export interface Field {
  readonly name: string;
  /** Its place in a query's table of noted columns. */
  readonly slot: number;
  /** In the page's own record, which its own render depends on as a whole (`self:ID`). */
  readonly own: boolean;
  text(index: SiteIndex, page: PageRecord): string;
}

const fields = new Map<string, Field>();

function define(name: string, own: boolean, text: Field['text']): Field {
  const field: Field = { name, slot: fields.size, own, text };
  fields.set(name, field);
  return field;
}

function scalar(name: keyof PageRecord): Field {
  return define(name, true, (_, page) => JSON.stringify(page[name]));
}

function relation(name: string, targets: (page: PageRecord) => PageNumber | null): Field {
  return define(name, false, (index, page) => idOf(index, targets(page)));
}

function idOf(index: SiteIndex, page: PageNumber | null): string {
  return page === null ? 'null' : JSON.stringify(index.record(page).id);
}

export const title = scalar('title');
export const url = scalar('url');
export const date = scalar('date');
export const lastmod = scalar('lastmod');
export const expires = scalar('expires');
export const summary = scalar('summary');
export const description = scalar('description');
export const weight = scalar('weight');
export const draft = scalar('draft');
export const unlisted = scalar('unlisted');
export const params = scalar('params');
export const aliases = scalar('aliases');
export const words = scalar('words');
export const sourceField = scalar('source');
export const resources = define('resources', true, (_, page) => resourceText(page.resources));
export const taxonomy = define('taxonomy', true, (_, page) => JSON.stringify(page.list?.taxonomy ?? null));
export const term = define('term', true, (_, page) => JSON.stringify(page.list?.term ?? null));
export const prev = relation('prev', (page) => page.prev);
export const next = relation('next', (page) => page.next);
export const parent = relation('parent', (page) => page.parent);
export const section = relation('section', (page) => page.section);
export const ancestors = define('ancestors', false, (index, page) => idsText(index, page.ancestors));
/** What headings and content are made of. Its hash is cheaper to compare than they are to decode. */
export const body = define('body', false, (_, page) => JSON.stringify(page.body?.hash ?? null));
export const paginator = define('paginator', false, paginatorText);

const names: ReadonlyMap<string, Field> = new Map(fields);

export function fieldNamed(name: string): Field | undefined {
  return names.get(name);
}

export const FIELD_COUNT: number = names.size;

function idsText(index: SiteIndex, pages: readonly PageNumber[]): string {
  return JSON.stringify(pages.map((page) => index.record(page).id));
}

function resourceText(list: readonly ResourceRecord[]): string {
  return JSON.stringify(list.map((resource) => [resource.name, resource.source, resource.url, resource.bytes]));
}

function paginatorText(index: SiteIndex, page: PageRecord): string {
  const record = page.list?.paginator ?? null;
  if (record === null) return 'null';
  return `[${record.number},${record.size},${record.total},${idsText(index, record.pages)}]`;
}

/** All that `self:ID` stands for. What depends on other pages is not in it, and no page number, which any new page shifts. */
export function ownText(page: PageRecord): string {
  return JSON.stringify([
    page.source,
    page.url,
    page.output,
    page.title,
    page.date,
    page.lastmod,
    page.expires,
    page.description,
    page.summary,
    page.weight,
    page.draft,
    page.unlisted,
    page.layout,
    page.template,
    page.params,
    page.taxonomies,
    page.aliases,
    page.words,
    page.sectionPath,
    resourceText(page.resources),
    page.list === null ? null : [page.list.taxonomy, page.list.term],
  ]);
}
