/** Clocks: what an instant is called in a time zone, and back. Formatters are made once per zone. */

const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = makeFormatter(zone);
    formatters.set(zone, formatter);
  }
  return formatter;
}

function makeFormatter(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export function isZone(zone: string): boolean {
  return formatterOf(zone) !== null;
}

/** Minutes east of UTC at an instant; 0 for a zone that does not exist. */
export function offsetAt(zone: string, timestamp: number): number {
  const formatter = formatterOf(zone);
  if (formatter === null) return 0;
  const part: Record<string, string> = {};
  for (const { type, value } of formatter.formatToParts(timestamp)) part[type] = value;
  const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year);
  const local = utc(
    year,
    Number(part.month),
    Number(part.day),
    Number(part.hour),
    Number(part.minute),
    Number(part.second),
  );
  return Math.round((local - Math.floor(timestamp / 1000) * 1000) / 60_000);
}

function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, 0);
}

const written =
  /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?$/;

/** The instant that a date as people write it means, in `zone` unless it says otherwise; null when it is no date. */
export function instantOf(text: string, zone: string): number | null {
  const match = written.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day = '01', hour = '00', minute = '00', second = '00', fraction = ''] = match;
  const base = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}`;
  if (match[8] !== undefined) return valid(Date.parse(base + match[8].toUpperCase().replace(/^(...)(\d\d)$/, '$1:$2')));
  const naive = valid(Date.parse(`${base}Z`));
  if (naive === null) return null;
  const first = naive - offsetAt(zone, naive) * 60_000;
  return naive - offsetAt(zone, first) * 60_000;
}

function valid(timestamp: number): number | null {
  return Number.isNaN(timestamp) ? null : timestamp;
}

/** ISO 8601 of an instant by the clock of a zone ("2024-05-01T09:30:00+01:00"). */
export function isoIn(zone: string, timestamp: number): string {
  const offset = offsetAt(zone, timestamp);
  const local = new Date(timestamp + offset * 60_000).toISOString().slice(0, 19);
  const minutes = Math.abs(offset);
  const sign = offset < 0 ? '-' : '+';
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
