/** Names at the top of a text that a schema does not know, and that are nearly one that it does. */

import { isKnownKey } from '../../../kernel/front-matter/known-keys.ts';
import { intendedKey, nearKey } from '../../../kernel/front-matter/misspelt.ts';
import type { JsonObject } from '../../../shared/config.ts';
import { boundedPattern } from './schema-patterns.ts';

/** What was written, and what was probably meant. */
export type Slips = ReadonlyMap<string, string>;

/** @returns finds the slips in the values of a document; a name whose right form stands there too is a name of its own */
export function slipFinder(schema: object | boolean): (values: JsonObject) => Slips {
  const known = namesOf(schema);
  const names = known === null ? [] : [...known.names];
  return (values) => {
    const slips = new Map<string, string>();
    if (known === null || names.length === 0) return slips;
    for (const key of Object.keys(values)) {
      // Slips of Galley's own names are said with the document itself.
      if (isKnownKey(key) || known.has(key) || intendedKey(key) !== null) continue;
      const near = nearKey(key, names);
      if (near !== null && !Object.hasOwn(values, near)) slips.set(key, near);
    }
    return slips;
  };
}

class Names {
  readonly names = new Set<string>();
  readonly patterns: { test(text: string): boolean }[] = [];

  has(key: string): boolean {
    return this.names.has(key) || this.patterns.some((pattern) => pattern.test(key));
  }
}

/** Keywords that apply further schemas to the same values. */
const lists = ['allOf', 'anyOf', 'oneOf'];
const singles = ['if', 'then', 'else', 'not'];

/** The names that a schema speaks of, in all of its branches; null when some of them are behind a reference that is not followed. */
function namesOf(schema: object | boolean): Names | null {
  const names = new Names();
  const seen = new Set<unknown>();
  const collect = (part: unknown): boolean => {
    if (!isObject(part) || seen.has(part)) return true;
    seen.add(part);
    for (const name of Object.keys(objectAt(part, 'properties'))) names.names.add(name);
    for (const pattern of Object.keys(objectAt(part, 'patternProperties')))
      names.patterns.push(boundedPattern(pattern, 'u'));
    if (Array.isArray(part.required)) for (const name of part.required) names.names.add(String(name));
    const below = [
      ...lists.flatMap((key) => (Array.isArray(part[key]) ? part[key] : [])),
      ...singles.map((key) => part[key]),
      ...Object.values(objectAt(part, 'dependentSchemas')),
    ];
    if (typeof part.$ref === 'string') {
      const target = pointedAt(schema, part.$ref);
      if (target === undefined) return false;
      below.push(target);
    }
    return part.$dynamicRef === undefined && part.$recursiveRef === undefined && below.every(collect);
  };
  return collect(schema) ? names : null;
}

/** What a reference within the schema means; undefined for those by a name. */
function pointedAt(schema: unknown, ref: string): unknown {
  if (ref !== '#' && !ref.startsWith('#/')) return undefined;
  let at = schema;
  for (const step of ref.slice(2).split('/')) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (ref !== '#') at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

function objectAt(holder: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
