import type { PageRecord } from '../../../shared/snapshot.ts';
import type { DocumentState } from '../types.ts';

/** Whether readers would see a page at an instant, and why not. @param now milliseconds since 1970 */
export function stateOf(page: Pick<PageRecord, 'draft' | 'date' | 'expires'>, now: number): DocumentState {
  if (page.expires !== null && Date.parse(page.expires) <= now) return 'expired';
  if (page.draft) return 'draft';
  return page.date !== null && Date.parse(page.date) > now ? 'future' : 'published';
}
