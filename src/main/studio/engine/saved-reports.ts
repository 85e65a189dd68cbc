/** The reports that the engine keeps of the last builds, read in its thread: one can be many megabytes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReportList, TimingReport } from '../../../shared/contract/timings.ts';
import type { BuildReport } from '../../../shared/report.ts';
import { statePaths } from '../../engine/state-paths.ts';
import { summaryOf } from '../session/summary.ts';

type BuildRow = ReportList['builds'][number];

/** By path: a report never changes once it is written. */
const rows = new Map<string, BuildRow | null>();

/** Newest first. Files that are no reports are left out: the folder is a cache. */
export async function readReports(root: string): Promise<BuildRow[]> {
  const found: BuildRow[] = [];
  for (const path of await reportPaths(root)) {
    let row = rows.get(path);
    if (row === undefined) {
      const report = await readFileReport(path);
      row = report === null ? null : rowOf(report);
      rows.set(path, row);
    }
    if (row !== null) found.push(row);
  }
  return found.sort((a, b) => (a.started < b.started ? 1 : -1));
}

/** Without its proofs; null when there is none of that build. */
export async function readReport(root: string, started: string): Promise<TimingReport | null> {
  await readReports(root);
  for (const path of await reportPaths(root)) {
    if (rows.get(path)?.started !== started) continue;
    const report = await readFileReport(path);
    if (report === null) return null;
    const { proofs: _proofs, muted: _muted, ...timing } = report;
    return timing;
  }
  return null;
}

function rowOf(report: Omit<BuildReport, 'proofs'>): BuildRow {
  return { ...summaryOf(report), phases: report.phases.map(({ phase, wall }) => ({ phase, wall })) };
}

async function reportPaths(root: string): Promise<string[]> {
  const folder = statePaths(root).reports;
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
}

async function readFileReport(path: string): Promise<BuildReport | null> {
  try {
    const report: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isReport(report) ? report : null;
  } catch (error) {
    // Damaged, or removed by a build that keeps only the newest.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** What is listed of one. The folder may have come with a site of somebody else. */
const reportSchema = z.looseObject({
  format: z.literal(1),
  started: z.string(),
  milliseconds: z.number(),
  verdict: z.enum(['good', 'warnings', 'errors']),
  counts: z.looseObject({ pages: z.number(), rendered: z.number(), degraded: z.number(), written: z.number() }),
  phases: z.array(z.looseObject({ phase: z.string(), wall: z.number() })),
  lanes: z.array(z.looseObject({ lane: z.number() })),
  site: z.looseObject({ title: z.string() }),
});

function isReport(value: unknown): value is BuildReport {
  return reportSchema.safeParse(value).success;
}
