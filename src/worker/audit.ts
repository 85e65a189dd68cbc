/** Pages and texts as a clean build would make them, compared with what lies in the output folder. Nothing is written. */
import { readFileSync } from 'node:fs';
import { renderPage } from '../kernel/site/render-page.ts';
import { renderText } from '../kernel/site/render-text.ts';
import type { AuditedItem, AuditedNode, AuditResult, AuditTask } from '../kernel/tasks.ts';
import type { Trace } from '../kernel/trace/recorder.ts';
import { type LoadedSite, loadSite } from './loaded-site.ts';
import { TraceTable } from './trace-table.ts';
import { hashBytes } from './write-output.ts';

/** Beside the index of the last build, which somebody in this thread may still need. */
const KEPT = 2;

export function auditNodes(task: AuditTask): AuditResult {
  const site = loadSite(task.site, KEPT);
  const table = new TraceTable(site.index);
  const nodes = task.items.map((item) => {
    const { bytes, trace } = make(site, item);
    table.add(trace.keys);
    return compare(bytes, read(`${task.out}/${item.output}`));
  });
  return { nodes, traces: table.toBatch() };
}

function make({ index, templates }: LoadedSite, item: AuditedItem): { bytes: Uint8Array | null; trace: Trace } {
  if ('page' in item) {
    const { html, trace } = renderPage(index, templates, item.page);
    return { bytes: Buffer.from(html), trace };
  }
  const { text, trace } = renderText(index, templates, item.text);
  return { bytes: text === null ? null : Buffer.from(text), trace };
}

function compare(made: Uint8Array | null, found: Uint8Array | null): AuditedNode {
  const hashes = { made: made && hashBytes(made), found: found && hashBytes(found) };
  const same = hashes.made === hashes.found;
  return { ...hashes, versions: same ? { made: null, found: null } : { made, found } };
}

function read(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return null;
  }
}
