import type { PageFinding } from '../build-state.ts';
import { pageFinding } from './findings.ts';
import type { CheckContext, CheckedPage } from './types.ts';

export function lacksDescription({ record, facts }: CheckedPage): boolean {
  return record?.kind === 'page' && !facts.noindex && !facts.description;
}

/** Documents whose pages do not say in a sentence what they are about. One proof for the site. */
export function checkDescriptions(context: CheckContext): PageFinding[] {
  return context.contentPages
    .filter(lacksDescription)
    .map((page) => pageFinding(page, 'description-missing', {}, 'description'));
}
