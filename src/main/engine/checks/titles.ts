import { locateValue } from '../../../kernel/front-matter/locate-key.ts';
import { compareCodePoints } from '../../../kernel/order.ts';
import type { PageFinding } from '../build-state.ts';
import { pageFinding } from './findings.ts';
import type { CheckContext, CheckedPage } from './types.ts';

const LOCATED = 100;

export function lacksTitle({ facts }: CheckedPage): boolean {
  return facts.title === null || facts.title === '';
}

/** The title that no other page should have; null: it has none, or others may. */
export function ownTitleOf({ record, facts }: CheckedPage): string | null {
  return record?.kind === 'page' && !facts.noindex && facts.title !== '' ? facts.title : null;
}

/** Pages without a title, and documents whose pages share one. */
export function checkTitles(context: CheckContext): PageFinding[] {
  const findings = context.contentPages
    .filter(lacksTitle)
    .map((page) => pageFinding(page, 'title-missing', {}, 'title'));
  for (const [title, pages] of context.sharedTitles) {
    if (new Set(pages.map((page) => page.url)).size < 2) continue;
    const data = { title: ownTitle(pages) ?? title };
    const located = firstBySource(pages);
    for (const page of pages) {
      const text = located.has(page) ? context.document(page)?.text : undefined;
      const range = text === undefined ? null : locateValue(text, 'title');
      findings.push(pageFinding(page, 'title-twice', data, title, range ?? undefined));
    }
  }
  return findings;
}

/** Those whose lines are looked up: reading every text would hold up a site of ten thousand pages of one title. */
function firstBySource(pages: readonly CheckedPage[]): ReadonlySet<CheckedPage> {
  const source = ({ record }: CheckedPage): string => record?.source ?? '';
  return new Set([...pages].sort((a, b) => compareCodePoints(source(a), source(b))).slice(0, LOCATED));
}

/** What the writer called them all, without what the design puts around it. */
function ownTitle(pages: readonly CheckedPage[]): string | null {
  const titles = new Set(pages.map((page) => page.record?.title ?? ''));
  const [only] = titles;
  return titles.size === 1 && only !== '' ? (only ?? null) : null;
}
