/** Numbers, times and counts as a person would say them. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** "9,412". */
export function formatNumber(value: number): string {
  return whole.format(value);
}

/** "1 page", "9,412 pages". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

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

/** "1.2 MB"; bytes in decimal units, as file managers show them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte');
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "today at 14:02", "3 March at 9:15", "3 March 2025". */
export function formatMoment(iso: string, now: Date = new Date()): string {
  const moment = new Date(iso);
  const time = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit' }).format(moment);
  if (moment.toDateString() === now.toDateString()) return `today at ${time}`;
  const sameYear = moment.getFullYear() === now.getFullYear();
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(moment);
  return sameYear ? `${day} at ${time}` : day;
}
