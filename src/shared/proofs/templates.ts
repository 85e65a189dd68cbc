import type { ProofSpec } from './spec.ts';

export const templatesProofs = {} satisfies Record<string, ProofSpec>;
