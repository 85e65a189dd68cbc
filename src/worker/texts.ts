import { renderText } from '../kernel/site/render-text.ts';
import type { RenderedText, TextItem, TextResult, TextTask } from '../kernel/tasks.ts';
import { type LoadedSite, loadSite } from './loaded-site.ts';
import { TraceTable } from './trace-table.ts';
import { writeOutput } from './write-output.ts';

/** Phase 8: feeds, sitemap, robots.txt and redirects, each by its template. */
export function renderTexts(task: TextTask): TextResult {
  const site = loadSite(task.site);
  const table = new TraceTable(site.index);
  const texts = task.items.map((item, i) => renderOne(task, site, item, i, table));
  return { texts, traces: table.toBatch() };
}

function renderOne(task: TextTask, site: LoadedSite, item: TextItem, i: number, table: TraceTable): RenderedText {
  const { text, findings, trace } = renderText(site.index, site.templates, item);
  table.add(trace.keys);
  const noted = { findings, requests: trace.requests };
  if (text === null) {
    const output = { path: item.output, size: 0, hash: '', signature: '', state: 'failed' } as const;
    return { ...noted, output, made: false };
  }
  const output = writeOutput(task.write, item.output, Buffer.from(text), task.write.known?.[i] ?? null);
  return { ...noted, output, made: true };
}
