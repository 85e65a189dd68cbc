/** Whether a model, with a few records replaced, is the site that unsaved texts make. Pure. */

import { isDeepStrictEqual } from 'node:util';
import type { IndexOverlay } from '../../../kernel/site/overlay-index.ts';
import type { ParseTextResult } from '../../../kernel/tasks.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { PageNumber, PageRecord } from '../../../shared/snapshot.ts';
import { lightPatch } from './decide.ts';
import { pagesOf, type ShownModel } from './model.ts';

/** Which page is meant, by what stays the same while texts change. */
export type Wanted = { source: string } | { id: string } | { url: string };

export interface Fit {
  page: PageNumber;
  records: IndexOverlay['records'];
  /** Bodies that the patches name, behind the model's own. */
  bodies: Uint8Array[];
}

export interface FitInput {
  wanted: Wanted;
  settings: ReadonlyMap<string, string>;
  documents: ReadonlyMap<string, ParseTextResult>;
  /** A document as it was saved when the site was built; undefined: there was none. */
  saved(source: string): ParsedDocument | undefined;
}

/** null: it is not that site, or has no such page. */
export function fitModel(model: ShownModel, input: FitInput): Fit | null {
  const { wanted, settings, documents, saved } = input;
  if (model.shown !== null && !('source' in wanted && wanted.source === model.shown)) return null;
  if (!sameTexts(model.settings, settings)) return null;
  const page = pageIn(model, wanted);
  if (page === null) return null;
  const made: Fit = { page, records: [], bodies: [] };
  for (const source of new Set([...model.documents.keys(), ...documents.keys()])) {
    const before = model.documents.get(source)?.document ?? saved(source);
    const after = documents.get(source)?.document ?? saved(source);
    if (before === undefined || after === undefined) return null;
    if (before.hash === after.hash) continue;
    if (!addPatch(made, model, before, after, documents.get(source)?.body ?? null)) return null;
  }
  return made;
}

/** @returns false when the document changes more than its own page */
function addPatch(
  made: Fit,
  model: ShownModel,
  before: ParsedDocument,
  after: ParsedDocument,
  body: Uint8Array | null,
): boolean {
  const pages = pagesOf(model, before.source);
  const first = pages[0];
  // A document that is not shown stays hidden as long as its values are the same.
  if (first === undefined) return after.readable === before.readable && isDeepStrictEqual(before.front, after.front);
  const patch = lightPatch(model.snapshot, first, before, after);
  if (patch === null) return false;
  if (body !== null) {
    const buffer = model.site.bodies.length + made.bodies.length;
    patch.body = { buffer, offset: 0, length: body.byteLength, hash: after.hash };
    made.bodies.push(body);
  }
  for (const page of pages) made.records.push({ page, patch });
  return true;
}

function sameTexts(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([file, text]) => b.get(file) === text);
}

function pageIn(model: ShownModel, wanted: Wanted): PageNumber | null {
  if ('source' in wanted) return pagesOf(model, wanted.source)[0] ?? null;
  return 'id' in wanted ? model.lookups.byId(wanted.id) : pageAt(model, wanted.url);
}

/** By address, as a browser may ask for it. */
export function pageAt({ lookups }: ShownModel, address: string): PageNumber | null {
  const path = address.replace(/[?#].*$/s, '').replace(/(^|\/)index\.html$/, '$1');
  return lookups.byUrl(path) ?? lookups.byUrl(`${path}/`);
}

/** The page's document, else the page itself: further pages of a list share the document of the first. */
export function identityOf(record: PageRecord): Wanted {
  const isFirst = (record.list?.paginator?.number ?? 1) === 1;
  return record.source !== null && isFirst ? { source: record.source } : { id: record.id };
}
