/**
 * Whether an unsaved text changes its own page only. Then one record and one body are replaced, which takes no time at all;
 * else the site is put together again. Decided by data alone; when in doubt, the site is put together again.
 */
import { isDeepStrictEqual } from 'node:util';
import { isKnownKey } from '../../../kernel/front-matter/known-keys.ts';
import { comparePages } from '../../../kernel/order.ts';
import type { RecordPatch } from '../../../kernel/site/overlay-index.ts';
import type { Json, JsonObject } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { MenuItem, PageNumber, PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';

type Snapshot = Pick<SiteSnapshot, 'pages' | 'sitePages' | 'menus' | 'config'>;

/** Known keys that only the page itself and those who show it read. */
const own: ReadonlySet<string> = new Set(['title', 'description', 'summary']);
const ownParams: ReadonlySet<string> = new Set(['images', 'noindex']);

/**
 * @param page of the document; of a list over several pages the first
 * @param before the document as the snapshot has it
 * @returns what is different about the page; null when more than that may be
 */
export function lightPatch(
  snapshot: Snapshot,
  page: PageNumber,
  before: ParsedDocument,
  after: ParsedDocument,
): RecordPatch | null {
  const record = snapshot.pages[page] as PageRecord;
  if (!before.readable || !after.readable) return null;
  const isParam = (key: string): boolean => isParameter(key, snapshot.config.taxonomies);
  if (!sameButLight(before.front, after.front, isParam)) return null;
  const title = titleOf(record, before, after);
  if (title === null || (title !== record.title && !mayChangeTitle(snapshot, page, title))) return null;
  const { front, words, body } = after;
  return {
    title,
    description: 'description' in front ? textOf(front.description) : record.description,
    summary: summaryOf(record, before, after),
    words,
    params: paramsOf(record, after.front, isParam),
    body,
  };
}

/** Taxonomies put pages into lists; `tags` may be one. */
function isParameter(key: string, taxonomies: object): boolean {
  return ownParams.has(key) || (!isKnownKey(key) && !Object.hasOwn(taxonomies, key));
}

/** No key is gone, since a section may hand one down; parameters keep their order, which templates can see. */
function sameButLight(before: JsonObject, after: JsonObject, isParam: (key: string) => boolean): boolean {
  for (const key of Object.keys(before)) {
    if (!Object.hasOwn(after, key)) return false;
    if (!own.has(key) && !isParam(key) && !isDeepStrictEqual(before[key], after[key])) return false;
  }
  for (const key of Object.keys(after)) {
    if (!Object.hasOwn(before, key) && !own.has(key) && !isParam(key)) return false;
  }
  const written = Object.keys(after).filter(isParam);
  return Object.keys(before)
    .filter(isParam)
    .every((key, i) => written[i] === key);
}

/** null: it is handed down or made from the file's name, which is not known here. */
function titleOf(record: PageRecord, before: ParsedDocument, after: ParsedDocument): string | null {
  const said = textOf(after.front.title) ?? after.heading;
  if (said !== null && said !== '') return said;
  const wasSaid = textOf(before.front.title) !== null || Boolean(before.heading);
  return wasSaid || 'title' in before.front !== 'title' in after.front ? null : record.title;
}

function summaryOf(record: PageRecord, before: ParsedDocument, after: ParsedDocument): string | null {
  // An empty one of its own stands in the way of one that is handed down.
  if ('summary' in after.front) return textOf(after.front.summary) ?? after.summary;
  const handedDown = record.summary !== before.summary;
  return handedDown ? record.summary : after.summary;
}

function paramsOf(record: PageRecord, front: JsonObject, isParam: (key: string) => boolean): JsonObject {
  const params: JsonObject = { ...record.params };
  for (const key of Object.keys(front)) if (isParam(key)) params[key] = front[key] as Json;
  return params;
}

/** Titles of sections and terms order lists and name things; those of pages may be in addresses, menus and the order of lists. */
function mayChangeTitle(snapshot: Snapshot, page: PageNumber, title: string): boolean {
  const record = snapshot.pages[page] as PageRecord;
  if (record.kind !== 'page' && record.kind !== 'home' && record.kind !== '404') return false;
  if (Object.values(snapshot.config.permalinks).some((pattern) => /:title/i.test(pattern))) return false;
  if (Object.values(snapshot.menus).some((items) => isIn(items, page))) return false;
  return keepsPlace(snapshot, page, { ...record, title });
}

function isIn(items: readonly MenuItem[], page: PageNumber): boolean {
  return items.some((item) => item.page === page || isIn(item.children, page));
}

/** Every list is in one order: who keeps its place among all keeps it everywhere. */
function keepsPlace({ pages, sitePages }: Snapshot, page: PageNumber, changed: PageRecord): boolean {
  const at = sitePages.indexOf(page);
  if (at < 0) return true;
  const before = pages[sitePages[at - 1] ?? -1];
  const after = pages[sitePages[at + 1] ?? -1];
  return (
    (before === undefined || comparePages(before, changed) < 0) &&
    (after === undefined || comparePages(changed, after) < 0)
  );
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
