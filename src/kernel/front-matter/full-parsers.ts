/** YAML, TOML and JSON by their own parsers, brought to JSON values. The packages are loaded at first use. */
import type * as Yaml from 'js-yaml';
import type * as Toml from 'smol-toml';
import type { Json, JsonObject } from '../../shared/config.ts';
import { jsonFault } from '../json-fault.ts';
import { load } from '../lazy.ts';
import { stringEnd } from './block.ts';

/**
 * Values that a document may hold at its top, counted with every repetition that aliases cause: a few lines of aliases
 * can stand for billions of values. The count is the limit, never the time, so that the answer is the same everywhere.
 */
const MAX_VALUES = 20_000;
/** A value inside itself (`&a [*a]`) never ends; nothing real is as deep. */
const maxDepth = 100;

export type FrontProblem = 'malformed' | 'duplicate' | 'too-large' | 'not-keys';

/** `line` and `column` are 1-based and count within the parsed block. */
export class FrontMatterError extends Error {
  override readonly name = 'FrontMatterError';
  constructor(
    readonly problem: FrontProblem,
    readonly reason: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(reason);
  }
}

/** @throws FrontMatterError */
export function parseYaml(source: string): JsonObject {
  let loaded: unknown;
  try {
    // An empty document is an error to the parser, and no values to us.
    loaded = /[^\s]/.test(source.replace(/#.*/g, '')) ? load<typeof Yaml>('js-yaml').load(source) : {};
  } catch (error) {
    throw yamlError(error);
  }
  return toObject(loaded ?? {});
}

function yamlError(error: unknown): FrontMatterError {
  const { reason, mark, message } = error as Partial<Yaml.YAMLException>;
  const text = reason ?? message ?? String(error);
  const problem = text.includes('duplicated mapping key') ? 'duplicate' : 'malformed';
  return new FrontMatterError(problem, text, (mark?.line ?? 0) + 1, (mark?.column ?? 0) + 1);
}

/** @throws FrontMatterError */
export function parseToml(source: string): JsonObject {
  try {
    return toObject(load<typeof Toml>('smol-toml').parse(source));
  } catch (error) {
    if (error instanceof FrontMatterError) throw error;
    const { message, line, column } = error as Partial<Toml.TomlError>;
    const reason = (message ?? String(error)).split('\n', 1)[0] as string;
    const problem = /redefine|already|twice/i.test(reason) ? 'duplicate' : 'malformed';
    throw new FrontMatterError(problem, reason, line ?? 1, column ?? 1);
  }
}

/** @throws FrontMatterError */
export function parseJson(source: string): JsonObject {
  let loaded: unknown;
  try {
    loaded = JSON.parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw errorAt('malformed', reason, source, Math.max(0, jsonFault(source)));
  }
  const repeated = repeatedKey(source);
  if (repeated >= 0) throw errorAt('duplicate', 'a key stands twice in one object', source, repeated);
  return toObject(loaded);
}

function errorAt(problem: FrontProblem, reason: string, source: string, at: number): FrontMatterError {
  const before = source.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return new FrontMatterError(problem, reason, before.split('\n').length, at - lineStart + 1);
}

/** Where a key of valid JSON stands for the second time in its object; -1 when none does. */
function repeatedKey(source: string): number {
  const objects: Set<string>[] = [];
  for (let pos = 0; pos < source.length; pos++) {
    const code = source.charCodeAt(pos);
    if (code === 123) objects.push(new Set());
    else if (code === 125) objects.pop();
    else if (code === 34) {
      const start = pos;
      pos = stringEnd(source, pos);
      if (!/^\s*:/.test(source.slice(pos + 1, pos + 20))) continue;
      const keys = objects.at(-1) as Set<string>;
      const key = source.slice(start, pos);
      if (keys.has(key)) return start;
      keys.add(key);
    }
  }
  return -1;
}

function toObject(loaded: unknown): JsonObject {
  if (loaded === null || typeof loaded !== 'object' || Array.isArray(loaded) || loaded instanceof Date) {
    throw new FrontMatterError('not-keys', 'the block is not a mapping', 1, 1);
  }
  return toJson(loaded, { left: MAX_VALUES }, 0) as JsonObject;
}

/** Copies, so that an alias becomes a value of its own. */
function toJson(value: unknown, budget: { left: number }, depth: number): Json {
  if (--budget.left < 0 || depth > maxDepth) {
    throw new FrontMatterError('too-large', `more than ${MAX_VALUES} values once aliases are written out`, 1, 1);
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => toJson(item, budget, depth + 1));
  if (value === undefined || typeof value !== 'object') return null;
  const object: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (key !== '__proto__') object[key] = toJson(item, budget, depth + 1);
  }
  return object;
}
