/** What an audit found, for a writer. */
import { counted } from '../../../shared/numbers.ts';
import type { AuditMistake, AuditReport } from '../../engine/types.ts';

/** To be said when all of it has been made again: short, for the status line. The newest report is the one. */
export function auditNotice({ mistakes, report }: Pick<AuditReport, 'mistakes' | 'report'>): string {
  const sources = mistakes.filter(({ kind }) => kind === 'source').length;
  const what = sources > 0 ? missed(sources) : different(mistakes);
  const folder = report?.slice(0, report.lastIndexOf('/')) ?? '';
  return `${what}; a report for Galley’s makers is in ${folder}.`;
}

function missed(files: number): string {
  const change = files === 1 ? 'A change of 1 file' : `Changes of ${counted(files, 'file')}`;
  return `${change} had been missed. The whole site has been made again`;
}

function different(mistakes: readonly AuditMistake[]): string {
  const things = counted(mistakes.length, mistakes.some(({ kind }) => kind === 'text') ? 'file' : 'page');
  return mistakes.length === 1
    ? `${things} was not as a fresh build would make it. It has been made again`
    : `${things} were not as a fresh build would make them. They have been made again`;
}
