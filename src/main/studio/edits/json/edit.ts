/** One value of a JSON text set or removed where it stands. */
import { type Node, parseTree } from 'jsonc-parser';
import type { Json } from '../../../../shared/config.ts';
import { CannotEdit } from '../problem.ts';
import {
  type Bracketed,
  bracketInsert,
  bracketRemove,
  lineEndOf,
  lineStartOf,
  type Splice,
  spliced,
} from '../splices.ts';
import { commonEnds, isObject, type Path } from '../values.ts';

/** @throws CannotEdit */
export function setJsonValue(source: string, path: Path, value: Json): string {
  const { node, depth } = find(source, path);
  if (depth === path.length) return replace(source, path, node, value);
  const [key = '', ...rest] = path.slice(depth);
  const nested = rest.reduceRight<Json>((held, step) => ({ [step]: held }), value);
  if (node.type === 'null' && depth > 0) return replace(source, path.slice(0, depth), node, { [key]: nested });
  if (node.type !== 'object') throw new CannotEdit('what stands there is no group of values', node.offset);
  const items = node.children ?? [];
  return spliced(source, [
    insertSplice(source, node, items.length, (style) => `${JSON.stringify(key)}: ${style(nested)}`),
  ]);
}

/** A path that is not there is removed already. */
export function removeJsonValue(source: string, path: Path): string {
  const { node, depth } = find(source, path);
  if (depth < path.length) return source;
  const item = node.parent?.type === 'property' ? node.parent : node;
  const list = item.parent;
  if (list === undefined) throw new CannotEdit('the whole text cannot be removed');
  return spliced(source, [bracketRemove(brackets(list), (list.children ?? []).indexOf(item))]);
}

function replace(source: string, path: Path, node: Node, value: Json): string {
  if (node.type === 'array' && Array.isArray(value) && value.length > 0 && (node.children ?? []).length > 0) {
    return replaceItems(source, path, node, value);
  }
  if (node.type === 'object' && isObject(value) && Object.keys(value).length > 0) {
    let result = source;
    for (const [key, held] of Object.entries(value)) result = setJsonValue(result, [...path, key], held);
    for (const key of Object.keys(writtenIn(source, node) as object)) {
      if (!Object.hasOwn(value, key)) result = removeJsonValue(result, [...path, key]);
    }
    return result;
  }
  const old = source.slice(node.offset, node.offset + node.length);
  if (JSON.stringify(JSON.parse(old)) === JSON.stringify(value)) return source;
  const line = source.slice(lineStartOf(source, node.offset));
  const text =
    old.includes('\n') || (old === '{}' && isAlone(source, node))
      ? onLines(source, value, indentOf(line))
      : onOneLine(value);
  return spliced(source, [{ from: node.offset, to: node.offset + node.length, insert: text }]);
}

function replaceItems(source: string, path: Path, node: Node, value: readonly Json[]): string {
  const before = writtenIn(source, node) as Json[];
  const { start, end } = commonEnds(before, value);
  const old = before.length - start - end;
  const fresh = value.slice(start, value.length - end);
  let result = source;
  for (let i = 0; i < Math.min(old, fresh.length); i++) {
    result = setJsonValue(result, [...path, String(start + i)], fresh[i] as Json);
  }
  for (let i = old; i < fresh.length; i++) {
    const list = find(result, path).node;
    result = spliced(result, [insertSplice(result, list, start + i, (style) => style(fresh[i] as Json))]);
  }
  for (let i = old; i > fresh.length; i--) result = removeJsonValue(result, [...path, String(start + i - 1)]);
  return result;
}

/** In the manner of its neighbours; into nothing, in the manner of the text. */
function insertSplice(
  source: string,
  list: Node,
  index: number,
  text: (style: (value: Json) => string) => string,
): Splice {
  const items = list.children ?? [];
  const indent = indentOf(source.slice(lineStartOf(source, items[0]?.offset ?? list.offset)));
  if (items.length > 0 || !isAlone(source, list)) {
    const isLong = items.some(({ offset, length }) => source.slice(offset, offset + length).includes('\n'));
    const style = isLong ? (value: Json) => onLines(source, value, indent) : onOneLine;
    return bracketInsert(source, brackets(list), index, text(style));
  }
  const lineEnd = lineEndOf(source);
  const deeper = indent + unitOf(source);
  const insert = `${lineEnd}${deeper}${text((value) => onLines(source, value, deeper))}${lineEnd}${indent}`;
  return { from: list.offset + 1, to: list.offset + list.length - 1, insert };
}

/** The whole text is an empty object: nothing says how it is written, and lines are read more easily. */
function isAlone(source: string, node: Node): boolean {
  return node.parent === undefined && node.type === 'object' && !source.includes('"');
}

function find(source: string, path: Path): { node: Node; depth: number } {
  const root = parseTree(source);
  if (root === undefined) throw new CannotEdit('it cannot be read', 0);
  let node = root;
  for (let depth = 0; depth < path.length; depth++) {
    const next = childOf(node, path[depth] as string);
    if (next === undefined) return { node, depth };
    node = next;
  }
  return { node, depth: path.length };
}

function childOf(node: Node, step: string): Node | undefined {
  if (node.type === 'array') return node.children?.find((_, index) => String(index) === step);
  if (node.type !== 'object') return undefined;
  return node.children?.find(({ children }) => children?.[0]?.value === step)?.children?.[1];
}

function brackets(node: Node): Bracketed {
  const items = (node.children ?? []).map(({ offset, length }) => ({ start: offset, end: offset + length }));
  return { open: node.offset, close: node.offset + node.length - 1, items };
}

function writtenIn(source: string, node: Node): Json {
  return JSON.parse(source.slice(node.offset, node.offset + node.length)) as Json;
}

/** `["a", "b"]`: with a space behind commas and colons, as people write it. */
function onOneLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, held]) => `${JSON.stringify(key)}: ${onOneLine(held)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function onLines(source: string, value: Json, indent: string): string {
  return JSON.stringify(value, null, unitOf(source)).replaceAll('\n', lineEndOf(source) + indent);
}

/** What the first line below the opening brace begins with. */
function unitOf(source: string): string {
  return /\n([ \t]+)"/.exec(source)?.[1] ?? '  ';
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
