import type { ProofSpec } from './spec.ts';

export const runProofs = {} satisfies Record<string, ProofSpec>;
