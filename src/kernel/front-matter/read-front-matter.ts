/** Front matter: the values at the top of a document, in YAML, TOML or JSON. */
import type { Json, JsonObject } from '../../shared/config.ts';
import type { Finding, SourceRange } from '../../shared/proof.ts';
import { jsonFault } from '../json-fault.ts';
import { lineStarts, positionIn } from '../lines.ts';
import { countLines, type FrontBlock, type FrontFormat, findBlock } from './block.ts';
import { FrontMatterError, type FrontProblem, parseJson, parseToml, parseYaml } from './full-parsers.ts';
import { expectationOf, isKnownKey, readKnown } from './known-keys.ts';
import { locateKey, locateValue, writtenValue } from './locate-key.ts';
import { intendedKey } from './misspelt.ts';
import { readPlainYaml } from './plain-yaml.ts';

export interface FrontMatter {
  /** Known keys in the form of `readKnown`, without those of a wrong type or without a value; all others as written. */
  values: JsonObject;
  format: FrontFormat | null;
  /** UTF-16 offset at which the body begins. */
  bodyStart: number;
  /** 1-based line on which the body begins. */
  bodyLine: number;
  findings: Finding[];
}

/**
 * Reads the values at the top of a document. Whatever is wrong with them becomes a finding, and the body is still found.
 * @param text the document, with or without a byte order mark
 * @param file what findings name as their file
 */
export function readFrontMatter(text: string, file = ''): FrontMatter {
  const block = findBlock(text);
  if (block === null) return withoutBlock(text);
  const findings: Finding[] = [];
  const values = parseBlock(text, block, file, findings);
  if (values === null) return withoutBlock(text);
  if (!block.closed) findings.unshift(openStringFinding(text, block, file) ?? unclosedFinding(block, file));
  checkValues(values, text, file, findings);
  const { format, bodyStart } = block;
  const bodyLine = block.line + countLines(text, block.start, bodyStart);
  return { values, format, bodyStart, bodyLine, findings };
}

function withoutBlock(text: string): FrontMatter {
  const bodyStart = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return { values: {}, format: null, bodyStart, bodyLine: 1, findings: [] };
}

/** The block's values, {} with a finding when they cannot be read; null when the block is prose between two rules. */
function parseBlock(text: string, block: FrontBlock, file: string, findings: Finding[]): JsonObject | null {
  if (block.format === 'yaml') {
    const plain = readPlainYaml(text, block.start, block.end);
    if (plain !== undefined) return plain;
  }
  const source = text.slice(block.start, block.end);
  try {
    return block.format === 'yaml'
      ? parseYaml(source)
      : block.format === 'toml'
        ? parseToml(source)
        : parseJson(source);
  } catch (error) {
    if (!(error instanceof FrontMatterError)) throw error;
    if (block.format === 'yaml' && /^[ \t]*\r?\n/.test(source)) return null;
    if (block.closed) findings.push(problemFinding(error, block, file));
    return {};
  }
}

const problemCodes = {
  malformed: 'front-matter-malformed',
  duplicate: 'front-matter-duplicate',
  'too-large': 'front-matter-too-large',
  'not-keys': 'front-matter-not-keys',
} as const satisfies Record<FrontProblem, string>;

function problemFinding(error: FrontMatterError, block: FrontBlock, file: string): Finding {
  const line = block.line + error.line - 1;
  return {
    code: problemCodes[error.problem],
    data: { line, format: block.format.toUpperCase() },
    file,
    range: pointRange(line, error.column),
    detail: `${block.format.toUpperCase()}: ${error.reason}`,
  };
}

function unclosedFinding(block: FrontBlock, file: string): Finding {
  const fence = block.format === 'yaml' ? '---' : block.format === 'toml' ? '+++' : '}';
  return { code: 'front-matter-unclosed', data: { fence }, file, range: pointRange(1, 1) };
}

/** A quotation mark that is missing in JSON takes the object's end with it. */
function openStringFinding(text: string, block: FrontBlock, file: string): Finding | null {
  if (block.format !== 'json') return null;
  const source = text.slice(block.start);
  const at = jsonFault(source);
  if (source[at] !== '\n' && source[at] !== '\r') return null;
  const { line, column } = positionIn(lineStarts(source), at);
  return problemFinding(
    new FrontMatterError('malformed', 'a text has no closing quotation mark', line, column),
    block,
    file,
  );
}

function pointRange(line: number, column: number): SourceRange {
  return { start: { line, column }, end: { line, column } };
}

/** Brings the known keys into their form, and looks at the names of the others. */
function checkValues(values: JsonObject, text: string, file: string, findings: Finding[]): void {
  for (const key in values) {
    const value = values[key] as Json;
    if (!isKnownKey(key)) {
      const intended = intendedKey(key);
      if (intended !== null && !Object.hasOwn(values, intended)) findings.push(misspelt(text, file, key, intended));
      continue;
    }
    if (value === null) {
      delete values[key];
      continue;
    }
    const known = readKnown(key, value, () => writtenValue(text, key));
    if (known === undefined) {
      findings.push(wrongType(text, file, key, value));
      delete values[key];
    } else if (known !== value) values[key] = known;
  }
}

function misspelt(text: string, file: string, key: string, intended: string): Finding {
  const range = locateKey(text, key);
  const finding: Finding = { code: 'key-misspelt', data: { key, intended }, file, cause: `${key} in ${file}` };
  if (range === null) return finding;
  finding.range = range;
  finding.fixes = [{ label: `Write “${intended}”`, kind: 'edit', edits: [{ file, range, text: intended, was: key }] }];
  return finding;
}

function wrongType(text: string, file: string, key: string, value: Json): Finding {
  const range = locateValue(text, key) ?? locateKey(text, key);
  const written = JSON.stringify(value);
  const found = written.length > 60 ? `${written.slice(0, 60)}…` : written;
  const finding: Finding = {
    code: 'value-wrong-type',
    data: { key, expected: expectationOf(key), found },
    file,
    detail: `${key}: ${found}`,
  };
  if (range !== null) finding.range = range;
  return finding;
}
