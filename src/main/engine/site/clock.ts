/** Dates of documents as instants, and instants by the site's clock. */
import { offsetAt } from '../../../kernel/site/zone.ts';

export interface Moment {
  /** Milliseconds since 1970 in UTC. */
  instant: number;
  /** ISO 8601 with offset, in the site's zone. */
  iso: string;
}

const WEEK = 7 * 86_400_000;
const MINUTE = 60_000;

/**
 * Asking for the offset of one instant costs microseconds, a document has one or two dates and a site 10,000 documents: a
 * date that was seen is not worked out again, and offsets are asked for by the week, since no zone changes its clock and
 * changes it back within one.
 */
export class SiteClock {
  private readonly seen = new Map<string, Moment>();
  private readonly weeks = new Map<number, number>();

  /** @param zone IANA name */
  constructor(private readonly zone: string) {}

  /** @param text as front matter gives it after reading: "2024-05-31" or "2024-05-31T08:00:00[.fff][Z|+01:00]" */
  read(text: string): Moment {
    let moment = this.seen.get(text);
    if (moment === undefined) {
      const instant = this.instantOf(text);
      moment = { instant, iso: this.iso(instant) };
      this.seen.set(text, moment);
    }
    return moment;
  }

  /** Without a zone a date is the site's; a time that a change of the clock skips is as much later as it skips. */
  private instantOf(text: string): number {
    if (text.length > 10 && isZoned(text)) return Date.parse(text);
    const naive = Date.parse(text.length === 10 ? text : `${text}Z`);
    const first = naive - this.offset(naive) * MINUTE;
    const offset = this.offset(first);
    const second = naive - offset * MINUTE;
    return this.offset(second) === offset ? second : Math.max(first, second);
  }

  private iso(instant: number): string {
    const offset = this.offset(instant);
    const local = new Date(instant + offset * MINUTE).toISOString();
    return (local.endsWith('.000Z') ? local.slice(0, -5) : local.slice(0, -1)) + offsetText(offset);
  }

  /** Minutes east of UTC. */
  private offset(instant: number): number {
    if (this.zone === 'UTC') return 0;
    const week = Math.floor(instant / WEEK);
    const before = this.atWeek(week);
    return before === this.atWeek(week + 1) ? before : offsetAt(this.zone, instant);
  }

  private atWeek(week: number): number {
    let offset = this.weeks.get(week);
    if (offset === undefined) {
      offset = offsetAt(this.zone, week * WEEK);
      this.weeks.set(week, offset);
    }
    return offset;
  }
}

function isZoned(text: string): boolean {
  const sign = text[text.length - 6];
  return text.endsWith('Z') || sign === '+' || sign === '-';
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
