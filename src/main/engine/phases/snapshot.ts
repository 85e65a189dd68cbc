import type { SiteSnapshot } from '../../../shared/snapshot.ts';

/** The site index as JSON in shared memory: every worker reads the same bytes, and no message copies them. */
export function serialiseSnapshot(snapshot: SiteSnapshot): SharedArrayBuffer {
  const bytes = Buffer.from(JSON.stringify(snapshot));
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}
