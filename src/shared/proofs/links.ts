import type { ProofSpec } from './spec.ts';

export const linksProofs = {} satisfies Record<string, ProofSpec>;
