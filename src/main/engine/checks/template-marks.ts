import type { PageFinding } from '../build-state.ts';
import { contentPages, sharedOrPerPage } from './findings.ts';
import type { CheckContext } from './types.ts';

/** `{{ … }}` and `{% … %}` where readers see them. */
export function checkTemplateMarks(context: CheckContext): PageFinding[] {
  const sightings = contentPages(context).flatMap((page) =>
    page.facts.marks.map((mark) => ({ page, key: mark, data: { mark } })),
  );
  return sharedOrPerPage(sightings, 'template-mark');
}
