/** The pages whose content is judged, and among them those of which something can be said: known before any check asks. */
import { hasPictureWithoutText } from './alternative-texts.ts';
import { lacksDescription } from './descriptions.ts';
import { skipsHeadings } from './headings.ts';
import { repeatsIds } from './ids.ts';
import { showsTemplateMarks } from './template-marks.ts';
import { lacksTitle, ownTitleOf } from './titles.ts';
import type { CheckContext, CheckedPage } from './types.ts';

/** What a check of contents says something of. Nothing but the page decides. */
const concerns: readonly ((page: CheckedPage) => boolean)[] = [
  lacksTitle,
  lacksDescription,
  hasPictureWithoutText,
  skipsHeadings,
  repeatsIds,
  showsTemplateMarks,
];

/** Pages come and go; what it says is the same, whichever way it came to those that it has. */
export class ContentPages {
  readonly #concerning = new Set<CheckedPage>();
  readonly #byTitle = new Map<string, Set<CheckedPage>>();
  /** Titles of several pages. */
  readonly #shared = new Set<string>();

  add(page: CheckedPage): void {
    if (!isContent(page)) return;
    if (concerns.some((concern) => concern(page))) this.#concerning.add(page);
    const title = ownTitleOf(page);
    if (title === null) return;
    const pages = this.#byTitle.get(title) ?? new Set();
    this.#byTitle.set(title, pages.add(page));
    if (pages.size > 1) this.#shared.add(title);
  }

  remove(page: CheckedPage): void {
    this.#concerning.delete(page);
    const title = ownTitleOf(page);
    const pages = title === null ? undefined : this.#byTitle.get(title);
    if (title === null || pages?.delete(page) !== true) return;
    if (pages.size < 2) this.#shared.delete(title);
    if (pages.size === 0) this.#byTitle.delete(title);
  }

  get found(): Pick<CheckContext, 'contentPages' | 'sharedTitles'> {
    return {
      contentPages: [...this.#concerning],
      sharedTitles: [...this.#shared].map((title) => [title, [...(this.#byTitle.get(title) ?? [])]]),
    };
  }
}

/** A page of the site, whole, in HTML. */
function isContent(page: CheckedPage): boolean {
  return page.record !== null && !page.degraded && page.output.endsWith('.html');
}
