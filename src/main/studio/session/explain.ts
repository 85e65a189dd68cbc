/** What made a page, in a writer's words: each thing that was read, with its value and the place where it can be changed. */
import type { ExplainedPage, Origin } from '../../../shared/contract/explain.ts';
import type { PageExplanation } from '../../engine/types.ts';
import type { SiteSession } from './site-session.ts';

export function explainPage(page: PageExplanation, _session: SiteSession): ExplainedPage {
  const origins: Origin[] = [];
  return {
    ...{ title: page.url, url: page.url, file: page.source, reason: page.reason, milliseconds: page.milliseconds },
    groups: [{ name: 'other', title: '', origins }],
  };
}
