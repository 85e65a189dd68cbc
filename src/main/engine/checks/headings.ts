import type { PageFinding } from '../build-state.ts';
import { type Sighting, sharedOrPerPage } from './findings.ts';
import type { CheckContext, CheckedPage } from './types.ts';
import { type SeenHeading, skippedHeading } from './written-places.ts';

export function skipsHeadings({ facts: { headings } }: CheckedPage): boolean {
  return headings.some((heading, i) => isSkip(headings[i - 1], heading));
}

function isSkip(above: SeenHeading | undefined, { level }: SeenHeading): above is SeenHeading {
  return above !== undefined && above.level >= 2 && level > above.level + 1;
}

/** Headings that skip a level below the second: a part of a part that is not there. */
export function checkHeadings(context: CheckContext): PageFinding[] {
  const sightings: Sighting[] = [];
  for (const page of context.contentPages) {
    const { headings } = page.facts;
    headings.forEach((heading, i) => {
      const above = headings[i - 1];
      const { level, text } = heading;
      if (!isSkip(above, heading)) return;
      const document = context.document(page);
      const own = document === null ? null : skippedHeading(document, above, heading);
      sightings.push({ page, key: `${above.level} ${level} ${text}`, data: { text, level, above: above.level }, own });
    });
  }
  return sharedOrPerPage(sightings, 'heading-skipped');
}
