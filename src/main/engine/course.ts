/** What every phase of one build may use. */
import { resolve } from 'node:path';
import type { BuildReport } from '../../shared/report.ts';
import type { PageFinding } from './build-state.ts';
import { CacheLog } from './cache/log.ts';
import { type OpenMemory, sealOf } from './cache/open-memory.ts';
import type { SiteChecks } from './checks/run-checks.ts';
import { BuildClock } from './clock.ts';
import type { Discovery } from './phases/discover.ts';
import type { SnapshotWriter } from './phases/snapshot.ts';
import type { AssetTracker } from './phases/track.ts';
import type { Work } from './pool/decide.ts';
import type { TaskRunner } from './pool/runner.ts';
import type { PlannedSite } from './preview/planned.ts';
import type { SortedChanges } from './resident/sort-changes.ts';
import type { Standing } from './resident/standing.ts';
import { type Outputs, type OutputsList, outputsPaths } from './save/outputs.ts';
import { saveReport } from './save/reports.ts';
import type { LoadedConfig } from './site/config.ts';
import { type StatePaths, statePaths } from './state-paths.ts';
import type { BuildRequest, EngineOptions } from './types.ts';

/** What one build is given by the open site. */
export interface BuildSetting {
  root: string;
  options: EngineOptions;
  /** Unique per open site: workers keep one decoded index for it. */
  key: string;
  version: number;
  runnerFor(work: Work): Promise<TaskRunner>;
  /** Writes the index for the workers, version after version. */
  snapshots: SnapshotWriter;
  /** Follows which page uses which asset, build after build. */
  tracker: AssetTracker;
  /** What is wrong with the site, build after build. */
  checks: SiteChecks;
  /** Reads and writes what in the output folder is ours. */
  list: OutputsList;
  /** Nobody needs more than the report of a build that has nothing to do. */
  mayStandStill: boolean;
  /** What the site remembers of its builds. @param clean it is to forget everything */
  remember(clean: boolean): Promise<OpenMemory>;
  /** What was planned last, by a build that ended well or not; null: nothing was. */
  before: PlannedSite | null;
  /** What the last build left; null: there was none, or it did not end well. */
  standing: Standing | null;
  /** For the next build. */
  leave(standing: Standing): void;
  /** All that changed since then, absolute paths; null: everything is to be looked at. */
  changed: readonly string[] | null;
  /** SortedChanges what is going to be made, when it is decided. */
  planned(site: PlannedSite): void;
}

export interface Course extends BuildSetting {
  request: BuildRequest;
  signal: AbortSignal | undefined;
  /** The output folder, absolute. */
  out: string;
  /** The build's instant, ISO. */
  time: string;
  /** When it began, ISO. */
  started: string;
  /** The same, milliseconds since 1970. */
  seen: number;
  standstill: CacheLog;
  state: StatePaths;
  outputs: { list: string; intent: string };
  clock: BuildClock;
  findings: PageFinding[];
  report(finding: PageFinding): void;
}

export type FoundSite = LoadedConfig & { discovery: Discovery };

/** What phase 1 found. */
export interface Found {
  site: FoundSite;
  /** What earlier builds left in the output folder. */
  outputs: Outputs;
  /** null: everything was looked at. */
  told: SortedChanges | null;
}

export function courseOf(setting: BuildSetting, request: BuildRequest, signal?: AbortSignal): Course {
  const { root, options } = setting;
  const now = new Date();
  const state = statePaths(root);
  const out = resolve(root, request.out ?? 'public');
  const findings: PageFinding[] = [];
  return {
    ...setting,
    ...{ request, signal, out, state, findings },
    started: now.toISOString(),
    seen: now.getTime(),
    time: request.now ?? now.toISOString(),
    standstill: new CacheLog(state.standstill, sealOf(root, options)),
    outputs: outputsPaths(state.folder, root, out),
    clock: new BuildClock(request.onEvent ?? (() => {})),
    report: (finding) => {
      findings.push(finding);
    },
  };
}

/** What of a request changes what is made. */
export function askedOf({ request, out }: Pick<Course, 'request' | 'out'>): { drafts: boolean; out: string } {
  return { drafts: request.drafts, out };
}

export async function announce({ state, request }: Course, report: BuildReport): Promise<BuildReport> {
  const emit = request.onEvent ?? (() => {});
  await saveReport(state.reports, report);
  for (const proof of report.proofs) emit({ type: 'proof', proof });
  emit({ type: 'build-finished', report });
  return report;
}
