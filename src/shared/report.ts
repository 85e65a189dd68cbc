/** What a build says: events while it runs, a report at its end. Only what was measured. */
import type { MutedProof, Proof, Severity } from './proof.ts';

export const phaseNames = [
  'discover',
  'parse',
  'organise',
  'prepare',
  'plan',
  'render',
  'track',
  'finish',
  'check',
  'save',
] as const;
export type PhaseName = (typeof phaseNames)[number];

/** Milliseconds throughout; `start` counts from the build's start. */
export interface PhaseTiming {
  phase: PhaseName;
  start: number;
  wall: number;
  /** Processor time of the orchestrator and of the workers' tasks of this phase, summed. */
  cpu: number;
  items: number;
}

/** One task of one worker. Lane 0 is the orchestrator's own thread. */
export interface LaneSpan {
  lane: number;
  phase: PhaseName;
  start: number;
  wall: number;
  items: number;
}

export interface BuildCounts {
  documents: number;
  pages: number;
  rendered: number;
  degraded: number;
  written: number;
  unchanged: number;
  deleted: number;
  assets: number;
  images: number;
  bytes: number;
}

export interface BuildReport {
  /** Contract version of this shape. */
  format: 1;
  galley: string;
  site: { title: string; root: string };
  /** ISO instant at which the build started. */
  started: string;
  milliseconds: number;
  workers: number;
  phases: PhaseTiming[];
  lanes: LaneSpan[];
  counts: BuildCounts;
  pagesPerSecond: number;
  /** Why pages were rendered: the plan's reasons with counts. */
  reasons: { reason: string; pages: number }[];
  /** Why nothing of earlier builds was used; null: what had not changed was kept. Absent in reports of earlier versions. */
  remade?: string | null;
  slowestPages: { url: string; milliseconds: number }[];
  slowestTemplates: { template: string; milliseconds: number; pages: number }[];
  proofs: Proof[];
  /** Not counted anywhere else. Absent in reports of earlier versions. */
  muted?: MutedProof[];
  /** Addresses of the pages that show the fallback, sorted. Absent in reports of earlier versions. */
  degradedPages?: string[];
  causes: Record<Severity, number>;
  /** Worst first: "errors", "degraded", "warnings", "good". */
  verdict: 'good' | 'warnings' | 'errors';
  cancelled: boolean;
}

export type BuildEvent =
  | { type: 'build-started'; site: string; root: string; time: string }
  | { type: 'phase-started'; phase: PhaseName; total: number | null }
  | { type: 'phase-progress'; phase: PhaseName; done: number; total: number }
  | { type: 'phase-finished'; timing: PhaseTiming }
  | { type: 'proof'; proof: Proof }
  | { type: 'build-finished'; report: BuildReport };
