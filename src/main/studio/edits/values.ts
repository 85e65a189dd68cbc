/** What an edit must come to, worked out on values alone: every edit is read again and compared with this. */
import type { Json, JsonObject } from '../../../shared/config.ts';

export type Path = readonly string[];

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isScalar(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

/** The value at a path of keys, and of indexes written as texts; undefined when there is none. */
export function valueAt(root: Json, path: Path): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (Array.isArray(value)) value = isIndex(step) ? value[Number(step)] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** A copy with another value at the path; parents that are missing or empty are made. undefined removes. */
export function withValue(root: Json, path: Path, value: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  if (value === undefined && valueAt(root, path) === undefined) return root;
  if (Array.isArray(root)) {
    const items = [...root];
    const index = Number(step);
    if (rest.length === 0 && value === undefined) items.splice(index, 1);
    else items[index] = withValue(items[index] ?? null, rest, value);
    return items;
  }
  const object: JsonObject = isObject(root) ? { ...root } : {};
  if (rest.length > 0) {
    const held = Object.hasOwn(object, step) ? (object[step] as Json) : null;
    return withKey(object, step, withValue(held, rest, value));
  }
  if (value !== undefined) return withKey(object, step, value);
  delete object[step];
  return object;
}

/** Equal whatever the order of keys. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** Which items of a list stay, at its beginning and at its end. */
export function commonEnds(before: readonly Json[], after: readonly Json[]): { start: number; end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && sameJson(before[start], after[start])) start++;
  let end = 0;
  while (end < most - start && sameJson(before[before.length - 1 - end], after[after.length - 1 - end])) end++;
  return { start, end };
}

export function isIndex(step: string): boolean {
  return /^(?:0|[1-9]\d{0,5})$/.test(step);
}

/** `__proto__` would be no key of its own. */
function withKey(object: JsonObject, key: string, value: Json): JsonObject {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  return object;
}
