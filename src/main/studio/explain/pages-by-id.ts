/** Pages by the ids that traces use: kind, identity and language ("page:birds/heron/index.md@en"). */
import type { ListedDocument } from '../../engine/types.ts';

export interface NamedPage {
  title: string;
  file: string | null;
  url: string | null;
}

export type PagesById = (id: string) => NamedPage;

export function pagesById(documents: readonly ListedDocument[]): PagesById {
  const bySource = new Map(documents.map((document) => [document.source, document]));
  return (id) => {
    const identity = /^[^:]*:(.*)@[^@]*$/s.exec(id)?.[1] ?? id;
    const places = [`content/${identity}`, `content/${identity}/_index.md`, 'content/_index.md'];
    const found = places
      .slice(0, identity === '' ? 3 : 2)
      .map((place) => bySource.get(place))
      .find(Boolean);
    if (found === undefined) return { title: identity === '' ? 'Home' : identity, file: null, url: null };
    return { title: found.title === '' ? found.source : found.title, file: found.source, url: found.url };
  };
}
