import { locateValue } from '../../../kernel/front-matter/locate-key.ts';
import { compareCodePoints } from '../../../kernel/order.ts';
import type { PageFinding } from '../build-state.ts';
import { pageFinding } from './findings.ts';
import type { CheckContext, CheckedPage } from './types.ts';

const LOCATED = 100;

/** Pages without a title, and documents whose pages share one. */
export function checkTitles(context: CheckContext): PageFinding[] {
  const findings: PageFinding[] = [];
  const byTitle = new Map<string, CheckedPage[]>();
  for (const page of context.contentPages) {
    const { title } = page.facts;
    if (title === null || title === '') findings.push(pageFinding(page, 'title-missing', {}, 'title'));
    else if (page.record?.kind === 'page' && !page.facts.noindex) addTo(byTitle, title, page);
  }
  for (const [title, pages] of byTitle) {
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

function addTo(map: Map<string, CheckedPage[]>, title: string, page: CheckedPage): void {
  const pages = map.get(title);
  if (pages === undefined) map.set(title, [page]);
  else pages.push(page);
}
