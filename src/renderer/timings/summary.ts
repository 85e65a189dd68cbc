/** One sentence on where the time went. */

import { phaseWords } from '../../shared/phase-words.ts';
import type { PhaseTiming } from '../../shared/report.ts';
import { formatDuration } from '../words/numbers.ts';

/** "410 ms, mostly pictures and styles"; "410 ms, half of it making pages and a quarter reading pages". */
export function timeSentence(milliseconds: number, phases: readonly PhaseTiming[]): string {
  const total = formatDuration(milliseconds);
  const [first, second] = [...phases].sort((a, b) => b.wall - a.wall);
  if (first === undefined || milliseconds <= 0) return total;
  const words = (timing: PhaseTiming): string => phaseWords[timing.phase].toLowerCase();
  const share = first.wall / milliseconds;
  if (share >= 0.55) return `${total}, mostly ${words(first)}`;
  if (second === undefined) return total;
  return `${total}, most of it ${words(first)} and ${words(second)}`;
}
