/** What tells, without reading it, that a file is still the one that was looked at: size, times of change and inode. */
export interface StatTimes {
  size: number;
  mtimeMs: number;
  ctimeMs: number;
  ino: number;
}

export function signatureOf({ size, mtimeMs, ctimeMs, ino }: StatTimes): string {
  return `${size}:${mtimeMs}:${ctimeMs}:${ino}`;
}

/** A file may change again within a tick of its clock without its signature showing it. Milliseconds. */
const DISTRUST = 2_000;

/**
 * Whether a file had rested long enough for its signature to prove anything.
 * @param seen milliseconds since 1970, no later than the look at it
 */
export function isSettled(signature: string, seen: number): boolean {
  if (signature === '') return false;
  const [, modified, changed] = signature.split(':');
  return Math.max(Number(modified), Number(changed)) < seen - DISTRUST;
}
