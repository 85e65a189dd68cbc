/** Phases 6 and 7: pages are rendered and written in the pool; their facts and traces are gathered here. */

import type { PageFacts } from '../../../kernel/html/types.ts';
import { degradedPage } from '../../../kernel/site/degraded-page.ts';
import type { OutputFile, RenderedPage, RenderResult, SiteRef } from '../../../kernel/tasks.ts';
import type { ImageRequest } from '../../../kernel/trace/recorder.ts';
import type { PageNumber, PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import type { OutputLedger, PageFinding } from '../build-state.ts';
import type { RenderedNode } from '../cache/frames.ts';
import type { SiteMemory } from '../cache/memory.ts';
import type { PhaseHandle } from '../clock.ts';
import type { BuildPlan } from '../plan/plan.ts';
import { runBatches } from '../pool/batches.ts';
import type { TaskRunner } from '../pool/runner.ts';
import type { Standing } from '../resident/standing.ts';

/** By page number; undefined for a page of which nothing is known, since its worker was lost. */
export interface Gathered {
  nodes: readonly (RenderedNode | undefined)[];
  facts: readonly (PageFacts | undefined)[];
  /** Those whose nodes have anything that has to be brought together, in order. */
  remarkable: readonly PageNumber[];
}

export interface RenderedSite extends Gathered {
  degraded: Set<PageNumber>;
  /** Of those that were rendered now. */
  milliseconds: Map<PageNumber, number>;
  requests: ImageRequest[];
}

interface RenderInput {
  runner: TaskRunner;
  site: SiteRef;
  snapshot: SiteSnapshot;
  plan: BuildPlan;
  /** What of the build before counts; null: nothing. */
  standing: Standing | null;
  ledger: OutputLedger;
  memory: SiteMemory;
  /** ISO instant at which the build began. */
  started: string;
  report(finding: PageFinding): void;
}

export async function renderPages(
  input: RenderInput,
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<RenderedSite> {
  const { runner, site, snapshot, plan, ledger, memory } = input;
  const pages = plan.render.map((item) => item.node);
  const noted: Noted = { degraded: new Set(), milliseconds: new Map(), requests: [] };
  const lost: PageNumber[] = [];
  const outputOf = (page: PageNumber): string => (snapshot.pages[page] as PageRecord).output;
  const reasons = new Map(plan.render.map(({ node, reason }) => [node, reason]));
  for (const page of pages) memory.forget('pages', (snapshot.pages[page] as PageRecord).id);
  handle.expect(pages.length);
  await runBatches(
    runner,
    {
      task: 'renderBatch',
      items: pages,
      message: (items) => ({ site, pages: [...items], write: ledger.order(items.map(outputOf)) }),
      done(result, _first, count, span) {
        noteRendered(input, noted, reasons, result);
        handle.span(span, count);
        handle.advance(count);
      },
      lost: (page) => lost.push(page),
    },
    signal,
  );
  await writeLostPages(input, noted, lost);
  keepOutputs(input);
  const gathered = gather(input);
  noteGathered(input, noted, gathered);
  return { ...noted, ...gathered };
}

type Noted = Omit<RenderedSite, keyof Gathered>;

function noteRendered(
  { snapshot, ledger, memory, started }: RenderInput,
  { milliseconds }: Noted,
  reasons: ReadonlyMap<PageNumber, string>,
  { pages, facts, traces }: RenderResult,
): void {
  const nodes = pages.map((page): RenderedNode => {
    const { id, url, source, template } = snapshot.pages[page.page] as PageRecord;
    ledger.note(page.output, url);
    milliseconds.set(page.page, page.milliseconds);
    const { degraded, findings, requests } = page;
    return {
      ...{ id, url, source, template, degraded, findings, requests },
      ...writtenTo(page.output),
      milliseconds: page.milliseconds,
      reason: reasons.get(page.page) as string,
      rendered: started,
    };
  });
  memory.note({ kind: 'pages', nodes, facts, traces });
}

/** What is certain of a file after it was to be written. */
export function writtenTo({ path, state, hash }: OutputFile): Pick<RenderedNode, 'output' | 'hash'> {
  return { output: path, hash: state === 'written' || state === 'unchanged' ? hash : null };
}

function keepOutputs({ snapshot, plan, standing, ledger }: RenderInput): void {
  const outputOf = (page: PageNumber): string => (snapshot.pages[page] as PageRecord).output;
  if (standing === null) for (const page of plan.kept) ledger.keep(outputOf(page));
  else
    ledger.keepPages(
      standing.outputs,
      plan.render.map(({ node }) => outputOf(node)),
    );
  ledger.endPages();
}

/** What all pages came to, those that are kept too. */
function gather({ snapshot, plan, standing, memory }: RenderInput): Gathered {
  const nodes = standing?.gathered.nodes.slice() ?? [];
  const facts = standing?.gathered.facts.slice() ?? [];
  const remarkable = new Set(standing?.gathered.remarkable);
  const others = standing === null ? snapshot.pages.keys() : plan.render.map(({ node }) => node);
  for (const page of others) {
    const known = memory.page((snapshot.pages[page] as PageRecord).id);
    nodes[page] = known?.node;
    facts[page] = known && memory.factsOf(known);
    if (known !== undefined && isRemarkable(known.node)) remarkable.add(page);
    else remarkable.delete(page);
  }
  return { nodes, facts, remarkable: [...remarkable].sort((a, b) => a - b) };
}

function isRemarkable({ degraded, findings, requests }: RenderedNode): boolean {
  return degraded || findings.length > 0 || requests.length > 0;
}

function noteGathered({ snapshot, report }: RenderInput, noted: Noted, { nodes, remarkable }: Gathered): void {
  for (const page of remarkable) {
    const node = nodes[page] as RenderedNode;
    if (node.degraded) noted.degraded.add(page);
    for (const finding of node.findings) report({ page: (snapshot.pages[page] as PageRecord).url, finding });
    for (const request of node.requests) noted.requests.push(request);
  }
}

/** A page that stops every worker still gets its place: a marked frame without its content. */
async function writeLostPages(input: RenderInput, noted: Noted, lost: PageNumber[]): Promise<void> {
  if (lost.length === 0) return;
  const records = lost.map((page) => input.snapshot.pages[page] as PageRecord);
  const items = records.map((record) => ({ from: Buffer.from(degradedPage(record, '')), output: record.output }));
  const write = input.ledger.order(items.map((item) => item.output));
  const { result } = await input.runner.run('copyFiles', { items, write });
  records.forEach((record, i) => {
    const page = lost[i] as PageNumber;
    input.ledger.note(result.outputs[i] as RenderedPage['output'], record.url);
    noted.degraded.add(page);
    const place = record.source === null ? {} : { file: record.source };
    input.report({
      page: record.url,
      finding: { code: 'worker-lost', data: { url: record.url }, cause: 'worker', ...place },
    });
  });
}
