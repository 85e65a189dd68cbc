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

/** Whether it is what somebody does to the sources, and may do while a build runs. */
export function isOfSources({ name }: Edit): boolean {
  return !Object.hasOwn(surroundings, name);
}

/** @returns what it did, for people */
export function applyEdit(site: EditedSite, { name, seed }: Edit): string {
  return `${name} ${edits[name]?.(site, new Dice(seed)) ?? ''}`;
}
