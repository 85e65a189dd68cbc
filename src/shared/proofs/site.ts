import type { ProofSpec } from './spec.ts';

export const siteProofs = {} satisfies Record<string, ProofSpec>;
