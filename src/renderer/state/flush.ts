/** Waiting until the host has everything that was typed, without loading the editor where nobody types. */
const flushers = new Set<() => Promise<void>>();

/** @param flush ends when the host has all that one editor holds */
export function onFlush(flush: () => Promise<void>): void {
  flushers.add(flush);
}

/** @throws when the host cannot be reached */
export async function flushEdits(): Promise<void> {
  await Promise.all([...flushers].map((flush) => flush()));
}
