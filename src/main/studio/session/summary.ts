import type { BuildSummary } from '../../../shared/contract/session.ts';
import type { BuildReport } from '../../../shared/report.ts';
import type { Prepared } from '../types.ts';
import type { Standing } from './site-state.ts';

/** What a window says of a build. */
export function summaryOf({ started, milliseconds, counts, verdict }: Omit<BuildReport, 'proofs'>): BuildSummary {
  const { pages, rendered, degraded, written } = counts;
  return { started, milliseconds, pages, rendered, degraded, written, verdict };
}

/** Where a site stands, for a terminal. */
export function preparedOf({ shown, verdict }: Standing, title: string): Prepared {
  if ('message' in shown) return { problem: 'advice' in shown ? `${shown.message} ${shown.advice}` : shown.message };
  if (verdict === null) return { problem: 'It has not been built yet.' };
  const { pages, milliseconds, things } = verdict;
  return { title, pages, milliseconds, things };
}
