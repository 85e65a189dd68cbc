import type { BuildSummary } from '../../../shared/contract/session.ts';
import type { BuildReport } from '../../../shared/report.ts';

/** What a window says of a build. */
export function summaryOf({ started, milliseconds, counts, verdict }: Omit<BuildReport, 'proofs'>): BuildSummary {
  const { pages, rendered, degraded, written } = counts;
  return { started, milliseconds, pages, rendered, degraded, written, verdict };
}
