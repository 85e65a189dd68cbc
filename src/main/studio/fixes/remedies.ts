/** All fixes there are. A code without one here has its advice in words. */
import type { Proof } from '../../../shared/proof.ts';
import { includeRemedies } from './design.ts';
import { frontBlockRemedies } from './front-blocks.ts';
import { linkRemedies } from './links.ts';
import { listRemedies } from './lists.ts';
import { markdownRemedies } from './markdown.ts';
import { menuLinkRemedies } from './menu-links.ts';
import { missingValueRemedies } from './missing-values.ts';
import { nameRemedies, renameRemedies } from './names.ts';
import { pageValueRemedies } from './page-values.ts';
import { settingRemedies } from './settings.ts';
import type { FixKnowledge, Remedy, RemedyMaker } from './types.ts';

const makers: readonly RemedyMaker[] = [
  nameRemedies,
  { ...renameRemedies, codes: ['key-misspelt', 'schema-mismatch'] },
  missingValueRemedies,
  linkRemedies,
  menuLinkRemedies,
  includeRemedies,
  pageValueRemedies,
  frontBlockRemedies,
  markdownRemedies,
  settingRemedies,
  listRemedies,
];

/** Codes for which there may be a fix. */
export const fixableCodes: ReadonlySet<string> = new Set(makers.flatMap(({ codes }) => codes));

/** Whether there may be a fix for this proof: a quick look, which may promise too much. */
export function isFixable(proof: Proof): boolean {
  return proof.data !== undefined && makers.some((maker) => maker.codes.includes(proof.code) && maker.may(proof));
}

/** What can be done about a proof now, the likeliest first. */
export async function remediesFor(proof: Proof, knowledge: FixKnowledge): Promise<Remedy[]> {
  // Reports of earlier versions do not say what their wording was made of.
  if (proof.data === undefined) return [];
  const remedies: Remedy[] = [];
  for (const maker of makers) {
    if (maker.codes.includes(proof.code)) remedies.push(...(await maker.remedies(proof, knowledge)));
  }
  return remedies;
}
