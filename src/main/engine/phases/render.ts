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

export interface RenderedSite {
  /** By page number. */
  facts: Map<PageNumber, PageFacts>;
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
  const rendered: RenderedSite = { facts: new Map(), degraded: new Set(), milliseconds: new Map(), requests: [] };
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
        noteRendered(input, rendered, reasons, result);
        handle.span(span, count);
        handle.advance(count);
      },
      lost: (page) => lost.push(page),
    },
    signal,
  );
  await writeLostPages(input, rendered, lost);
  gather(input, rendered);
  return rendered;
}

function noteRendered(
  { snapshot, ledger, memory, started }: RenderInput,
  { milliseconds }: RenderedSite,
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

/** What all pages came to, those that are kept too. */
function gather({ snapshot, plan, ledger, memory, report }: RenderInput, rendered: RenderedSite): void {
  for (const page of plan.kept) ledger.keep((snapshot.pages[page] as PageRecord).output);
  snapshot.pages.forEach(({ id, url }, page) => {
    const known = memory.page(id);
    // Its worker was lost.
    if (known === undefined) return;
    const { degraded, findings, requests } = known.node;
    rendered.facts.set(page, memory.factsOf(known));
    if (degraded) rendered.degraded.add(page);
    for (const finding of findings) report({ page: url, finding });
    for (const request of requests) rendered.requests.push(request);
  });
}

/** A page that stops every worker still gets its place: a marked frame without its content. */
async function writeLostPages(input: RenderInput, rendered: RenderedSite, lost: PageNumber[]): Promise<void> {
  if (lost.length === 0) return;
  const records = lost.map((page) => input.snapshot.pages[page] as PageRecord);
  const items = records.map((record) => ({ from: Buffer.from(degradedPage(record, '')), output: record.output }));
  const write = input.ledger.order(items.map((item) => item.output));
  const { result } = await input.runner.run('copyFiles', { items, write });
  records.forEach((record, i) => {
    const page = lost[i] as PageNumber;
    input.ledger.note(result.outputs[i] as RenderedPage['output'], record.url);
    rendered.degraded.add(page);
    const place = record.source === null ? {} : { file: record.source };
    input.report({
      page: record.url,
      finding: { code: 'worker-lost', data: { url: record.url }, cause: 'worker', ...place },
    });
  });
}
