/** What happens to a site between two builds. Every edit is a name and a seed. */
import { Dice } from './dice.ts';
import { documentEdits } from './document-edits.ts';
import type { EditedSite } from './edited-site.ts';
import { sourceEdits } from './source-edits.ts';
import { surroundings } from './surroundings.ts';

export interface Edit {
  name: string;
  seed: number;
}

const edits = { ...documentEdits, ...sourceEdits, ...surroundings };

/** Of much variety, or what people do most. */
const often = ['edit a text', 'edit one value', 'edit one value', 'edit a template', 'setting', 'an asset', 'data'];

/** To choose from: some stand there more than once. */
export const editNames: readonly string[] = [...Object.keys(edits), ...often];

/** What somebody does who writes, while the site is open: a build need not look at everything for these. To choose from. */
export const writersEdits: readonly string[] = [
  ...['edit a text', 'edit a text', 'edit one value', 'edit a title', 'touch', 'edit, same size and time'],
  ...['edit a template', 'edit a template that is there', 'put a template before another', 'remove a template', 'data'],
  ...['edit what a long list shows', 'edit what a long list shows', 'edit what a long list shows'],
  ...['edit what all pages show', 'a part comes or goes'],
  ...['an asset', 'an asset and a page', 'a picture under the same name', 'a file of static/', 'edit front matter'],
];

/** Whether it is what somebody does to the sources, and may do while a build runs. */
export function isOfSources({ name }: Edit): boolean {
  return !Object.hasOwn(surroundings, name);
}

/** @returns what it did, for people */
export function applyEdit(site: EditedSite, { name, seed }: Edit): string {
  return `${name} ${edits[name]?.(site, new Dice(seed)) ?? ''}`;
}
