/** Which kinds of trace keys may have other values, between two versions of a site whose pages and settings are the same. */
import { isDeepStrictEqual } from 'node:util';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';

/** Names and addresses are found by these; and what is offered for a name that is not there. */
const tables = ['asset', 'static', 'link', 'near'];

/** The build's instant is another each time. */
export function changedKinds(before: SiteSnapshot, now: SiteSnapshot): ReadonlySet<string> {
  const kinds = new Set(['time']);
  if (!isDeepStrictEqual(before.data, now.data)) kinds.add('data');
  if (!isDeepStrictEqual(before.templates, now.templates)) for (const kind of ['file', 'near']) kinds.add(kind);
  const sameFiles = isDeepStrictEqual(before.assets, now.assets) && isDeepStrictEqual(before.statics, now.statics);
  if (!sameFiles) for (const kind of tables) kinds.add(kind);
  return kinds;
}
