/** From what a parser returns to plain JSON of bounded size. */
import { jsonFault } from '../../../kernel/json-fault.ts';
import type { Json } from '../../../shared/config.ts';
import type { SourceRange } from '../../../shared/proof.ts';
import { rangeAt } from './positions.ts';

/** Values after aliases are written out; a file that comes to more is refused (an anchor bomb). */
const MAX_VALUES = 2_000_000;

export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/**
 * A plain copy: own properties only, no NaN or infinity (null), no `__proto__`, dates and big numbers as text.
 * @throws TooLarge when aliases make it grow beyond bounds
 */
export function plainJson(value: unknown): Json {
  return copy(value, { left: MAX_VALUES });
}

function copy(value: unknown, budget: { left: number }): Json {
  if (--budget.left < 0) throw new TooLarge();
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'bigint':
      return value.toString();
    case 'object':
      return value === null ? null : copyObject(value, budget);
    default:
      return null;
  }
}

function copyObject(value: object, budget: { left: number }): Json {
  if (Array.isArray(value)) return value.map((item) => copy(item, budget));
  if (value instanceof Date) return value.toISOString();
  const result: { [key: string]: Json } = {};
  for (const [key, item] of Object.entries(value)) {
    if (key !== '__proto__') result[key] = copy(item, budget);
  }
  return result;
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text as JSON, or why it is none and where. */
export function parseJson(text: string): { value: Json } | { reason: string; detail: string; range?: SourceRange } {
  try {
    return { value: plainJson(JSON.parse(text)) };
  } catch (error) {
    if (error instanceof TooLarge) return { reason: 'it is far too large', detail: error.message };
    if (error instanceof RangeError) return { reason: 'it is nested too deep', detail: error.message };
    if (!(error instanceof SyntaxError)) throw error;
    const at = Math.max(0, jsonFault(text));
    return { reason: 'it is not written as JSON asks', detail: error.message, range: rangeAt(text, at, at) };
  }
}
