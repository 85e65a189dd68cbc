/** Phase 9: what the facts say about the site, and all findings of the build brought together as proofs. */
import type { SiteIndex } from '../../../kernel/site/site-index.ts';
import type { PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import type { OutputLedger, PageFinding } from '../build-state.ts';
import type { AssetMap } from '../checks/asset-map.ts';
import { type MergedFindings, mergeUnmuted } from '../checks/merge-findings.ts';
import type { SiteChecks } from '../checks/run-checks.ts';
import type { CheckedPage } from '../checks/types.ts';
import { createPause, type PhaseHandle } from '../clock.ts';
import type { Standing } from '../resident/standing.ts';
import { createOrigins, documentReader } from './origins.ts';
import type { RenderedSite } from './render.ts';

export interface CheckPhaseInput {
  checks: SiteChecks;
  /** What of the build before counts; null: nothing. */
  standing: Standing | null;
  index: SiteIndex;
  bodies: readonly SharedArrayBuffer[];
  readSource(source: string): string | null;
  rendered: RenderedSite;
  map: AssetMap;
  ledger: OutputLedger;
  usedByTexts: ReadonlySet<string>;
  findings: readonly PageFinding[];
}

export async function checkSite(input: CheckPhaseInput, handle: PhaseHandle): Promise<MergedFindings> {
  const { checks, standing, index, rendered, map, ledger, usedByTexts, bodies } = input;
  const { snapshot } = index;
  const findings = withPages(index, input.findings);
  const pause = createPause();
  const found = await checks.run(
    {
      pages: checkedPages(snapshot, rendered, checks.pages),
      sameFiles: standing !== null && !ledger.hasOtherPaths,
      files: ledger,
      snapshot,
      assets: map,
      usedElsewhere: usedByTexts,
      findings,
      origin: createOrigins(index, bodies, input.readSource),
      document: documentReader(bodies, input.readSource),
    },
    async () => pause(),
  );
  handle.advance(snapshot.pages.length);
  return mergeUnmuted([...findings, ...found], snapshot.config.checks.mute);
}

/** @param before of a page that is the same there is the same object */
function checkedPages(
  snapshot: SiteSnapshot,
  { facts, degraded }: RenderedSite,
  before: readonly CheckedPage[],
): CheckedPage[] {
  const pages: CheckedPage[] = [];
  for (let page = 0; page < facts.length; page++) {
    const seen = facts[page];
    if (seen === undefined) continue;
    const record = snapshot.pages[page] as PageRecord;
    const isDegraded = degraded.has(page);
    const known = before[pages.length];
    const isSame = known?.record === record && known.facts === seen && known.degraded === isDegraded;
    const { url, output } = record;
    pages.push(isSame ? known : { url, output, facts: seen, record, degraded: isDegraded });
  }
  return pages;
}

/** A finding about a document is about its page, if it has one. */
function withPages(index: SiteIndex, findings: readonly PageFinding[]): PageFinding[] {
  return findings.map(({ page, finding }) => {
    if (page !== null || finding.file === undefined) return { page, finding };
    const number = index.lookups.bySource(finding.file);
    return { page: number === null ? null : index.record(number).url, finding };
  });
}
