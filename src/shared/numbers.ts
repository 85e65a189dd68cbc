/** Numbers, sizes and moments as a person would say them, the same in the window and on a terminal. */

/** "9,412". */
export function formatNumber(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** "1 page", "9,412 pages". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

/** "1.2 MB"; bytes in decimal units, as file managers show them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte');
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
