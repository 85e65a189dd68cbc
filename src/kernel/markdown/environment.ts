/** What the rules of one parse share: markdown-it's `env`, typed. Nothing of one document outlives it. */
import type { Token } from 'markdown-it';
import type { Finding, SourceRange } from '../../shared/proof.ts';

/** A token that knows where in its text its destination or embed stands; -1 when that is not known. */
export interface PlacedToken extends Token {
  at: number;
  atEnd: number;
}

export interface Footnotes {
  refs?: Record<string, number>;
  list?: { label?: string; count: number }[];
}

export interface Environment {
  /** The document's text with line feeds only. */
  source: string;
  /** Lines of the file that lie above `source`. */
  linesAbove: number;
  /** Whether an attribute list can occur at all. */
  hasBraces: boolean;
  findings: Finding[];
  /** Label of a link definition → where its destination stands in `source`. */
  definitions: Map<string, [start: number, end: number]>;
  /** Offsets of the lines of `source`; made at first use. */
  lineStarts: number[] | null;
  /** Used by markdown-it itself. */
  references?: Record<string, { title: string; href: string }>;
  /** Used by markdown-it-footnote. */
  footnotes?: Footnotes;
}

export function createEnvironment(source: string, linesAbove: number): Environment {
  return {
    source,
    linesAbove,
    hasBraces: source.includes('{'),
    findings: [],
    definitions: new Map(),
    lineStarts: null,
  };
}

function lineStarts(env: Environment): number[] {
  if (env.lineStarts !== null) return env.lineStarts;
  const starts = [0];
  for (let at = env.source.indexOf('\n'); at >= 0; at = env.source.indexOf('\n', at + 1)) starts.push(at + 1);
  env.lineStarts = starts;
  return starts;
}

/** The text of a 0-based line of the source, without its line break. */
export function lineText(env: Environment, line: number): string {
  const starts = lineStarts(env);
  const start = starts[line];
  if (start === undefined) return '';
  return env.source.slice(start, (starts[line + 1] ?? env.source.length + 1) - 1);
}

/** The range in the file of `source[start, end)`, both on one line or not. */
export function rangeOfOffsets(env: Environment, start: number, end: number): SourceRange {
  return { start: positionOf(env, start), end: positionOf(env, end) };
}

function positionOf(env: Environment, offset: number): { line: number; column: number } {
  const starts = lineStarts(env);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: env.linesAbove + low + 1, column: offset - (starts[low] as number) + 1 };
}

/** The range of `length` characters from a 0-based column of a 0-based line of the source. */
export function rangeInLine(env: Environment, line: number, column: number, length: number): SourceRange {
  const fileLine = env.linesAbove + line + 1;
  return { start: { line: fileLine, column: column + 1 }, end: { line: fileLine, column: column + 1 + length } };
}

/** The environment of a parser's state. */
export function environmentOf(state: { env: object }): Environment {
  return state.env as Environment;
}
