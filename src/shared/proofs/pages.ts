import type { ProofSpec } from './spec.ts';

export const pagesProofs = {} satisfies Record<string, ProofSpec>;
