/** The key that opens the studio: who has it may read and write every site of this person. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 bytes, as hexadecimal digits. */
export function makeKey(): string {
  return randomBytes(32).toString('hex');
}

export function isKey(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}

/** In a time that says nothing of how much was right. */
export function isSame(offered: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered), digest(wanted));
}

/** Shows that one knows the key without saying it: another program may have taken the port that was ours. */
export function proofOf(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
