/** How checks word what they found: places in documents, causes that many pages share. */
import { compareCodePoints } from '../../../kernel/order.ts';
import type { Finding, FindingData, SourceRange } from '../../../shared/proof.ts';
import type { ProofCode } from '../../../shared/proofs/registry.ts';
import type { PageFinding } from '../build-state.ts';
import type { CheckContext, CheckedPage, TroubledReference } from './types.ts';
import type { OwnPlace } from './written-places.ts';

/** From this many pages on, the same thing is taken for the design's doing and is one proof; below, each page has its own. */
const SHARED_BY = 3;

/** A finding about a reference: with its place in the document, where that is known. */
export function referenceFinding(
  context: CheckContext,
  { page, reference }: Pick<TroubledReference, 'page' | 'reference'>,
  code: ProofCode,
  data: FindingData,
  cause: string,
): PageFinding {
  const place = context.origin?.(page.url, reference.url) ?? null;
  const finding: Finding = { code, data, cause, expression: place?.expression ?? reference.url };
  finding.detail = `${reference.kind} reference "${reference.url}" in ${page.output}`;
  if (place !== null) {
    finding.file = place.file;
    if (place.range !== undefined) finding.range = place.range;
  }
  return { page: page.url, finding };
}

/** A finding about a page as a whole; its document is the place. */
export function pageFinding(
  page: CheckedPage,
  code: ProofCode,
  data: FindingData,
  cause: string,
  range?: SourceRange,
): PageFinding {
  const finding: Finding = { code, data, cause };
  if (page.record?.source) {
    finding.file = page.record.source;
    if (range !== undefined) finding.range = range;
  }
  return { page: page.url, finding };
}

/** Something seen on a page, by a key that is the same where the design repeats it. */
export interface Sighting {
  page: CheckedPage;
  key: string;
  data: FindingData;
  /** Where the page's own document wrote it; null where the design may have. */
  own: OwnPlace | null;
}

/**
 * One finding for each sighting that many pages share (the design's, so without a document), and of the others one for each
 * page, that of its first. What a document wrote itself is never the design's, however many do the same.
 */
export function sharedOrPerPage(sightings: readonly Sighting[], code: ProofCode): PageFinding[] {
  const pagesOf = new Map<string, Set<string>>();
  for (const { page, key, own } of sightings) {
    if (own !== null) continue;
    const pages = pagesOf.get(key);
    if (pages === undefined) pagesOf.set(key, new Set([page.url]));
    else pages.add(page.url);
  }
  const said = new Set<string>();
  const findings: PageFinding[] = [];
  for (const { page, key, data, own } of sightings) {
    if (own === null && (pagesOf.get(key)?.size ?? 0) >= SHARED_BY) {
      findings.push({ page: page.url, finding: { code, data, cause: `shared ${key}` } });
    } else if (!said.has(page.url)) {
      said.add(page.url);
      findings.push(pageFinding(page, code, data, `page ${page.url}`, own?.range));
    }
  }
  return findings;
}

/** By page, code, file, position, cause: any two that differ in one of these have an order. */
export function compareFindings(a: PageFinding, b: PageFinding): number {
  return (
    compareCodePoints(a.page ?? '', b.page ?? '') ||
    compareCodePoints(a.finding.code, b.finding.code) ||
    compareCodePoints(a.finding.file ?? '', b.finding.file ?? '') ||
    (a.finding.range?.start.line ?? 0) - (b.finding.range?.start.line ?? 0) ||
    (a.finding.range?.start.column ?? 0) - (b.finding.range?.start.column ?? 0) ||
    compareCodePoints(a.finding.cause ?? '', b.finding.cause ?? '') ||
    compareCodePoints(a.finding.expression ?? '', b.finding.expression ?? '')
  );
}
