/** The figures of several runs as one table. */
import { median } from '../measure.ts';
import type { Figures } from './measure-studio.ts';

/** Pauses: the worst of all runs; everything else: the middle. */
export function combine(runs: readonly Figures[]): Figures {
  const combined: Figures = new Map();
  for (const name of new Set(runs.flatMap((figures) => [...figures.keys()]))) {
    const values = runs.map((figures) => figures.get(name) ?? Number.NaN);
    combined.set(name, /longest|most/.test(name) ? Math.max(...values) : median(values));
  }
  return combined;
}

/** A row for each figure, a column for each site. */
export function studioTable(heads: readonly string[], columns: readonly Figures[]): string[] {
  const names = [...new Set(columns.flatMap((figures) => [...figures.keys()]))];
  const rows = names.map((name) => [name, ...columns.map((figures) => shown(name, figures.get(name)))]);
  const lines = [['', ...heads], ...rows];
  const widths = lines[0]!.map((_head, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const draw = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [draw(lines[0]!), rule, ...rows.map(draw)];
}

function shown(name: string, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '';
  return name.startsWith('load') ? value.toFixed(1) : Math.round(value).toLocaleString('en-US');
}
