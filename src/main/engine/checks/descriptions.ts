import type { PageFinding } from '../build-state.ts';
import { pageFinding } from './findings.ts';
import type { CheckContext } from './types.ts';

/** Documents whose pages do not say in a sentence what they are about. One proof for the site. */
export function checkDescriptions(context: CheckContext): PageFinding[] {
  return context.contentPages
    .filter((page) => page.record?.kind === 'page' && !page.facts.noindex && !page.facts.description)
    .map((page) => pageFinding(page, 'description-missing', {}, 'description'));
}
