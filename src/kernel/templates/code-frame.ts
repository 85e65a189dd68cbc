import type { SourceRange } from '../../shared/proof.ts';

/**
 * The lines about a range, numbered, with the range marked beneath: for terminals.
 * @param around lines shown before and after
 */
export function codeFrame(source: string, range: SourceRange, around = 2): string {
  const lines = source.split(/\r?\n/);
  const { start, end } = range;
  const first = Math.max(1, start.line - around);
  const last = Math.min(lines.length, start.line + around);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines[number - 1] ?? '';
    shown.push(`${number === start.line ? '>' : ' '} ${String(number).padStart(width)} | ${line}`.trimEnd());
    if (number !== start.line) continue;
    const indent = line.slice(0, start.column - 1).replace(/[^\t]/g, ' ');
    const stop = end.line === start.line ? end.column : line.length + 1;
    shown.push(`  ${' '.repeat(width)} | ${indent}${'^'.repeat(Math.max(1, stop - start.column))}`);
  }
  return shown.join('\n');
}
