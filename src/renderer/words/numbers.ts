/** Numbers, times and counts as a person would say them. */
import { formatNumber } from '../../shared/numbers.ts';

export { counted as count, formatBytes, formatMoment, formatNumber } from '../../shared/numbers.ts';

/** Milliseconds in the unit that a person would say: "84 ms", "1.2 s", "2 min 5 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return 'under 1 ms';
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return `${formatNumber(minutes)} min ${Math.round(seconds - minutes * 60)} s`;
}
