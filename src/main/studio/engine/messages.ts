/**
 * What passes between the host and the engine's thread: plain data only. A long list travels in parts, each of which the host
 * asks for when it has taken the one before, so that no single message holds it up.
 */
import type { ReportList, TimingReport } from '../../../shared/contract/timings.ts';
import type { Proof } from '../../../shared/proof.ts';
import type { BuildEvent, BuildReport } from '../../../shared/report.ts';
import type { SiteRoots } from '../../engine/site/layers.ts';
import type {
  AuditReport,
  AuditRequest,
  BuildRequest,
  EngineOptions,
  Impact,
  PageExplanation,
  ShownPage,
  ShowRequest,
  SiteListing,
} from '../../engine/types.ts';
import type { ListingNews } from './listing-news.ts';
import type { ListingMemory } from './remembered-listing.ts';

/** What the thread is started with. */
export interface EngineStart {
  root: string;
  options: EngineOptions;
  /** null: nothing is remembered from one time to the next. */
  memory: ListingMemory | null;
}

/** Where a site's files lie, and what its settings say about it as a whole. */
export interface SiteFacts {
  title: string;
  url: string;
  basePath: string;
  language: string;
  watched: string[];
  roots: SiteRoots;
}

/** Everything that can be asked of the thread. */
export interface EngineCalls {
  outline(): SiteFacts;
  build(request: Omit<BuildRequest, 'onEvent'>): BuildReport;
  explain(page: string): PageExplanation | null;
  impact(file: string): Impact | null;
  /** @param known version of the listing that the host has */
  listing(known: number | null): { whole: SiteListing } | { news: ListingNews } | null;
  showPage(request: ShowRequest): ShownPage;
  lastGood(output: string): { html: string; written: string } | null;
  file(path: string): string | null;
  audit(request: AuditRequest): AuditReport;
  reports(): ReportList['builds'];
  report(started: string): TimingReport | null;
  close(): void;
}
export type EngineCall = keyof EngineCalls;

export type ToEngine =
  | { type: 'call'; id: number; name: EngineCall; args: readonly unknown[] }
  | { type: 'cancel'; id: number }
  /** The part was taken: the next one may come. */
  | { type: 'more'; id: number };

export type FromEngine =
  | { type: 'event'; id: number; event: BuildEvent }
  | { type: 'part'; id: number; part: Part }
  | { type: 'result'; id: number; result: unknown }
  | { type: 'error'; id: number; error: ThreadError };

/** Items of the list called `list` of the result; `owner`: the list belongs to that proof of the report. */
export interface Part {
  list: string;
  owner: number | null;
  items: readonly unknown[];
}

/** An error as data: threads lose what an error carries beside its message. */
export interface ThreadError {
  name: string;
  message: string;
  stack: string | null;
  /** Of CannotBuild. */
  code: string | null;
  advice: string | null;
}

/** Most items in one part. A thousand proofs or rows take the host a few milliseconds. */
export const PART = 1000;

/** Takes the long lists out of a result. @returns what is left of it, and the lists in parts */
export function takeApart(name: EngineCall, result: unknown): { head: unknown; parts: Part[] } {
  if (name === 'build') return reportParts(result as BuildReport);
  if (name === 'listing') return listingParts(result as ReturnType<EngineCalls['listing']>);
  if (name === 'audit') return listParts(result as AuditReport, ['changed', 'touched', 'mistakes']);
  return { head: result, parts: [] };
}

/** Puts a part back where it was taken from. */
export function addPart(head: unknown, { list, owner, items }: Part): void {
  const report = head as BuildReport;
  const whole = (head as { whole?: SiteListing }).whole ?? head;
  const holder = owner === null ? whole : owner < report.proofs.length ? report.proofs[owner] : mutedAt(report, owner);
  const into = (holder as Record<string, unknown[]>)[list];
  if (into === undefined) throw new Error(`a part of an unknown list: ${list}`);
  for (const item of items) into.push(item);
}

/** Owners are counted through the proofs and on through what is muted. */
function mutedAt({ proofs, muted }: BuildReport, owner: number): Proof | undefined {
  return muted?.[owner - proofs.length]?.proof;
}

/** Takes the long lists out of a listing; `addPart` puts them back. */
export function listingApart(listing: SiteListing): { head: SiteListing; parts: Part[] } {
  return listParts(listing, ['documents', 'generated', 'assets']);
}

function listingParts(result: ReturnType<EngineCalls['listing']>): { head: unknown; parts: Part[] } {
  if (result === null || 'news' in result) return { head: result, parts: [] };
  const { head, parts } = listingApart(result.whole);
  return { head: { whole: head }, parts };
}

function listParts<Result extends object>(
  result: Result,
  lists: readonly (keyof Result & string)[],
): { head: Result; parts: Part[] } {
  const head = { ...result };
  const parts: Part[] = [];
  for (const list of lists) {
    const items = result[list] as unknown[];
    if (items.length <= PART) continue;
    Object.assign(head, { [list]: [] });
    for (const slice of slicesOf(items)) parts.push({ list, owner: null, items: slice });
  }
  return { head, parts };
}

/** Proofs in batches that weigh about as much as a thousand places; the places of one with more than that come apart. */
function reportParts(report: BuildReport): { head: BuildReport; parts: Part[] } {
  const long: Part[] = [];
  const proofs = report.proofs.map((proof, owner) => withoutLongLists(proof, owner, long));
  const muted = report.muted?.map(({ proof, by }, at) => ({
    proof: withoutLongLists(proof, proofs.length + at, long),
    by,
  }));
  const parts = [
    ...inBatches('proofs', proofs, (proof) => proof),
    ...inBatches('muted', muted ?? [], ({ proof }) => proof),
    ...long,
  ];
  return { head: { ...report, proofs: [], ...(muted && { muted: [] }) }, parts };
}

function withoutLongLists(proof: Proof, owner: number, long: Part[]): Proof {
  const light = { ...proof };
  for (const list of ['places', 'pages'] as const) {
    if (proof[list].length <= PART) continue;
    Object.assign(light, { [list]: [] });
    for (const items of slicesOf(proof[list] as readonly unknown[])) long.push({ list, owner, items });
  }
  return light;
}

function inBatches<Item>(list: string, items: readonly Item[], proofOf: (item: Item) => Proof): Part[] {
  const parts: Part[] = [];
  let batch: Item[] = [];
  let weight = 0;
  for (const item of items) {
    const { places, pages } = proofOf(item);
    batch.push(item);
    weight += 1 + places.length + pages.length;
    if (weight < PART) continue;
    parts.push({ list, owner: null, items: batch });
    batch = [];
    weight = 0;
  }
  if (batch.length > 0) parts.push({ list, owner: null, items: batch });
  return parts;
}

function slicesOf<Item>(items: readonly Item[]): Item[][] {
  const slices: Item[][] = [];
  for (let at = 0; at < items.length; at += PART) slices.push(items.slice(at, at + PART));
  return slices;
}
