/** The one table of proof codes. Each has a page in docs/proofs/ and an example in examples/broken/ or a fault test. */
import { assetsProofs } from './assets.ts';
import { documentsProofs } from './documents.ts';
import { linksProofs } from './links.ts';
import { pagesProofs } from './pages.ts';
import { runProofs } from './run.ts';
import { siteProofs } from './site.ts';
import type { ProofSpec } from './spec.ts';
import { templatesProofs } from './templates.ts';

const table = {
  ...siteProofs,
  ...documentsProofs,
  ...templatesProofs,
  ...linksProofs,
  ...assetsProofs,
  ...pagesProofs,
  ...runProofs,
};

export type ProofCode = keyof typeof table;

export const proofSpecs: Readonly<Record<ProofCode, ProofSpec>> = table;
