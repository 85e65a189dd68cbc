/** The lists and facts of data/: each file read by its kind, under the name that templates use. */
import type { Json, JsonObject } from '../../../shared/config.ts';
import type { Finding, SourceRange } from '../../../shared/proof.ts';
import { readText, type TextReader } from './files.ts';
import { isObject, parseJson, plainJson, TooLarge } from './json.ts';
import type { FoundFile } from './walk.ts';
import { readYaml } from './yaml.ts';

interface DataProblem {
  reason: string;
  detail: string;
  range?: SourceRange;
}

type DataReader = (text: string) => Promise<{ value: Json } | DataProblem>;

const readers: ReadonlyMap<string, DataReader> = new Map([
  ['yaml', readYamlData],
  ['yml', readYamlData],
  ['json', readJsonData],
  ['toml', readTomlData],
  ['csv', readCsvData],
]);

function readerOf(name: string): DataReader | undefined {
  return readers.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

/** Whether a file of data/ is read by templates. */
export function isDataFile(name: string): boolean {
  return readerOf(name) !== undefined;
}

/**
 * `data/a/b.yaml` becomes data.a.b. Files of other kinds are none of our business.
 * @param files sorted by name, names beginning with "data/"
 */
export async function readData(
  files: readonly FoundFile[],
  findings: Finding[],
  readFile: TextReader = readText,
): Promise<Record<string, Json>> {
  const data: JsonObject = {};
  const owners = new Map<string, string>();
  for (const { name, path } of files) {
    const dot = name.lastIndexOf('.');
    const reader = readerOf(name);
    if (reader === undefined) continue;
    const key = name.slice('data/'.length, dot);
    const other = owners.get(key);
    if (other !== undefined) {
      findings.push({ code: 'data-twice', data: { file: name, other }, file: name, cause: name });
      continue;
    }
    owners.set(key, name);
    const value = await readOne(name, path, reader, findings, readFile);
    if (value !== undefined && !place(data, key.split('/'), value)) {
      const clash = owners.get(key.slice(0, key.lastIndexOf('/'))) ?? key;
      findings.push({ code: 'data-twice', data: { file: name, other: clash }, file: name, cause: name });
    }
  }
  return data;
}

async function readOne(
  name: string,
  path: string,
  reader: DataReader,
  findings: Finding[],
  readFile: TextReader,
): Promise<Json | undefined> {
  const read = readFile(path);
  const result = read.text === null ? { reason: read.problem ?? 'it is gone', detail: path } : await reader(read.text);
  if ('value' in result) return result.value;
  findings.push({
    code: 'data-unreadable',
    data: { file: name, problem: result.reason },
    file: name,
    ...(result.range && { range: result.range }),
    detail: result.detail,
    cause: name,
  });
  return undefined;
}

/** Puts `value` where the folders lead. A file and a folder of one name are joined when the file holds a map. */
function place(data: JsonObject, steps: readonly string[], value: Json): boolean {
  let at = data;
  for (const step of steps.slice(0, -1)) {
    const held = Object.hasOwn(at, step) ? at[step] : undefined;
    if (held !== undefined && !isObject(held)) return false;
    at = held ?? define(at, step, {});
  }
  const last = steps[steps.length - 1] as string;
  const held = Object.hasOwn(at, last) ? at[last] : undefined;
  if (held === undefined) define(at, last, value);
  else if (isObject(held) && isObject(value)) define(at, last, { ...held, ...value });
  else return false;
  return true;
}

function define<T extends Json>(object: JsonObject, key: string, value: T): T {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  return value;
}

async function readYamlData(text: string): Promise<{ value: Json } | DataProblem> {
  return readYaml(text);
}

async function readJsonData(text: string): Promise<{ value: Json } | DataProblem> {
  return parseJson(text);
}

async function readTomlData(text: string): Promise<{ value: Json } | DataProblem> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return { value: plainJson(parse(text)) };
  } catch (error) {
    if (error instanceof TooLarge) return { reason: 'it is far too large', detail: error.message };
    if (!(error instanceof TomlError)) throw error;
    const at = { line: error.line, column: error.column };
    return { reason: 'it is not written as TOML asks', detail: error.message, range: { start: at, end: at } };
  }
}

/** Rows as maps by the names in the first line. Everything is text. */
async function readCsvData(text: string): Promise<{ value: Json } | DataProblem> {
  const { parse, CsvError } = await import('csv-parse/sync');
  try {
    const options = {
      columns: true as const,
      bom: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: delimiterOf(text),
    };
    return { value: plainJson(parse(text, options)) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1);
    const at = { line, column: 1 };
    return {
      reason: 'its rows do not have the columns of the first line',
      detail: error.message,
      range: { start: at, end: at },
    };
  }
}

/** Spreadsheets write semicolons where the comma is the decimal sign. */
function delimiterOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  if (header.includes(',')) return ',';
  return header.includes(';') ? ';' : header.includes('\t') ? '\t' : ',';
}
