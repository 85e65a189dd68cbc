/** Names of proofs in the studio: the same over builds while code and cause are, so that an open proof stays open. */
import { createHash } from 'node:crypto';
import type { MuteRule, Proof } from '../../../shared/proof.ts';

/** @param by the entry that mutes it: what two entries mute of one cause are two rows */
export function proofId({ code, cause }: Pick<Proof, 'code' | 'cause'>, by: MuteRule | null = null): string {
  const rule = by === null ? '' : JSON.stringify([by.page ?? null, by.cause ?? null, by.reason ?? null]);
  return createHash('sha256').update(`${code}\n${cause}\n${rule}`).digest('base64url').slice(0, 16);
}
