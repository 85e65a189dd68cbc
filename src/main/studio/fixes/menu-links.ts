/** Addresses in menus that lead nowhere: they stand in site.yaml and show on every page. */
import type { Json } from '../../../shared/config.ts';
import type { Proof } from '../../../shared/proof.ts';
import { readYaml } from '../../engine/site/yaml.ts';
import { setYaml } from '../edits/yaml-file.ts';
import { ask, edit, given, input } from './remedy.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker } from './types.ts';

const SETTINGS = 'site.yaml';

export const menuLinkRemedies: RemedyMaker = {
  codes: ['link-broken', 'anchor-missing'],
  may: ({ places }) => places.length === 0,
  async remedies(proof, knowledge) {
    if (proof.places.length > 0) return [];
    const text = await knowledge.read(SETTINGS);
    const read = text === null ? null : readYaml(text);
    if (read === null || 'reason' in read) return [];
    const { basePath } = knowledge.listing;
    const target = dataText(proof, 'target');
    const paths = entriesOf(member(read.value, 'menus'), ['menus']).filter(
      ({ url }) => addressOf(url, basePath) === target,
    );
    return paths.length === 0 ? [] : remediesOf(proof, knowledge, paths);
  },
};

interface MenuAddress {
  path: string[];
  url: string;
}

/** Every entry with an address. When one address stands in several entries, the next build names the next one. */
function entriesOf(value: Json | undefined, path: string[]): MenuAddress[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, held]) => entriesOf(held, [...path, key]));
  const url = member(value, 'url');
  return typeof url === 'string' && !Array.isArray(value) ? [{ path, url }, ...below] : below;
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** As pages have it: addresses of the site get its own path before them. */
function addressOf(url: string, basePath: string): string {
  const trimmed = url.trim();
  return trimmed.startsWith('/') && !trimmed.startsWith('//') ? basePath + trimmed.slice(1) : trimmed;
}

function remediesOf(proof: Proof, knowledge: FixKnowledge, entries: readonly MenuAddress[]): Remedy[] {
  const [first] = entries as [MenuAddress];
  const near = dataText(proof, 'near');
  const wanted = near.startsWith('#') ? first.url.slice(0, first.url.indexOf('#')) + near : near;
  const label = 'Page or address';
  const set = (value: string) => (text: string) => setYaml(text, [...first.path, 'url'], value);
  const remedies = [
    ask(knowledge, 'another', 'Lead the menu somewhere else', [input('target', label)], (draft, inputs) =>
      draft.edit(SETTINGS, set(given(inputs, 'target', label))),
    ),
    edit(knowledge, 'remove', 'Take it out of the menu', (draft) =>
      draft.edit(SETTINGS, (text) => setYaml(text, first.path, undefined)),
    ),
  ];
  if (near === '') return remedies;
  return [
    edit(knowledge, 'nearest', `Lead the menu to ${wanted}`, (draft) => draft.edit(SETTINGS, set(wanted))),
    ...remedies,
  ];
}
