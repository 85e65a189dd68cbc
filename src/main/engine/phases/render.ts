/** Phases 6 and 7: pages are rendered and written in the pool; their facts and traces are gathered here. */

import { decodeFacts } from '../../../kernel/html/facts-batch.ts';
import type { PageFacts } from '../../../kernel/html/types.ts';
import { degradedPage } from '../../../kernel/site/degraded-page.ts';
import type { RenderedPage, RenderResult, SiteRef } from '../../../kernel/tasks.ts';
import type { ImageRequest } from '../../../kernel/trace/recorder.ts';
import type { PageNumber, PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import type { OutputLedger, PageFinding } from '../build-state.ts';
import type { PhaseHandle } from '../clock.ts';
import type { BuildPlan } from '../plan/plan.ts';
import { runBatches } from '../pool/batches.ts';
import type { TaskRunner } from '../pool/runner.ts';
import type { TraceBook } from '../save/traces.ts';

export interface RenderedSite {
  /** By page number. */
  facts: Map<PageNumber, PageFacts>;
  degraded: Set<PageNumber>;
  milliseconds: Map<PageNumber, number>;
  requests: ImageRequest[];
}

interface RenderInput {
  runner: TaskRunner;
  site: SiteRef;
  snapshot: SiteSnapshot;
  plan: BuildPlan;
  ledger: OutputLedger;
  traces: TraceBook;
  report(finding: PageFinding): void;
}

export async function renderPages(
  input: RenderInput,
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<RenderedSite> {
  const { runner, site, snapshot, plan, ledger } = input;
  const pages = plan.render.map((item) => item.page);
  const rendered: RenderedSite = { facts: new Map(), degraded: new Set(), milliseconds: new Map(), requests: [] };
  const lost: PageNumber[] = [];
  const outputOf = (page: PageNumber): string => (snapshot.pages[page] as PageRecord).output;
  handle.expect(pages.length);
  await runBatches(
    runner,
    {
      task: 'renderBatch',
      items: pages,
      message: (items) => ({ site, pages: [...items], write: ledger.order(items.map(outputOf)) }),
      done(result, _first, count, span) {
        gather(input, rendered, result);
        handle.span(span, count);
        handle.advance(count);
      },
      lost: (page) => lost.push(page),
    },
    signal,
  );
  await writeLostPages(input, rendered, lost);
  return rendered;
}

function gather(input: RenderInput, rendered: RenderedSite, result: RenderResult): void {
  const facts = decodeFacts(result.facts);
  result.pages.forEach((page, i) => {
    rendered.facts.set(page.page, facts[i] as PageFacts);
    gatherPage(input, rendered, page);
  });
  const ids = result.pages.map(({ page }) => (input.snapshot.pages[page] as PageRecord).id);
  input.traces.note(result.traces, ids, 'page');
}

function gatherPage(input: RenderInput, rendered: RenderedSite, page: RenderedPage): void {
  const record = input.snapshot.pages[page.page] as PageRecord;
  input.ledger.note(page.output, record.url);
  rendered.milliseconds.set(page.page, page.milliseconds);
  if (page.degraded) rendered.degraded.add(page.page);
  for (const finding of page.findings) input.report({ page: record.url, finding });
  for (const request of page.requests) rendered.requests.push(request);
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
