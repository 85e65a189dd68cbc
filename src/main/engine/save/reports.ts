import { mkdir, readdir, rm } from 'node:fs/promises';
import type { BuildReport } from '../../../shared/report.ts';
import { writeAtomic } from './atomic.ts';

const KEPT = 50;

/** Keeps a build's report beside the last 49; names sort by time. */
export async function saveReport(folder: string, report: BuildReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  await writeAtomic(`${folder}/${stamp}.json`, JSON.stringify(report));
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  for (const name of names.slice(0, Math.max(0, names.length - KEPT))) await rm(`${folder}/${name}`, { force: true });
}
