/** The report of a build that ran to its end. */
import type { MutedProof, Proof, Severity } from '../../shared/proof.ts';
import type { BuildCounts, BuildReport } from '../../shared/report.ts';
import type { PageRecord, SiteSnapshot } from '../../shared/snapshot.ts';
import type { OutputLedger } from './build-state.ts';
import type { BuildClock } from './clock.ts';
import type { RenderedSite } from './phases/render.ts';
import type { BuildPlan } from './plan/plan.ts';

export interface ReportInput {
  root: string;
  galley: string;
  started: string;
  workers: number;
  clock: BuildClock;
  snapshot: SiteSnapshot;
  plan: BuildPlan;
  /** Why nothing of earlier builds counted; null: it did. */
  remade: string | null;
  rendered: RenderedSite;
  ledger: OutputLedger;
  proofs: Proof[];
  muted: MutedProof[];
  documents: number;
  deleted: number;
}

const SLOWEST = 20;

export function makeReport(input: ReportInput): BuildReport {
  const { clock, snapshot, plan, proofs, rendered } = input;
  const causes = countCauses(proofs);
  const render = clock.timings.find((timing) => timing.phase === 'render');
  const seconds = (render?.wall ?? 0) / 1000;
  return {
    format: 1,
    galley: input.galley,
    site: { title: snapshot.config.title, root: input.root },
    started: input.started,
    milliseconds: clock.elapsed,
    workers: input.workers,
    phases: clock.timings,
    lanes: clock.lanes,
    counts: countWork(input),
    pagesPerSecond: seconds > 0 ? Math.round(plan.render.length / seconds) : 0,
    reasons: plan.reasons,
    remade: input.remade,
    slowestPages: slowestPages(snapshot, rendered),
    slowestTemplates: slowestTemplates(snapshot, rendered),
    proofs,
    muted: input.muted,
    degradedPages: [...rendered.degraded].map((page) => (snapshot.pages[page] as PageRecord).url).sort(),
    causes,
    verdict: causes.error > 0 || rendered.degraded.size > 0 ? 'errors' : causes.warning > 0 ? 'warnings' : 'good',
    cancelled: false,
  };
}

function countCauses(proofs: readonly Proof[]): Record<Severity, number> {
  const causes: Record<Severity, number> = { error: 0, warning: 0, hint: 0 };
  for (const { severity } of proofs) causes[severity]++;
  return causes;
}

function countWork({ snapshot, plan, rendered, ledger, documents, deleted }: ReportInput): BuildCounts {
  return {
    documents,
    pages: snapshot.pages.length,
    rendered: plan.render.length,
    degraded: rendered.degraded.size,
    written: ledger.written,
    unchanged: ledger.unchanged,
    deleted,
    assets: snapshot.assets.length,
    images: new Set(rendered.requests.map((request) => request.output)).size,
    bytes: ledger.bytes,
  };
}

function slowestPages(snapshot: SiteSnapshot, { milliseconds }: RenderedSite): BuildReport['slowestPages'] {
  return [...milliseconds]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, SLOWEST)
    .map(([page, time]) => ({ url: (snapshot.pages[page] as PageRecord).url, milliseconds: time }));
}

function slowestTemplates(snapshot: SiteSnapshot, { milliseconds }: RenderedSite): BuildReport['slowestTemplates'] {
  const byTemplate = new Map<string, { template: string; milliseconds: number; pages: number }>();
  for (const [page, time] of milliseconds) {
    const { template } = snapshot.pages[page] as PageRecord;
    const row = byTemplate.get(template) ?? { template, milliseconds: 0, pages: 0 };
    row.milliseconds += time;
    row.pages++;
    byTemplate.set(template, row);
  }
  return [...byTemplate.values()].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
}
