/** What a change of a file would reach, in a writer's words. */
import type { ExplainedImpact } from '../../../shared/contract/explain.ts';
import type { Impact, ImpactKind, SiteListing } from '../../engine/types.ts';

/** As many as anybody looks through. */
const SHOWN = 100;

const titles: Readonly<Record<ImpactKind, string>> = {
  own: 'Its own page',
  uses: 'Pages made with it',
  text: 'Pages that show its text',
  field: 'Pages that show its title, address or another of its facts',
  list: 'Pages with a list that it is in',
};

export function explainImpact({ groups, texts }: Impact, listing: SiteListing): ExplainedImpact {
  const named = new Map<string, string>();
  for (const { url, title } of [...listing.generated, ...listing.documents]) if (url !== null) named.set(url, title);
  return {
    groups: groups.map(({ how, pages }) => ({
      title: titles[how],
      total: pages.length,
      pages: pages.slice(0, SHOWN).map(({ url }) => ({ url, title: named.get(url) || url })),
    })),
    others: texts.length,
  };
}
