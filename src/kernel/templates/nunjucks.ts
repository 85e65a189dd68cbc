/**
 * The parts of nunjucks that Galley builds on: its lexer, parser, filters, tests and the class of safe strings. The compiler,
 * the environment and the runtime are Galley's own. Loaded at first use, and piece by piece: the package's entry would load
 * its loaders too.
 */
import { createRequire } from 'node:module';
import type { Ast, ListNode } from './ast.ts';
import type { TemplateFunction } from './types.ts';

/** `lineno` and `colno` are 0-based and those of the token's first character. */
export interface LexerToken {
  type: string;
  value: unknown;
  lineno: number;
  colno: number;
}

export interface Tokenizer {
  readonly str: string;
  readonly len: number;
  index: number;
  lineno: number;
  colno: number;
  in_code: boolean;
  nextToken(): LexerToken | null;
  back(): void;
  forwardN(count: number): void;
  _extractMatching(until: boolean, characters: string): string | null;
}

export interface Parser {
  extensions: unknown[];
  nextToken(): LexerToken;
  parseSignature(tolerant: boolean | null, withoutParentheses: boolean): ListNode;
  advanceAfterBlockEnd(name?: string): LexerToken;
  parseUntilBlocks(...names: string[]): Ast;
  parseAsRoot(): ListNode;
}

export interface NodeTypes {
  CallExtension: new (extension: string, property: string, args: ListNode, content: Ast[]) => Ast;
}

/** A string that is HTML already; nunjucks' own class, so that its filters know it. */
export interface SafeText {
  readonly val: string;
  readonly length: number;
  toString(): string;
}

interface Nunjucks {
  lex(source: string): Tokenizer;
  Parser: new (tokens: Tokenizer) => Parser;
  nodes: NodeTypes;
  SafeString: new (value: string) => SafeText;
  filters: Record<string, TemplateFunction>;
  tests: Record<string, TemplateFunction>;
}

const load = createRequire(import.meta.url);
let loaded: Nunjucks | null = null;

export function nunjucks(): Nunjucks {
  if (loaded === null) {
    loaded = {
      lex: load('nunjucks/src/lexer').lex,
      Parser: load('nunjucks/src/parser').Parser,
      nodes: load('nunjucks/src/nodes'),
      SafeString: load('nunjucks/src/runtime').SafeString,
      filters: load('nunjucks/src/filters'),
      tests: load('nunjucks/src/tests'),
    };
  }
  return loaded;
}
