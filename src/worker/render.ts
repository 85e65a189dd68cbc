import { collectFacts } from '../kernel/html/collect-facts.ts';
import { encodeFacts } from '../kernel/html/facts-batch.ts';
import type { PageFacts } from '../kernel/html/types.ts';
import { renderPage } from '../kernel/site/render-page.ts';
import type { KnownOutput, RenderedPage, RenderResult, RenderTask } from '../kernel/tasks.ts';
import type { PageNumber } from '../shared/snapshot.ts';
import { type LoadedSite, loadSite } from './loaded-site.ts';
import { TraceTable } from './trace-table.ts';
import { writeOutput } from './write-output.ts';

/** Phases 6 and 7 for one batch: renders pages, notes their facts and writes what differs. */
export function renderBatch(task: RenderTask): RenderResult {
  const site = loadSite(task.site);
  const table = new TraceTable(site.index);
  const facts: PageFacts[] = [];
  const pages = task.pages.map((page, i) => {
    const known = task.write.known?.[i] ?? null;
    return renderOne(task, site, page, known, table, facts);
  });
  return { pages, facts: encodeFacts(facts), traces: table.toBatch() };
}

function renderOne(
  task: RenderTask,
  site: LoadedSite,
  page: PageNumber,
  known: KnownOutput | null,
  table: TraceTable,
  facts: PageFacts[],
): RenderedPage {
  const started = performance.now();
  const { html, degraded, findings, trace } = renderPage(site.index, site.templates, page);
  facts.push(collectFacts(html));
  const milliseconds = performance.now() - started;
  const output = writeOutput(task.write, site.index.record(page).output, Buffer.from(html), known);
  table.add(trace.keys);
  return { page, output, degraded, milliseconds, findings, requests: trace.requests };
}
