import { counted } from '../../shared/numbers.ts';
import type { BuildReport } from '../../shared/report.ts';
import { exitCodes } from '../host.ts';
import { printable, spoken } from './text.ts';

/** "A Field Guide: 24 pages in 0.4 s, 5 things to mend". */
export function verdict(report: BuildReport): string {
  const pages = `${counted(report.counts.pages, 'page')} in ${spoken(report.milliseconds)}`;
  return `${printable(report.site.title)}: ${pages}, ${judgement(report)}`;
}

/** "all good", "all good, 2 suggestions", "5 things to mend". */
function judgement({ causes, counts, cancelled }: BuildReport): string {
  if (cancelled) return 'stopped before it was done';
  const wrong = causes.error + causes.warning;
  const parts = [wrong > 0 ? counted(wrong, 'thing to mend', 'things to mend') : 'all good'];
  if (counts.degraded > 0) parts.push(`${counted(counts.degraded, 'page')} could not be made as designed`);
  if (causes.hint > 0) parts.push(counted(causes.hint, 'suggestion'));
  return parts.join(', ');
}

/** 0 good; 2 errors or degraded pages, with `strict` also warnings; 1 when it was stopped. */
export function exitCodeOf({ causes, counts, cancelled }: BuildReport, strict: boolean): number {
  if (cancelled) return exitCodes.couldNotRun;
  const wrong = causes.error > 0 || counts.degraded > 0 || (strict && causes.warning > 0);
  return wrong ? exitCodes.mistakes : exitCodes.good;
}
