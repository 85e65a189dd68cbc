import type { PageFinding } from '../build-state.ts';
import { contentPages, type Sighting, sharedOrPerPage } from './findings.ts';
import type { CheckContext } from './types.ts';

/** Headings that skip a level below the second: a part of a part that is not there. */
export function checkHeadings(context: CheckContext): PageFinding[] {
  const sightings: Sighting[] = [];
  for (const page of contentPages(context)) {
    let above = 6;
    for (const { level, text } of page.facts.headings) {
      if (above >= 2 && level > above + 1) {
        sightings.push({ page, key: `${above} ${level} ${text}`, data: { text, level, above } });
      }
      above = level;
    }
  }
  return sharedOrPerPage(sightings, 'heading-skipped');
}
