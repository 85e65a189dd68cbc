/** Where the time of a build went. */
import type { BuildReport } from '../report.ts';
import type { BuildSummary } from './session.ts';

/** A report without its proofs; milliseconds throughout. */
export type TimingReport = Omit<BuildReport, 'proofs'>;

export interface ReportList {
  /** Newest first, at most fifty. */
  builds: (BuildSummary & { phases: { phase: string; wall: number }[] })[];
}
