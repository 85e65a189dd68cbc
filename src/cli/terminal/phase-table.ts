import { counted } from '../../shared/numbers.ts';
import { phaseWords } from '../../shared/phase-words.ts';
import type { BuildReport, PhaseName } from '../../shared/report.ts';
import { displayWidth, printable, spoken } from './text.ts';

/** Where the time of a build went: phases, then the slowest pages and templates. Ends with a line break. */
export function phaseTable(report: BuildReport): string {
  const total = report.milliseconds || 1;
  const rows = report.phases.map(({ phase, wall, cpu, items }) => [
    phaseWords[phase as PhaseName],
    spoken(wall),
    spoken(cpu),
    items.toLocaleString('en-US'),
    `${Math.round((wall / total) * 100)} %`,
  ]);
  const threads = report.workers === 0 ? 'one thread' : `${counted(report.workers, 'worker')}`;
  const parts = [
    table(['phase', 'time', 'processor', 'items', 'share'], rows),
    `${threads}, ${Math.round(report.pagesPerSecond).toLocaleString('en-US')} pages a second\n`,
  ];
  if (report.slowestPages.length > 0) {
    parts.push(
      table(
        ['slowest pages', 'time'],
        report.slowestPages.map((page) => [printable(page.url), exact(page.milliseconds)]),
      ),
    );
  }
  if (report.slowestTemplates.length > 0) {
    const lines = report.slowestTemplates.map((one) => [
      printable(one.template),
      exact(one.milliseconds),
      one.pages.toLocaleString('en-US'),
    ]);
    parts.push(table(['slowest templates', 'time', 'pages'], lines));
  }
  return parts.join('\n');
}

function exact(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : spoken(milliseconds);
}

/** The first column to the left, the others to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => {
        const space = ' '.repeat(widths[column]! - displayWidth(text));
        return column === 0 ? text + space : space + text;
      })
      .join('  ')
      .trimEnd();
  return `${all.map(line).join('\n')}\n`;
}
