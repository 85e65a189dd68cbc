/** The keys that Galley knows: what each may hold, and how near misses of type are read as they were meant. */
import type { Json, JsonObject } from '../../shared/config.ts';

type Kind = 'text' | 'date' | 'number' | 'switch' | 'texts' | 'list' | 'menu' | 'cascade';

const kinds: Readonly<Record<string, Kind>> = {
  title: 'text',
  description: 'text',
  summary: 'text',
  layout: 'text',
  slug: 'text',
  url: 'text',
  language: 'text',
  date: 'date',
  lastmod: 'date',
  expires: 'date',
  weight: 'number',
  draft: 'switch',
  unlisted: 'switch',
  noindex: 'switch',
  tags: 'texts',
  aliases: 'texts',
  images: 'list',
  menu: 'menu',
  menus: 'menu',
  cascade: 'cascade',
};

export const knownKeys: readonly string[] = Object.keys(kinds);

const kindOf = new Map<string, Kind>(Object.entries(kinds));

export function isKnownKey(key: string): boolean {
  return kindOf.has(key);
}

/** How each kind is described to a writer: "should be …". */
const expectations: Readonly<Record<Kind, string>> = {
  text: 'a text',
  date: 'a date such as 2024-05-31',
  number: 'a number',
  switch: 'true or false',
  texts: 'a list of words',
  list: 'a list',
  menu: 'the name of a menu',
  cascade: 'values by name',
};

export function expectationOf(key: string): string {
  return expectations[kindOf.get(key) ?? 'text'];
}

/**
 * The value of a known key in the form that the rest of Galley reads: texts, booleans, numbers, lists of texts, dates as
 * "2024-05-31" or "2024-05-31T08:00:00[.fff][Z|+01:00]". undefined when the value is of a wrong type.
 * @param written gives a scalar as it stands in the document, so that `title: 1.10` is not "1.1"
 */
export function readKnown(key: string, value: Json, written: () => string | null): Json | undefined {
  switch (kindOf.get(key)) {
    case 'text':
      return readText(value, written);
    case 'date':
      return typeof value === 'string' ? readDate(value) : undefined;
    case 'number':
      return readNumber(value);
    case 'switch':
      return readSwitch(value);
    case 'texts':
      return readTexts(value, written);
    case 'list':
      return Array.isArray(value) ? value : typeof value === 'string' ? [value] : undefined;
    case 'menu':
      return isMenu(value) ? value : undefined;
    case 'cascade':
      return isObject(value) || (Array.isArray(value) && value.every(isObject)) ? value : undefined;
    default:
      return value;
  }
}

function readText(value: Json, written: () => string | null): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? (written() ?? String(value)) : undefined;
}

function readNumber(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^[-+]?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

const switchWords: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

/** YAML 1.2 reads `yes` as a text; a page marked `draft: yes` must not be published for that. */
function readSwitch(value: Json): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const word = value.toLowerCase();
  return Object.hasOwn(switchWords, word) ? switchWords[word] : undefined;
}

function readTexts(value: Json, written: () => string | null): string[] | undefined {
  if (typeof value === 'string') return splitTexts(value);
  if (typeof value === 'number') return [written() ?? String(value)];
  if (!Array.isArray(value)) return undefined;
  const texts: string[] = [];
  for (const item of value) {
    if (typeof item === 'string') texts.push(item);
    else if (typeof item === 'number' || typeof item === 'boolean') texts.push(String(item));
    else if (item !== null) return undefined;
  }
  return texts;
}

function splitTexts(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMenu(value: Json): boolean {
  if (typeof value === 'string' || isObject(value)) return true;
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

const datePattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(?:([Zz])|([+-]\d{2}):?(\d{2})?)?)?$/;

/** ISO 8601, or undefined when the text is no date of the calendar. Without a zone it stays without. */
export function readDate(text: string): string | undefined {
  const parts = datePattern.exec(text.trim());
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zulu, offset, offsetMinutes] =
    parts as unknown as string[];
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (hour === undefined) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return undefined;
  if (Math.abs(Number(offset ?? 0)) > 14 || Number(offsetMinutes ?? 0) > 59) return undefined;
  const zone = zulu !== undefined ? 'Z' : offset !== undefined ? `${offset}:${offsetMinutes ?? '00'}` : '';
  return `${date}T${pad(hour)}:${minute}:${second ?? '00'}${fraction ?? ''}${zone}`;
}

function pad(part: string | undefined): string {
  return (part ?? '').padStart(2, '0');
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day <= days;
}
