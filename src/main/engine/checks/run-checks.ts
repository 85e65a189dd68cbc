import type { PageFinding } from '../build-state.ts';
import { checkAlternativeTexts } from './alternative-texts.ts';
import { checkAnchors } from './anchors.ts';
import { ContentPages } from './content-pages.ts';
import { checkDescriptions } from './descriptions.ts';
import { checkFiles } from './files.ts';
import { compareFindings } from './findings.ts';
import { checkHeadings } from './headings.ts';
import { checkIds } from './ids.ts';
import { checkLargeImages } from './large-images.ts';
import { checkLinks } from './links.ts';
import { checkLinksOutsideBase } from './links-outside-base.ts';
import { KnownReferences, type NewPages } from './references.ts';
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

/** The checks of an open site. What they look at are the pages that are not what they were when they were checked last. */
export class SiteChecks {
  #pages: readonly CheckedPage[] = [];
  #contents = new ContentPages();
  readonly #references = new KnownReferences();

  /** Those that were checked last. Of a page that is the same the same object is to be checked again. */
  get pages(): readonly CheckedPage[] {
    return this.#pages;
  }

  /**
   * All checks over a site's facts, sorted by page, code and place.
   * @param pause awaited between slices of some milliseconds; it decides itself whether to let others run
   */
  async run(input: CheckInput, pause: () => Promise<void>): Promise<PageFinding[]> {
    const slices = this.#references.troubled(input, this.#take(input.pages));
    let slice = slices.next();
    while (!slice.done) {
      await pause();
      slice = slices.next();
    }
    const context = { ...input, troubled: slice.value, ...this.#contents.found };
    const findings: PageFinding[] = [];
    for (const check of checks) {
      await pause();
      for (const finding of check(context)) findings.push(finding);
    }
    return findings.sort(compareFindings);
  }

  #take(pages: readonly CheckedPage[]): NewPages {
    const before = this.#pages;
    this.#pages = pages;
    const come = pages.filter((page, i) => before[i] !== page);
    for (let i = 0; i < before.length; i++) if (before[i] !== pages[i]) this.#contents.remove(before[i] as CheckedPage);
    for (const page of come) this.#contents.add(page);
    const sameAddresses =
      before.length === pages.length && pages.every(({ output }, i) => before[i]?.output === output);
    return { come, sameAddresses };
  }
}
