/** One sentence on where the time went. */

import { phaseWords } from '../../shared/phase-words.ts';
import type { BuildReport, PhaseTiming } from '../../shared/report.ts';
import { count, formatDuration, formatNumber } from '../words/numbers.ts';

/** "410 ms, mostly pictures and styles"; "410 ms, half of it making pages and a quarter reading pages". */
export function timeSentence(milliseconds: number, phases: readonly PhaseTiming[]): string {
  const total = formatDuration(milliseconds);
  const [first, second] = [...phases].sort((a, b) => b.wall - a.wall);
  if (first === undefined || milliseconds <= 0) return total;
  const words = (timing: PhaseTiming): string => phaseWords[timing.phase].toLowerCase();
  const share = first.wall / milliseconds;
  if (share >= 0.55) return `${total}, mostly ${words(first)}`;
  if (second === undefined) return total;
  return `${total}, most of it ${words(first)}, then ${words(second)}`;
}

/** What was kept: "3 of 24 pages were made again, 21 kept as they were". null: all were made, as in a first build. */
export function madeSentence({ counts }: Pick<BuildReport, 'counts'>): string | null {
  const { pages, rendered } = counts;
  const kept = pages - rendered;
  if (kept <= 0) return null;
  if (rendered === 0) return `No page had to be made again: ${count(kept, 'page')} kept`;
  const made = rendered === 1 ? 'was' : 'were';
  return `${formatNumber(rendered)} of ${formatNumber(pages)} pages ${made} made again, ${formatNumber(kept)} kept as before`;
}

/** Why nothing of earlier builds could be used. null: it was, or there was none. */
export function remadeSentence({ remade }: Pick<BuildReport, 'remade'>): string | null {
  return remade === null || remade === undefined || remade === 'clean build' ? null : `All was made again: ${remade}.`;
}
