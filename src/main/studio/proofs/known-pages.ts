/** What the proofs need to know of the site's pages: what they are called, where they are written, in which section. */
import type { ListedDocument, SiteListing } from '../../engine/types.ts';

export interface KnownPage {
  url: string;
  title: string;
  /** The document; null for a page that Galley makes by itself. */
  source: string | null;
  /** Top section ("posts"); "" for pages outside of any. */
  section: string;
}

export interface KnownPages {
  ofUrl(url: string): KnownPage | null;
  ofSource(source: string): KnownPage | null;
}

/** @param listing null: nothing is known yet, and pages are called by their addresses */
export function knownPages(listing: Pick<SiteListing, 'documents' | 'generated'> | null): KnownPages {
  const byUrl = new Map<string, KnownPage>();
  const bySource = new Map<string, KnownPage>();
  for (const document of listing?.documents ?? []) {
    const page = fromDocument(document);
    bySource.set(document.source, page);
    if (document.url !== null) byUrl.set(document.url, page);
  }
  for (const { url, title } of listing?.generated ?? []) {
    if (!byUrl.has(url)) byUrl.set(url, { url, title, source: null, section: '' });
  }
  return { ofUrl: (url) => byUrl.get(url) ?? null, ofSource: (source) => bySource.get(source) ?? null };
}

function fromDocument({ source, title, url, section }: ListedDocument): KnownPage {
  return { url: url ?? '', title: title === '' ? source : title, source, section: topOf(section) };
}

/** "posts" of "posts/2024" and "/posts/". */
function topOf(section: string): string {
  return section.replace(/^\/+/, '').split('/', 1)[0] ?? '';
}

/** The top section in which a file of `content/` lies: "posts" of "content/posts/a.md"; "" for others. */
export function sectionOfFile(file: string): string {
  const match = /^content\/([^/]+)\//.exec(file);
  return match?.[1] ?? '';
}
