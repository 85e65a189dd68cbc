/** Values written as YAML, in the style of what they replace. Nothing here is trusted: every edit is read again. */
import { parseYaml } from '../../../../kernel/front-matter/full-parsers.ts';
import type { Json, JsonObject } from '../../../../shared/config.ts';
import { isObject, isScalar, sameJson } from '../values.ts';

export type Quotes = 'plain' | 'single' | 'double' | 'literal';

/** A value behind its key: what stands on the key's line, and whole lines below. */
export interface Rendered {
  inline: string;
  lines: string[];
}

/** Longest list that is written on one line of its own accord, in characters. */
const FLOW_WIDTH = 80;
/** Texts that YAML 1.2 reads as texts and older programs do not. */
const OLD_WORDS = /^(?:y|yes|n|no|on|off|true|false|null|~)$/i;

export class YamlStyle {
  /** @param unit spaces by which one level is indented */
  constructor(readonly unit: number) {}

  /** @param column of the key or dash that the value belongs to */
  value(value: Json, column: number, quotes: Quotes): Rendered {
    if (typeof value === 'string' && value.includes('\n')) {
      const literal = literalLines(value, column + this.unit, this.unit);
      if (literal !== null && quotes !== 'double') return literal;
    }
    if (isScalar(value) || Object.keys(value as object).length === 0 || this.fitsOneLine(value)) {
      return { inline: flowText(value, quotes, false), lines: [] };
    }
    if (Array.isArray(value)) {
      return { inline: '', lines: value.flatMap((item) => this.item(item, column + this.unit)) };
    }
    return { inline: '', lines: this.map(value as JsonObject, column + this.unit) };
  }

  /** A list item with its dash at `column`, as lines. */
  item(value: Json, column: number): string[] {
    const dash = `${' '.repeat(column)}-`;
    if (isObject(value) && Object.keys(value).length > 0) {
      const [first = '', ...rest] = this.map(value, column + 2);
      return [`${dash} ${first.trimStart()}`, ...rest];
    }
    const { inline, lines } = this.value(value, column, 'plain');
    return [inline === '' ? dash : `${dash} ${inline}`, ...lines];
  }

  /** A key with its value, as lines. */
  pair(key: string, value: Json, column: number): string[] {
    const { inline, lines } = this.value(value, column, 'plain');
    const head = `${' '.repeat(column)}${keyText(key)}:`;
    return [inline === '' ? head : `${head} ${inline}`, ...lines];
  }

  private map(value: JsonObject, column: number): string[] {
    return Object.entries(value).flatMap(([key, held]) => this.pair(key, held, column));
  }

  private fitsOneLine(value: Json): boolean {
    return Array.isArray(value) && value.every(isScalar) && flowText(value, 'plain', false).length <= FLOW_WIDTH;
  }
}

/** On one line. @param inFlow whether it stands within brackets */
export function flowText(value: Json, quotes: Quotes, inFlow: boolean): string {
  if (typeof value === 'string') return textScalar(value, quotes, inFlow);
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, 'plain', true)).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const pairs = Object.entries(value).map(([key, held]) => pairFlowText(key, held));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

export function pairFlowText(key: string, value: Json): string {
  return `${keyText(key)}: ${flowText(value, 'plain', true)}`;
}

export function keyText(key: string): string {
  return isPlain(key, (text) => ({ [text]: 1 }), `${key}: 1`, `{${key}: 1}`) ? key : doubleQuoted(key);
}

function textScalar(value: string, quotes: Quotes, inFlow: boolean): string {
  const asKey = (text: string): Json => (inFlow ? { k: [text] } : { k: text });
  const written = inFlow ? `k: [${value}]` : `k: ${value}`;
  if ((quotes === 'plain' || quotes === 'literal') && isPlain(value, asKey, written)) return value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these cannot stand between single quotation marks
  const single = !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/u.test(value);
  const prefersSingle = quotes === 'single' || (quotes !== 'double' && value.includes('"') && !value.includes("'"));
  return single && prefersSingle ? `'${value.replaceAll("'", "''")}'` : doubleQuoted(value);
}

/** Whether the text means itself without quotation marks, here and to older programs. */
function isPlain(text: string, expected: (text: string) => Json, ...written: string[]): boolean {
  if (text === '' || text.trim() !== text || /[\r\n]/.test(text) || OLD_WORDS.test(text)) return false;
  try {
    return written.every((source) => sameJson(parseYaml(source), expected(text)));
  } catch {
    // What does not even parse needs quotation marks.
    return false;
  }
}

function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** `|`, with what says how it begins and ends; null for texts that cannot be written so. */
function literalLines(value: string, column: number, unit: number): Rendered | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these cannot stand in a literal text
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/u.test(value) || /^\n*$/.test(value))
    return null;
  const indication = /^\n*[ \t]/.test(value) ? String(unit) : '';
  const chomping = !value.endsWith('\n') ? '-' : value.endsWith('\n\n') ? '+' : '';
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(column) + line));
  return { inline: `|${indication}${chomping}`, lines };
}
