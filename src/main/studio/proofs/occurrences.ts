/** Where one proof shows: its places, and for a place in the design the pages that show it. */
import type { Place, Proof } from '../../../shared/proof.ts';
import type { KnownPage, KnownPages } from './known-pages.ts';

export interface Occurrence {
  file: string;
  place: Place | null;
  page: { url: string; title: string } | null;
}

/**
 * A row for each place. Where no place is in a page's own document, it is the design's: a row for each page then, all with its
 * first place.
 */
export function occurrencesOf(proof: Proof, pages: KnownPages): Occurrence[] {
  const rows = proof.places.map((place): Occurrence => {
    const page = pages.ofSource(place.file);
    return { file: place.file, place, page: page === null ? null : named(page) };
  });
  if (rows.some(({ page }) => page !== null) || proof.pages.length <= rows.length) return rows;
  const first = proof.places[0] ?? null;
  return proof.pages.map((url) => {
    const page = pages.ofUrl(url);
    const shown = page === null ? { url, title: url } : named(page);
    return { file: first?.file ?? page?.source ?? url, place: first, page: shown };
  });
}

function named({ url, title }: KnownPage): { url: string; title: string } {
  return { url, title };
}
