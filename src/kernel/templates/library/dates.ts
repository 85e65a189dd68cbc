/** Dates as people write them: `{{ page.date | date('long') }}`. */
import { SiteDate } from '../../site/site-date.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import { instantOf, isoIn, isZone } from '../../site/zone.ts';
import { currentRecorder } from '../../trace/recorder.ts';
import { currentLanguage, knownLocale, misuse, splitOptions, text } from './arguments.ts';
import type { Functions } from './library.ts';

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  short: { dateStyle: 'short' },
  medium: { dateStyle: 'medium' },
  long: { dateStyle: 'long' },
  full: { dateStyle: 'full' },
  'month-year': { month: 'long', year: 'numeric' },
  time: { timeStyle: 'short' },
  'short-time': { dateStyle: 'short', timeStyle: 'short' },
  'long-time': { dateStyle: 'long', timeStyle: 'short' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Formatters are large; languages and zones are few. */
const KEPT_FORMATTERS = 200;

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  let made = formatters.get(key);
  if (made === undefined) {
    if (formatters.size >= KEPT_FORMATTERS) formatters.clear();
    made = new Intl.DateTimeFormat(knownLocale(locale), { ...options, timeZone: zone, calendar: 'gregory' });
    formatters.set(key, made);
  }
  return made;
}

/** An instant by a clock. `iso` has the clock's offset. */
interface Clock {
  iso: string;
  timestamp: number;
  zone: string;
  locale: string;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function dateFilters(index: SiteIndex): Functions {
  const clock = (value: unknown, zone: unknown, locale: unknown): Clock | null => clockOf(index, value, zone, locale);
  return {
    date(value, ...args) {
      const { positional, options } = splitOptions(args);
      const [format = 'long', zone = options.zone, locale = options.locale] = positional;
      const at = clock(value, zone, locale);
      return at === null ? null : formatted(at, text(format) ?? 'long');
    },
    rfc822(value) {
      const at = clock(value, null, null);
      return at === null ? null : rfc822(at);
    },
    iso(value) {
      return clock(value, null, null)?.iso ?? null;
    },
  };
}

function clockOf(index: SiteIndex, value: unknown, zone: unknown, locale: unknown): Clock | null {
  if (value === null || value === undefined || value === '') return null;
  const site = index.config.timezone;
  const wanted = text(zone) ?? site;
  if (!isZone(wanted)) {
    misuse(`there is no time zone “${wanted}”`);
    return clockOf(index, value, site, locale);
  }
  const language = text(locale) ?? currentLanguage(index);
  if (value instanceof SiteDate && wanted === site) {
    return { zone: wanted, locale: language, iso: value.iso, timestamp: value.timestamp };
  }
  const timestamp = timestampOf(value, site);
  if (timestamp === null) {
    misuse(`“${String(value)}” is not a date`);
    return null;
  }
  currentRecorder().read('locale');
  currentRecorder().read('site:timezone');
  return { zone: wanted, locale: language, iso: isoIn(wanted, timestamp), timestamp };
}

function timestampOf(value: unknown, zone: string): number | null {
  if (value instanceof SiteDate) return value.timestamp;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.getTime();
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 8e15 ? value : null;
  return instantOf(String(value), zone);
}

function formatted(at: Clock, format: string): string {
  if (format === 'iso') return at.iso;
  if (format === 'rfc822') return rfc822(at);
  if (!Object.hasOwn(styles, format)) return byPattern(at, format);
  currentRecorder().read('locale');
  return styled(at, format);
}

const styledDates = new Map<string, string>();
const KEPT_DATES = 5_000;

function styled(at: Clock, style: string): string {
  const key = `${at.iso}|${at.zone}|${at.locale}|${style}`;
  let known = styledDates.get(key);
  if (known === undefined) {
    if (styledDates.size >= KEPT_DATES) styledDates.clear();
    known = formatter(at.locale, at.zone, styles[style] as Intl.DateTimeFormatOptions).format(at.timestamp);
    styledDates.set(key, known);
  }
  return known;
}

function rfc822({ iso }: Clock): string {
  const weekday = weekdays[weekdayOf(iso)];
  const month = months[Number(iso.slice(5, 7)) - 1];
  const zone = /Z$/.test(iso) ? '+0000' : iso.slice(-6).replace(':', '');
  return `${weekday}, ${iso.slice(8, 10)} ${month} ${iso.slice(0, 4)} ${iso.slice(11, 19)} ${zone}`;
}

/** 0 is Sunday, by the clock that `iso` is written with. */
function weekdayOf(iso: string): number {
  return new Date(`${iso.slice(0, 10)}T12:00:00Z`).getUTCDay();
}

const patternPart = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g;

interface PatternDate {
  text: string;
  /** It holds the name of a month or a weekday. */
  named: boolean;
}

const patternDates = new Map<string, PatternDate>();

/** "yyyy-MM-dd", "d MMMM yyyy", "EEEE 'the' d": Unicode's letters; text in single quotes stays. */
function byPattern(at: Clock, pattern: string): string {
  const key = `${at.iso}|${at.locale}|${pattern}`;
  let known = patternDates.get(key);
  if (known === undefined) {
    if (patternDates.size >= KEPT_DATES) patternDates.clear();
    known = formatPattern(at, pattern);
    patternDates.set(key, known);
  }
  if (known.named) currentRecorder().read('locale');
  return known.text;
}

function formatPattern(at: Clock, pattern: string): PatternDate {
  let named = false;
  const text = pattern.replace(patternPart, (part: string, quoted: string | undefined, letter: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'");
    if (letter === 'E' || ((letter === 'M' || letter === 'L') && part.length > 2)) named = true;
    return letter === undefined ? part : (letters[letter]?.(at, part.length) ?? part);
  });
  return { text, named };
}

function pad(digits: string, width: number): string {
  return String(Number(digits)).padStart(width === 2 ? 2 : 1, '0');
}

/** Names by language, style and number: formatting takes longer than rendering a page's head. */
const names = new Map<string, string>();
const KEPT_NAMES = 2_000;

function name(at: Clock, type: 'month' | 'weekday', style: 'short' | 'long', more: Intl.DateTimeFormatOptions): string {
  const number = type === 'month' ? Number(at.iso.slice(5, 7)) : weekdayOf(at.iso);
  const key = `${at.locale}|${type}|${style}|${'day' in more}|${number}`;
  let known = names.get(key);
  if (known === undefined) {
    if (names.size >= KEPT_NAMES) names.clear();
    const options: Intl.DateTimeFormatOptions = { ...more, [type]: style };
    // 4 January 1970 was a Sunday.
    const day = type === 'month' ? Date.UTC(1970, number - 1, 15) : Date.UTC(1970, 0, 4 + number);
    const parts = formatter(at.locale, 'UTC', options).formatToParts(day);
    known = parts.find((part) => part.type === type)?.value ?? '';
    names.set(key, known);
  }
  return known;
}

const letters: Record<string, (at: Clock, width: number) => string> = {
  y: ({ iso }, width) => (width === 2 ? iso.slice(2, 4) : iso.slice(0, 4)),
  // With a day beside it a month takes the form that dates use ("1 de mayo", "1 мая").
  M: (at, width) =>
    width < 3 ? pad(at.iso.slice(5, 7), width) : name(at, 'month', width === 3 ? 'short' : 'long', { day: 'numeric' }),
  L: (at, width) =>
    width < 3 ? pad(at.iso.slice(5, 7), width) : name(at, 'month', width === 3 ? 'short' : 'long', {}),
  d: ({ iso }, width) => pad(iso.slice(8, 10), width),
  E: (at, width) => name(at, 'weekday', width > 3 ? 'long' : 'short', {}),
  H: ({ iso }, width) => pad(iso.slice(11, 13), width),
  h: ({ iso }, width) => pad(String(Number(iso.slice(11, 13)) % 12 || 12), width),
  m: ({ iso }, width) => pad(iso.slice(14, 16), width),
  s: ({ iso }, width) => pad(iso.slice(17, 19), width),
  a: ({ iso }) => (Number(iso.slice(11, 13)) < 12 ? 'AM' : 'PM'),
  Z: ({ iso }) => (iso.endsWith('Z') ? '+0000' : iso.slice(-6).replace(':', '')),
  X: ({ iso }) => (/(?:Z|[+-]00:00)$/.test(iso) ? 'Z' : iso.slice(-6)),
};
