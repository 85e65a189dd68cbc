/** Phase 9: what the facts say about the site, and all findings of the build brought together as proofs. */
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
  snapshot: SiteSnapshot;
  bodies: readonly SharedArrayBuffer[];
  readSource(source: string): string | null;
  rendered: RenderedSite;
  map: AssetMap;
  ledger: OutputLedger;
  usedByTexts: ReadonlySet<string>;
  findings: readonly PageFinding[];
}

export async function checkSite(input: CheckPhaseInput, handle: PhaseHandle): Promise<MergedFindings> {
  const { checks, standing, snapshot, rendered, map, ledger, usedByTexts, bodies } = input;
  const findings = withPages(snapshot, input.findings);
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
      origin: createOrigins(snapshot, bodies, input.readSource),
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
function withPages(snapshot: SiteSnapshot, findings: readonly PageFinding[]): PageFinding[] {
  let urls: Map<string, string> | null = null;
  return findings.map(({ page, finding }) => {
    if (page !== null || finding.file === undefined) return { page, finding };
    urls ??= urlsBySource(snapshot);
    return { page: urls.get(finding.file) ?? null, finding };
  });
}

function urlsBySource({ pages }: SiteSnapshot): Map<string, string> {
  const urls = new Map<string, string>();
  for (const { source, url } of pages) if (source !== null && !urls.has(source)) urls.set(source, url);
  return urls;
}
