/** How a listing differs from the one before: ten thousand rows need not travel because one title changed. */
import { isDeepStrictEqual } from 'node:util';
import type { ListedDocument, SiteListing } from '../../engine/types.ts';

export interface ListingNews {
  /** The listing that this is news of. */
  since: number;
  version: number;
  /** By place. */
  documents: [number, ListedDocument][];
}

/** Above this many rows the whole list is no more work. */
const MOST = 1000;

/** @returns null: more is different than some rows */
export function newsOf(before: SiteListing, now: SiteListing): ListingNews | null {
  const { documents: were, version: since, ...restBefore } = before;
  const { documents: are, version, ...rest } = now;
  if (were.length !== are.length || !isDeepStrictEqual(restBefore, rest)) return null;
  const documents: ListingNews['documents'] = [];
  for (let at = 0; at < are.length; at++) {
    const row = are[at] as ListedDocument;
    if (row !== were[at] && !isDeepStrictEqual(row, were[at])) documents.push([at, row]);
    if (documents.length > MOST) return null;
  }
  return { since, version, documents };
}

/** @returns the newer listing; rows that did not change are the same objects */
export function withNews(before: SiteListing, { version, documents }: ListingNews): SiteListing {
  const rows = documents.length === 0 ? before.documents : before.documents.slice();
  for (const [at, row] of documents) rows[at] = row;
  return { ...before, version, documents: rows };
}
