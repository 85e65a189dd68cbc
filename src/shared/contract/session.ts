/** One open site, as a window sees it. */
import type { PhaseName } from '../report.ts';
import type { ChangeSummary } from './fixes.ts';
import type { ProofCounts } from './proofs.ts';

/** Where a site stands. `verdict` is the sentence shown; `kind` decides which action is offered. */
export type SiteState =
  | { kind: 'not-built' }
  | { kind: 'building'; operation: string; phase: PhaseName | null; done: number; total: number | null }
  | { kind: 'good'; pages: number; milliseconds: number }
  | { kind: 'to-fix'; things: number; pages: number; milliseconds: number }
  | { kind: 'changed'; before: 'good' | 'to-fix'; things: number; pages: number }
  | { kind: 'stopped' }
  | { kind: 'could-not-run'; code: string; message: string; advice: string }
  | { kind: 'disk-full'; message: string }
  | { kind: 'folder-gone'; message: string }
  | { kind: 'waiting'; message: string };

export interface SiteInfo {
  root: string;
  title: string;
  /** The site's own address. */
  url: string;
  /** Path of that address: "/birds/". */
  basePath: string;
  language: string;
  /** Origin of its preview, without a slash at the end. */
  previewOrigin: string;
  /** Made on this machine, or said to be the writer's own: its preview may reach the internet. */
  mine: boolean;
  tour: boolean;
}

export interface BuildSummary {
  /** ISO instant: names the report. */
  started: string;
  milliseconds: number;
  pages: number;
  rendered: number;
  degraded: number;
  written: number;
  verdict: 'good' | 'warnings' | 'errors';
}

/** All that a window needs to draw itself; lists are asked for. `seq` is the number of the last event that it contains. */
export interface SessionSnapshot {
  seq: number;
  site: SiteInfo;
  state: SiteState;
  /** What the state bar says about it, in one sentence. */
  proofs: ProofCounts;
  /** Grows with every change of the list; pages are asked for again then. */
  pagesVersion: number;
  proofsVersion: number;
  /** Documents whose text is not saved yet. */
  unsaved: string[];
  changes: ChangeSummary[];
  lastBuild: BuildSummary | null;
}
