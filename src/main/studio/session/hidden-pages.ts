/**
 * Addresses of documents that are not published: drafts, those of the future, and expired ones. A build gives them none, and the
 * preview shows them all the same.
 */
import type { SiteListing } from '../../engine/types.ts';

const hiddenStates = new Set(['draft', 'future', 'expired']);

export class HiddenPages {
  readonly #addresses = new Map<string, string>();

  urlOf(source: string): string | null {
    return this.#addresses.get(source) ?? null;
  }

  sourceOf(url: string): string | null {
    for (const [source, address] of this.#addresses) if (address === url) return source;
    return null;
  }

  /** @returns whether it is news */
  note(source: string, url: string): boolean {
    if (this.#addresses.get(source) === url) return false;
    this.#addresses.set(source, url);
    return true;
  }

  /** A page that has just been made a draft keeps the address that it had; what is published has one of its own. */
  follow(before: SiteListing | null, now: SiteListing): void {
    const known = new Map(before?.documents.map(({ source, url }) => [source, url]));
    const kept = new Map(this.#addresses);
    this.#addresses.clear();
    for (const { source, state } of now.documents) {
      const url = hiddenStates.has(state) ? (known.get(source) ?? kept.get(source)) : null;
      if (url) this.#addresses.set(source, url);
    }
  }
}

/** Whether this document is there and not published. */
export function isHidden(listing: SiteListing | null, file: string): boolean {
  const document = listing?.documents.find(({ source }) => source === file);
  return document !== undefined && hiddenStates.has(document.state);
}
