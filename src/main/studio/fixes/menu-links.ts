/** Addresses in menus that lead nowhere: they stand in site.yaml and show on every page. */
import { encodePath } from '../../../kernel/url.ts';
import type { Proof } from '../../../shared/proof.ts';
import { type MenuAddress, menuAddresses } from '../../engine/site/menu-addresses.ts';
import { readYaml } from '../../engine/site/yaml.ts';
import { setYaml } from '../edits/yaml-file.ts';
import type { Draft } from './draft.ts';
import { ask, edit, given, input } from './remedy.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker } from './types.ts';

const SETTINGS = 'site.yaml';

export const menuLinkRemedies: RemedyMaker = {
  codes: ['link-broken', 'anchor-missing', 'link-unreadable', 'asset-not-found', 'asset-wrong-case'],
  may: ({ places }) => places.some(({ file }) => file === SETTINGS),
  async remedies(proof, knowledge) {
    const seen = new Set(proof.places.filter(({ file }) => file === SETTINGS).map(({ expression }) => expression));
    const text = seen.size === 0 ? null : await knowledge.read(SETTINGS);
    const read = text === null ? null : readYaml(text);
    if (read === null || 'reason' in read) return [];
    const addresses = menuAddresses(read.value, knowledge.listing.basePath);
    const urls = new Set(addresses.filter(({ written }) => seen.has(written)).map(({ url }) => url));
    const entries = addresses.filter(({ url }) => urls.has(url));
    return entries.length === 0 ? [] : remediesOf(proof, knowledge, entries);
  },
};

function remediesOf(proof: Proof, knowledge: FixKnowledge, entries: readonly MenuAddress[]): Remedy[] {
  const [first] = entries as [MenuAddress];
  // Texts may have the same address, and fixes of their own for it.
  const id = proof.places.some(({ file }) => file !== SETTINGS) ? 'menu-' : '';
  const near = nearFor(proof);
  const label = 'Page or address';
  const set = async (draft: Draft, wanted: (written: string) => string): Promise<void> => {
    for (const { path, written } of entries) {
      await draft.edit(SETTINGS, (text) => setYaml(text, [...path.map(String), 'url'], wanted(written)));
    }
  };
  const remedies = [
    ask(knowledge, `${id}another`, 'Lead the menu somewhere else', [input('target', label)], (draft, inputs) => {
      const target = given(inputs, 'target', label);
      return set(draft, () => target);
    }),
    // One entry at a time: when the address stands in several, the next build names the next one.
    edit(knowledge, `${id}remove`, 'Take it out of the menu', (draft) =>
      draft.edit(SETTINGS, (text) => setYaml(text, first.path.map(String), undefined)),
    ),
  ];
  if (near === null) return remedies;
  return [
    edit(knowledge, `${id}nearest`, `Lead the menu to ${near(first.written)}`, (draft) => set(draft, near)),
    ...remedies,
  ];
}

/** What is nearest, in the place of what is written. */
function nearFor(proof: Proof): ((written: string) => string) | null {
  const near = dataText(proof, 'near');
  if (near === '') return null;
  switch (proof.code) {
    case 'anchor-missing':
      return (written) => written.slice(0, written.indexOf('#')) + near;
    case 'link-broken':
      return () => near;
    default:
      return () => `/${encodePath(near)}`;
  }
}
