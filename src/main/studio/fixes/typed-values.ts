/** What a person types, as the kind of value that is asked for. */
import { readDate } from '../../../kernel/front-matter/known-keys.ts';
import type { Json } from '../../../shared/config.ts';
import { refused } from './types.ts';

export type ValueType = 'text' | 'date' | 'number' | 'switch' | 'texts' | 'any';

/** By the words with which a finding says what it expected; null for kinds that are too much for one line. */
export function typeOfKey(expected: string): ValueType | null {
  if (expected.startsWith('a date')) return 'date';
  switch (expected) {
    case 'a text':
      return 'text';
    case 'a number':
      return 'number';
    case 'true or false':
      return 'switch';
    case 'a list of words':
      return 'texts';
    default:
      return null;
  }
}

/** What a JSON Schema asks for at a path, as far as its `properties` say it plainly. */
export function typeOfSchema(schema: string | null, path: readonly string[]): ValueType {
  if (schema === null) return 'any';
  try {
    let at: unknown = JSON.parse(schema);
    for (const step of path) at = member(member(at, 'properties'), step);
    const type = member(at, 'type');
    if (type === 'integer' || type === 'number') return 'number';
    return type === 'boolean' ? 'switch' : type === 'array' ? 'texts' : type === 'string' ? 'text' : 'any';
  } catch (error) {
    // The schema is being edited: values are then taken as they look.
    if (error instanceof SyntaxError) return 'any';
    throw error;
  }
}

function member(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? (holder as Record<string, unknown>)[name]
    : undefined;
}

/** @throws StudioError 'refused' when the text is not of that kind */
export function readTyped(text: string, type: ValueType): Json {
  switch (type) {
    case 'date':
      if (readDate(text) === undefined) throw refused(`“${text}” is no date. Write it as 2024-05-31.`);
      return text;
    case 'number':
      if (!/^[-+]?\d+(?:\.\d+)?$/.test(text)) throw refused(`“${text}” is no number.`);
      return Number(text);
    case 'switch':
      if (text !== 'true' && text !== 'false') throw refused('Write true or false.');
      return text === 'true';
    case 'texts':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'any':
      return /^[-+]?\d+(?:\.\d+)?$/.test(text)
        ? Number(text)
        : text === 'true'
          ? true
          : text === 'false'
            ? false
            : text;
    default:
      return text;
  }
}

/** What was plainly meant by what was written; null when that takes a person. */
export function guessed(text: string, type: ValueType): Json | null {
  switch (type) {
    case 'date':
      return guessedDate(text);
    case 'number': {
      const number = /^[^\d-]{0,3}(-?\d+(?:[.,]\d+)?)[^\d]{0,3}$/.exec(text.trim())?.[1];
      return number === undefined ? null : Number(number.replace(',', '.'));
    }
    case 'switch':
      if (/^(?:1|y|yes|true|ja|oui|si|sí|sim)[.!]?$/i.test(text.trim())) return true;
      return /^(?:0|n|no|false|nein|non|não|nao)[.!]?$/i.test(text.trim()) ? false : null;
    default:
      return null;
  }
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** "31 May 2024", "May 31st, 2024", "2024/5/31", "31.5.2024"; not what may be the fifth of a month or May. */
function guessedDate(text: string): string | null {
  const words =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([a-z]{3,9})\.?|([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(\d{4})$/i.exec(
      text.trim(),
    );
  if (words !== null) {
    const month = months.indexOf((words[2] ?? words[3] ?? '').slice(0, 3).toLowerCase()) + 1;
    return month === 0 ? null : dateOf(Number(words[5]), month, Number(words[1] ?? words[4]));
  }
  const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text.trim());
  if (yearFirst !== null) return dateOf(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text.trim());
  if (dotted !== null) return dateOf(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const slashed = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text.trim());
  if (slashed === null) return null;
  const [first, second] = [Number(slashed[1]), Number(slashed[2])];
  if (first > 12) return dateOf(Number(slashed[3]), second, first);
  return second > 12 ? dateOf(Number(slashed[3]), first, second) : null;
}

function dateOf(year: number, month: number, day: number): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return readDate(text) === undefined ? null : text;
}
