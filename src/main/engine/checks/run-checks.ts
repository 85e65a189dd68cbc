import type { PageFinding } from '../build-state.ts';
import { checkAlternativeTexts } from './alternative-texts.ts';
import { checkAnchors } from './anchors.ts';
import { checkDescriptions } from './descriptions.ts';
import { checkFiles } from './files.ts';
import { compareFindings } from './findings.ts';
import { checkHeadings } from './headings.ts';
import { checkIds } from './ids.ts';
import { checkLargeImages } from './large-images.ts';
import { checkLinks } from './links.ts';
import { checkLinksOutsideBase } from './links-outside-base.ts';
import { troubledReferences } from './references.ts';
import { checkTemplateMarks } from './template-marks.ts';
import { checkTitles } from './titles.ts';
import type { Check, CheckedPage, CheckInput } from './types.ts';
import { checkUnusedAssets } from './unused-assets.ts';

const checks: readonly Check[] = [
  checkLinks,
  checkLinksOutsideBase,
  checkAnchors,
  checkFiles,
  checkUnusedAssets,
  checkLargeImages,
  checkTitles,
  checkDescriptions,
  checkAlternativeTexts,
  checkHeadings,
  checkIds,
  checkTemplateMarks,
];

/**
 * All checks over a site's facts, sorted by page, code and place.
 * @param pause awaited between slices of some milliseconds; it decides itself whether to let others run
 */
export async function runChecks(input: CheckInput, pause: () => Promise<void>): Promise<PageFinding[]> {
  const slices = troubledReferences(input);
  let slice = slices.next();
  while (!slice.done) {
    await pause();
    slice = slices.next();
  }
  const isContent = (page: CheckedPage): boolean =>
    page.record !== null && !page.degraded && page.output.endsWith('.html');
  const context = { ...input, troubled: slice.value, contentPages: input.pages.filter(isContent) };
  const findings: PageFinding[] = [];
  for (const check of checks) {
    await pause();
    for (const finding of check(context)) findings.push(finding);
  }
  return findings.sort(compareFindings);
}
