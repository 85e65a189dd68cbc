/** One value of a TOML text set or removed where it stands. */
import { parseToml } from '../../../../kernel/front-matter/full-parsers.ts';
import type { Json } from '../../../../shared/config.ts';
import { CannotEdit } from '../problem.ts';
import {
  type Bracketed,
  bracketInsert,
  bracketRemove,
  lineEndOf,
  lineSplice,
  type Splice,
  spliced,
} from '../splices.ts';
import { commonEnds, isObject, type Path, sameJson, valueAt } from '../values.ts';
import { scanToml, type TomlPair, type TomlSection, type TomlValue } from './scan.ts';

/** What stands at a path: a value with what it belongs to, or nothing that stands in one place. */
interface Found {
  value: TomlValue;
  /** How much of the path it is; the rest is not there. */
  depth: number;
  pair: TomlPair | null;
  /** The list or inline table around it, with its place there. */
  within: { list: TomlValue; index: number } | null;
}

/** @param lineEnd used where the text has no line break of its own. @throws CannotEdit */
export function setTomlValue(source: string, path: Path, value: Json, lineEnd: string): string {
  const sections = scanToml(source);
  const found = find(sections, path);
  if (found?.depth === path.length) return replace(source, path, found, value, lineEnd);
  if (found !== null) {
    if (found.value.kind !== 'table')
      throw new CannotEdit('what stands there is no group of values', found.value.start);
    const text = pairText(path.slice(found.depth), value);
    return spliced(source, [bracketInsert(source, brackets(found.value), found.value.pairs.length, text)]);
  }
  if (isSpread(sections, path)) {
    if (!isObject(value) || Object.keys(value).length === 0)
      throw new CannotEdit('this part is spread over several lines');
    return setAll(source, path, value, lineEnd);
  }
  return spliced(source, [
    insertSplice(source, sections, path, value, source.includes('\n') ? lineEndOf(source) : lineEnd),
  ]);
}

/** A path that is not there is removed already. @throws CannotEdit */
export function removeTomlValue(source: string, path: Path): string {
  const sections = scanToml(source);
  const found = find(sections, path);
  if (found?.depth === path.length) {
    if (found.within !== null) return spliced(source, [bracketRemove(brackets(found.within.list), found.within.index)]);
    const { start, end } = found.pair as TomlPair;
    return spliced(source, [{ from: start, to: end, insert: '' }]);
  }
  const splices: Splice[] = [];
  for (const section of sections) {
    const { heading, pairs } = section;
    const isInside = startsWith(section.path, path);
    if (heading !== null && isInside) splices.push({ from: heading.start, to: heading.end, insert: '' });
    for (const pair of pairs) {
      const goes = isInside || startsWith([...section.path, ...pair.path], path);
      if (goes) splices.push({ from: pair.start, to: pair.end, insert: '' });
    }
  }
  return spliced(source, splices);
}

function find(sections: readonly TomlSection[], path: Path): Found | null {
  for (const section of sections) {
    if (!startsWith(path, section.path)) continue;
    for (const pair of section.pairs) {
      const full = [...section.path, ...pair.path];
      if (startsWith(path, full)) return descend({ value: pair.value, depth: full.length, pair, within: null }, path);
    }
  }
  return null;
}

function descend(found: Found, path: Path): Found {
  const { value, depth } = found;
  if (depth === path.length) return found;
  if (value.kind === 'array') {
    const index = value.items.findIndex((_, i) => String(i) === path[depth]);
    const item = value.items[index];
    if (item === undefined) return found;
    return descend({ value: item, depth: depth + 1, pair: null, within: { list: value, index } }, path);
  }
  const index = value.pairs.findIndex((pair) => startsWith(path.slice(depth), pair.path));
  const pair = value.pairs[index];
  if (pair === undefined) return found;
  const next = { value: pair.value, depth: depth + pair.path.length, pair, within: { list: value, index } };
  return descend(next, path);
}

function replace(source: string, path: Path, { value: old }: Found, value: Json, lineEnd: string): string {
  if (old.kind === 'array' && Array.isArray(value) && old.items.length > 0 && value.length > 0) {
    return replaceItems(source, path, value, lineEnd);
  }
  if (old.kind === 'table' && isObject(value) && Object.keys(value).length > 0)
    return setAll(source, path, value, lineEnd);
  const text = valueText(value, source.slice(old.start, old.end));
  return spliced(source, [{ from: old.start, to: old.end, insert: text }]);
}

function setAll(source: string, path: Path, value: { [key: string]: Json }, lineEnd: string): string {
  const before = valueAt(parseToml(source), path);
  let result = source;
  for (const [key, held] of Object.entries(value)) {
    const same = isObject(before) && Object.hasOwn(before, key) && sameJson(before[key], held);
    if (!same) result = setTomlValue(result, [...path, key], held, lineEnd);
  }
  for (const key of Object.keys(isObject(before) ? before : {})) {
    if (!Object.hasOwn(value, key)) result = removeTomlValue(result, [...path, key]);
  }
  return result;
}

function replaceItems(source: string, path: Path, value: readonly Json[], lineEnd: string): string {
  const before = valueAt(parseToml(source), path) as Json[];
  const { start, end } = commonEnds(before, value);
  const old = before.length - start - end;
  const fresh = value.slice(start, value.length - end);
  let result = source;
  for (let i = 0; i < Math.min(old, fresh.length); i++) {
    result = setTomlValue(result, [...path, String(start + i)], fresh[i] as Json, lineEnd);
  }
  for (let i = old; i < fresh.length; i++) {
    const list = (find(scanToml(result), path) as Found).value;
    result = spliced(result, [bracketInsert(result, brackets(list), start + i, valueText(fresh[i] as Json, null))]);
  }
  for (let i = old; i > fresh.length; i--) result = removeTomlValue(result, [...path, String(start + i - 1)]);
  return result;
}

/** Headings, or keys with dots, say that there is such a group. */
function isSpread(sections: readonly TomlSection[], path: Path): boolean {
  return sections.some(
    (section) =>
      (section.heading !== null && startsWith(section.path, path)) ||
      section.pairs.some((pair) => startsWith([...section.path, ...pair.path], path)),
  );
}

/** Behind the last value of the nearest table that there is; a group that is not there yet gets a heading at the end. */
function insertSplice(
  source: string,
  sections: readonly TomlSection[],
  path: Path,
  value: Json,
  lineEnd: string,
): Splice {
  const around = sections.filter(({ path: own }) => own.length < path.length && startsWith(path, own));
  const section = around.sort((a, b) => b.path.length - a.path.length)[0] as TomlSection;
  const rest = path.slice(section.path.length);
  const isDotted = section.pairs.some((pair) => pair.path.length > 1 && pair.path[0] === rest[0]);
  if (rest.length > 1 && !isDotted && !path.some((step) => /^\d+$/.test(step))) {
    const gap = source.trim() === '' ? [] : [''];
    const heading = `[${path.slice(0, -1).map(keyText).join('.')}]`;
    return lineSplice(source, source.length, [...gap, heading, pairText(path.slice(-1), value)], lineEnd);
  }
  const at = section.pairs.at(-1)?.end ?? section.heading?.end ?? 0;
  return lineSplice(source, at, [pairText(rest, value)], lineEnd);
}

function brackets(list: TomlValue): Bracketed {
  return { open: list.start, close: list.end - 1, items: list.kind === 'array' ? list.items : list.pairs };
}

function startsWith(path: Path, beginning: Path): boolean {
  return beginning.length <= path.length && beginning.every((step, index) => step === path[index]);
}

function pairText(path: Path, value: Json): string {
  return `${path.map(keyText).join('.')} = ${valueText(value, null)}`;
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : basicString(key);
}

/** @param old as the value is written that it replaces; null: there was none */
function valueText(value: Json, old: string | null): string {
  if (value === null) throw new CannotEdit('this kind of text cannot say that a value is empty');
  if (typeof value === 'string') return stringText(value, old);
  if (Array.isArray(value)) return `[${value.map((item) => valueText(item, null)).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const pairs = Object.entries(value).map(([key, held]) => pairText([key], held));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function stringText(value: string, old: string | null): string {
  const wasText = old !== null && /^["']/.test(old);
  if (!wasText && isDate(value)) return value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these cannot stand between single quotation marks
  const isLiteral = old?.startsWith("'") === true && !/['\u0000-\u001f\u007f]/.test(value);
  return isLiteral ? `'${value}'` : basicString(value);
}

/** A date that means just this text. */
function isDate(value: string): boolean {
  return /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?$/.test(value) && reads(value) === value;
}

function reads(text: string): Json | undefined {
  try {
    return parseToml(`k = ${text}`).k;
  } catch {
    // No date of the calendar.
    return undefined;
  }
}

function basicString(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007f');
}
