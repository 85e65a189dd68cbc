import type { ProofSpec } from './spec.ts';

export const assetsProofs = {} satisfies Record<string, ProofSpec>;
