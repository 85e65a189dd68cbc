/**
 * Checks settings against a table of shapes. Each value that does not fit is reported and replaced by its default, and the
 * rest is used: a mistake in one line never costs the site the others. A table and not a schema library: importing one
 * costs 50 ms, which is more than everything else that happens before the first document is read.
 */
import type { Json, JsonObject } from '../../../shared/config.ts';
import type { Finding, Fix } from '../../../shared/proof.ts';
import { isObject } from './json.ts';
import { nearestName } from './positions.ts';
import type { SettingPath, YamlText } from './yaml.ts';

export type Shape =
  | { is: 'any' }
  | { is: 'text'; nullable?: boolean; test?: (text: string) => string | null }
  | { is: 'flag' }
  | { is: 'number'; least: number; most: number; whole: boolean }
  | { is: 'choice'; of: readonly string[] }
  | { is: 'list'; item: Shape }
  | { is: 'map'; value: Shape }
  | { is: 'record'; keys: Readonly<Record<string, Shape>>; needs?: readonly string[] };

/** Reads one file of settings. Findings gather in `findings`. */
export class ShapeReader {
  readonly findings: Finding[] = [];

  /** @param file as findings name it ("site.yaml") */
  constructor(
    readonly file: string,
    private readonly yaml: Pick<YamlText, 'range'>,
  ) {}

  /** @returns the value as far as it fits; `fallback` when it does not or is absent */
  read(shape: Shape, value: Json | undefined, fallback: Json, path: SettingPath): Json {
    if (value === undefined || shape.is === 'any') return value ?? fallback;
    if (value === null) return fallback;
    switch (shape.is) {
      case 'record':
        return this.record(shape, value, fallback, path);
      case 'map':
        return this.map(shape.value, value, fallback, path);
      case 'list':
        return this.list(shape.item, value, fallback, path);
      case 'text':
        return this.text(shape, value, fallback, path);
      default: {
        const problem = scalarProblem(shape, value);
        return problem === null ? value : this.wrong(path, problem, fallback);
      }
    }
  }

  wrong(path: SettingPath, problem: string, fallback: Json, fixes: Fix[] = []): Json {
    const name = path.join('.');
    const range = this.yaml.range(path, 'value') ?? this.yaml.range(path, 'key');
    this.findings.push({
      code: 'setting-wrong',
      data: { name, in: this.file, problem, instead: insteadOf(fallback) },
      file: this.file,
      ...(range && { range }),
      cause: `${this.file} ${name} ${problem}`,
      ...(fixes.length > 0 && { fixes }),
    });
    return fallback;
  }

  private text(shape: Shape & { is: 'text' }, value: Json, fallback: Json, path: SettingPath): Json {
    if (typeof value !== 'string' && typeof value !== 'number')
      return this.wrong(path, 'it should be a text', fallback);
    const text = String(value);
    const problem = shape.test?.(text) ?? null;
    return problem === null ? text : this.wrong(path, problem, fallback);
  }

  private record(shape: Shape & { is: 'record' }, value: Json, fallback: Json, path: SettingPath): Json {
    const base = isObject(fallback) ? fallback : {};
    if (!isObject(value)) return this.wrong(path, 'it should be a group of settings (name: value)', fallback);
    for (const need of shape.needs ?? []) {
      if (value[need] === undefined) return this.wrong(path, `“${need}” is missing from it`, fallback);
    }
    const result: JsonObject = { ...base };
    for (const key of Object.keys(value)) {
      const known = Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined;
      if (known === undefined) this.unknown([...path, key], shape.keys, value);
      else {
        const read = this.read(known, value[key], base[key] ?? null, [...path, key]);
        if (read !== null || base[key] !== undefined) result[key] = read;
      }
    }
    return result;
  }

  private unknown(path: SettingPath, keys: Readonly<Record<string, Shape>>, siblings: JsonObject): void {
    const name = String(path[path.length - 1]);
    const absent = Object.keys(keys).filter((key) => !Object.hasOwn(siblings, key));
    const nearest = nearestName(name, absent);
    const range = this.yaml.range(path, 'key');
    const fixes: Fix[] = [];
    if (nearest !== null && range !== undefined) {
      const edits = [{ file: this.file, range, text: nearest }];
      fixes.push({ label: `Write “${nearest}” in its place`, kind: 'edit', edits });
    }
    this.findings.push({
      code: 'setting-unknown',
      data: { name: path.join('.'), in: this.file, nearest: nearest ?? '' },
      file: this.file,
      ...(range && { range }),
      cause: `${this.file} ${path.join('.')}`,
      ...(fixes.length > 0 && { fixes }),
    });
  }

  private map(shape: Shape, value: Json, fallback: Json, path: SettingPath): Json {
    if (!isObject(value)) return this.wrong(path, 'it should be a group of settings (name: value)', fallback);
    const result: JsonObject = {};
    for (const key of Object.keys(value)) {
      const held = value[key];
      const empty = held === null && shape.is === 'record' ? {} : (held as Json);
      const read = this.read(shape, empty, null, [...path, key]);
      if (read !== null) result[key] = read;
    }
    return result;
  }

  private list(shape: Shape, value: Json, fallback: Json, path: SettingPath): Json {
    if (!Array.isArray(value)) return this.wrong(path, 'it should be a list', fallback);
    const result: Json[] = [];
    value.forEach((item, i) => {
      const read = this.read(shape, item, null, [...path, i]);
      if (read !== null) result.push(read);
    });
    return result;
  }
}

function scalarProblem(shape: Shape & { is: 'flag' | 'number' | 'choice' }, value: Json): string | null {
  if (shape.is === 'flag') return typeof value === 'boolean' ? null : 'it should be true or false';
  if (shape.is === 'choice') {
    return shape.of.includes(value as string) ? null : `it should be one of these: ${shape.of.join(', ')}`;
  }
  const fits = typeof value === 'number' && value >= shape.least && value <= shape.most;
  if (fits && (!shape.whole || Number.isInteger(value))) return null;
  const kind = shape.whole ? 'a whole number' : 'a number';
  return `it should be ${kind} from ${shape.least} to ${shape.most}`;
}

function insteadOf(fallback: Json): string {
  if (fallback === null) return 'it is left out';
  if (typeof fallback !== 'object') return `“${String(fallback)}” is used`;
  return Object.keys(fallback).length === 0 ? 'it is left out' : 'the usual value is used';
}
