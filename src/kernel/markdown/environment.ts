/** What the rules of one parse share: markdown-it's `env`, typed. Nothing of one document outlives it. */
import type { Token } from 'markdown-it';
import type { Finding, Position, SourceRange } from '../../shared/proof.ts';
import { lineStarts, positionIn } from '../lines.ts';

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

function startsOf(env: Environment): number[] {
  if (env.lineStarts !== null) return env.lineStarts;
  env.lineStarts = lineStarts(env.source);
  return env.lineStarts;
}

/** The text of a 0-based line of the source, without its line break. */
export function lineText(env: Environment, line: number): string {
  const starts = startsOf(env);
  const start = starts[line];
  if (start === undefined) return '';
  return env.source.slice(start, (starts[line + 1] ?? env.source.length + 1) - 1);
}

/** The range in the file of `source[start, end)`, both on one line or not. */
export function rangeOfOffsets(env: Environment, start: number, end: number): SourceRange {
  return { start: positionOf(env, start), end: positionOf(env, end) };
}

function positionOf(env: Environment, offset: number): Position {
  const { line, column } = positionIn(startsOf(env), offset);
  return { line: env.linesAbove + line, column };
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
