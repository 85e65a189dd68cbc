import type { PageFinding } from '../build-state.ts';
import { sharedOrPerPage } from './findings.ts';
import type { CheckContext, CheckedPage } from './types.ts';
import { writtenMark } from './written-places.ts';

export function showsTemplateMarks({ facts }: CheckedPage): boolean {
  return facts.marks.length > 0;
}

/** `{{ … }}` and `{% … %}` where readers see them. */
export function checkTemplateMarks(context: CheckContext): PageFinding[] {
  const sightings = context.contentPages.flatMap((page) =>
    page.facts.marks.map((mark) => {
      const document = context.document(page);
      const own = document === null ? null : writtenMark(document, mark);
      return { page, key: mark, data: { mark }, own };
    }),
  );
  return sharedOrPerPage(sightings, 'template-mark');
}
