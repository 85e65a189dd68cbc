import type { ProofSpec } from './spec.ts';

export const documentsProofs = {} satisfies Record<string, ProofSpec>;
