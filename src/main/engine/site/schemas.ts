/** `schemas:` of the settings: the values at the top of a section's texts, checked against a JSON Schema of the site's own. */
import { join } from 'node:path';
import type { ErrorObject, Options, ValidateFunction } from 'ajv';
import type { JsonObject, SiteConfig } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { Finding, SourceRange } from '../../../shared/proof.ts';
import { readText } from './files.ts';
import { stemOf, trimSlashes } from './folders.ts';
import { parseJson } from './json.ts';
import { boundedPattern } from './schema-patterns.ts';
import { type Slips, slipFinder } from './schema-slips.ts';
import { mismatchWords } from './schema-words.ts';
import type { SettingPath } from './yaml.ts';

export interface SchemaInput {
  /** Real path of the site; a schema lies in it. */
  root: string;
  config: SiteConfig;
  documents: readonly ParsedDocument[];
  /** Where a key of a document's front matter stands. */
  locate(source: string, key: string): SourceRange | undefined;
  locateSetting(path: SettingPath): SourceRange | undefined;
}

interface SectionSchema {
  /** What sources of the section's documents begin with. */
  prefix: string;
  /** As the settings name it. */
  file: string;
  validate: ValidateFunction;
  slips(values: JsonObject): Slips;
}

/**
 * The schema of the nearest section counts. A section's own `_index.md` is not one of its texts.
 * @returns what does not fit, and the schemas that cannot be used
 */
export async function checkSchemas(input: SchemaInput): Promise<Finding[]> {
  const findings: Finding[] = [];
  const schemas = await loadSchemas(input, findings);
  if (schemas.length === 0) return findings;
  for (const document of input.documents) {
    if (!document.readable || stemOf(document.source).toLowerCase() === '_index') continue;
    const schema = schemas.find(({ prefix }) => document.source.startsWith(prefix));
    if (schema === undefined) continue;
    const slips = schema.slips(document.front);
    for (const [key, near] of slips) findings.push(slip(input, document.source, schema.file, key, near));
    if (schema.validate(document.front)) continue;
    for (const [key, error] of firstByKey(schema.validate.errors ?? [])) {
      if (!isSaid(error, key, slips)) findings.push(mismatch(input, document.source, schema.file, key, error));
    }
  }
  return findings;
}

/** Those that can be used, deepest section first. */
async function loadSchemas(input: SchemaInput, findings: Finding[]): Promise<SectionSchema[]> {
  const schemas: SectionSchema[] = [];
  for (const [section, file] of Object.entries(input.config.schemas)) {
    const path = trimSlashes(section);
    const unusable = (problem: string, more: Partial<Finding> = {}): unknown =>
      findings.push(unusableSchema(input, section, file, problem, more));
    const loaded = await loadSchema(input.root, file, unusable);
    if (loaded !== null) schemas.push({ prefix: path === '' ? 'content/' : `content/${path}/`, file, ...loaded });
  }
  return schemas.sort((a, b) => b.prefix.length - a.prefix.length);
}

type Refuse = (problem: string, more?: Partial<Finding>) => unknown;

async function loadSchema(
  root: string,
  file: string,
  unusable: Refuse,
): Promise<Pick<SectionSchema, 'validate' | 'slips'> | null> {
  const read = readText(join(root, file), root);
  if (read.text === null) {
    unusable(read.problem === null ? 'there is no such file in the site' : read.problem);
    return null;
  }
  const parsed = parseJson(read.text);
  if (!('value' in parsed)) {
    unusable(parsed.reason, { file, detail: parsed.detail, ...(parsed.range && { range: parsed.range }) });
    return null;
  }
  const { value } = parsed;
  if (typeof value !== 'boolean' && (typeof value !== 'object' || value === null || Array.isArray(value))) {
    unusable('it is no schema', { file });
    return null;
  }
  try {
    return { validate: await compile(value), slips: slipFinder(value) };
  } catch (error) {
    unusable('it is not written as JSON Schema asks', {
      file,
      detail: error instanceof Error ? error.message : String(error),
    });
    return null;
  }
}

/** Loaded when a site asks for it. Nothing is fetched: a reference to another file makes a schema unusable. */
async function compile(schema: object | boolean): Promise<ValidateFunction> {
  const options: Options = {
    allErrors: true,
    strict: false,
    logger: false,
    validateFormats: false,
    code: { regExp: boundedPattern },
  };
  const recent = '$schema' in Object(schema) && /20(19|20)-/.test(String((schema as { $schema: unknown }).$schema));
  if (recent) return new (await import('ajv/dist/2020.js')).Ajv2020(options).compile(schema);
  return new (await import('ajv')).Ajv(options).compile(schema);
}

/** One error for each top-level key: the outermost says what is asked for, those within it only why a choice was not met. */
function firstByKey(errors: readonly ErrorObject[]): Map<string, ErrorObject> {
  const byKey = new Map<string, ErrorObject>();
  for (const error of errors) {
    const key = keyOf(error);
    const known = byKey.get(key);
    if (known === undefined || error.schemaPath.length < known.schemaPath.length) byKey.set(key, error);
  }
  return byKey;
}

/** Steps into the values: ["author", "name"]. */
function stepsOf({ instancePath }: ErrorObject): string[] {
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** "" when it is about all values together. */
function keyOf(error: ErrorObject): string {
  const [step] = stepsOf(error);
  if (step !== undefined) return step;
  const { params } = error;
  const named: unknown = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  return typeof named === 'string' ? named : '';
}

/** Whether an error is no more than what a slip comes to: the name itself, or the one that is missing for it. */
function isSaid({ keyword, instancePath }: ErrorObject, key: string, slips: Slips): boolean {
  if (instancePath !== '') return false;
  return keyword === 'required' ? [...slips.values()].includes(key) : slips.has(key);
}

function slip(input: SchemaInput, source: string, schema: string, key: string, near: string): Finding {
  const range = input.locate(source, key);
  const finding: Finding = {
    code: 'schema-mismatch',
    data: { key, problem: 'is not known there', schema, near },
    file: source,
    cause: `${schema} ${key} for ${near}`,
  };
  if (range === undefined) return finding;
  finding.range = range;
  finding.fixes = [{ label: `Write “${near}”`, kind: 'edit', edits: [{ file: source, range, text: near, was: key }] }];
  return finding;
}

function mismatch(input: SchemaInput, source: string, schema: string, key: string, error: ErrorObject): Finding {
  const range = key === '' ? undefined : input.locate(source, key);
  return {
    code: 'schema-mismatch',
    data: { key: stepsOf(error).join('.') || key, problem: mismatchWords(error), schema, near: '' },
    file: source,
    ...(range && { range }),
    detail: `${schema}${error.schemaPath}: ${error.instancePath} ${error.message ?? error.keyword}`,
    cause: `${schema} ${error.schemaPath} ${key}`,
  };
}

/** At the place in the schema when there is one, else where the settings name it. */
function unusableSchema(
  { locateSetting }: SchemaInput,
  section: string,
  schema: string,
  problem: string,
  more: Partial<Finding>,
): Finding {
  const range = more.file === undefined ? locateSetting(['schemas', section]) : undefined;
  return {
    code: 'schema-unusable',
    data: { schema, section, problem },
    file: 'site.yaml',
    ...(range && { range }),
    ...more,
    cause: `${section} ${schema}`,
  };
}
