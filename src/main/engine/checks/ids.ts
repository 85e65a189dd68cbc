import type { PageFinding } from '../build-state.ts';
import { sharedOrPerPage } from './findings.ts';
import type { CheckContext, CheckedPage } from './types.ts';
import { repeatedId } from './written-places.ts';

export function repeatsIds({ facts }: CheckedPage): boolean {
  return facts.repeatedIds.length > 0;
}

/** Parts of one page with one name: links reach only the first. */
export function checkIds(context: CheckContext): PageFinding[] {
  const sightings = context.contentPages.flatMap((page) =>
    page.facts.repeatedIds.map((id) => {
      const document = context.document(page);
      const own = document === null ? null : repeatedId(document, id);
      return { page, key: id, data: { id }, own };
    }),
  );
  return sharedOrPerPage(sightings, 'id-twice');
}
