/** The one table of a bench. */

export interface Cell {
  /** Median seconds; null: not measured. */
  seconds: number | null;
  mebibytes: number | null;
}

export interface Row {
  pages: number;
  text: string;
  what: string;
  cells: Record<string, Cell>;
  /** Galley's time over another's: of the medians, and the median of the paired runs. */
  ratios: Record<string, { medians: number; paired: number }>;
}

const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Lines of text, columns aligned, for a terminal and for a note alike. */
export function formatTable(rows: readonly Row[], tools: readonly string[]): string {
  const others = tools.filter((tool) => tool !== 'galley' && tools.includes('galley'));
  const head = ['pages', 'texts', 'what'].concat(
    tools.map((tool) => `${tool} s`),
    tools.map((tool) => `${tool} µs/page`),
    others.map((tool) => `÷ ${tool} (paired)`),
    tools.map((tool) => `${tool} MiB`),
  );
  const lines = rows.map((row) => [
    number(row.pages),
    row.text,
    row.what,
    ...tools.map((tool) => ifAny(row.cells[tool]?.seconds, (value) => value.toFixed(2))),
    ...tools.map((tool) => ifAny(row.cells[tool]?.seconds, (value) => number((value * 1e6) / row.pages))),
    ...others.map((tool) =>
      ifAny(row.ratios[tool], (ratio) => `${ratio.medians.toFixed(2)} (${ratio.paired.toFixed(2)})`),
    ),
    ...tools.map((tool) => ifAny(row.cells[tool]?.mebibytes, number)),
  ]);
  const widths = head.map((title, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]!.length), title.length),
  );
  const draw = (line: readonly string[]): string =>
    `| ${line.map((text, column) => (column === 1 || column === 2 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 1 || column === 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [draw(head), rule, ...lines.map(draw)].join('\n');
}

function ifAny<T>(value: T | null | undefined, show: (value: T) => string): string {
  return value === null || value === undefined ? '' : show(value);
}
