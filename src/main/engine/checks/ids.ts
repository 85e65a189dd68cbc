import type { PageFinding } from '../build-state.ts';
import { contentPages, sharedOrPerPage } from './findings.ts';
import type { CheckContext } from './types.ts';

/** Parts of one page with one name: links reach only the first. */
export function checkIds(context: CheckContext): PageFinding[] {
  const sightings = contentPages(context).flatMap((page) =>
    page.facts.repeatedIds.map((id) => ({ page, key: id, data: { id } })),
  );
  return sharedOrPerPage(sightings, 'id-twice');
}
