/** From a template's text to its tree, with a located fault for every mistake. */
import { Stop, staticFault } from './fault.ts';
import { type NodeTypes, nunjucks, type Parser, type Tokenizer } from './nunjucks.ts';
import { recordTokens } from './tokens.ts';
import type { TemplateFault } from './types.ts';
import { type Span, Unit } from './unit.ts';

const cachedTag = {
  tags: ['cached'],
  parse(parser: Parser, nodes: NodeTypes) {
    const tag = parser.nextToken();
    const args = parser.parseSignature(null, true);
    parser.advanceAfterBlockEnd('cached');
    const body = parser.parseUntilBlocks('endcached');
    parser.advanceAfterBlockEnd();
    const node = new nodes.CallExtension('cached', 'render', args, [body]);
    node.lineno = tag.lineno;
    node.colno = tag.colno;
    return node;
  },
};

/**
 * @param file for findings
 * @throws TemplateFault with `template-syntax` or `template-forbidden`
 */
export function parseTemplate(name: string, file: string, source: string): Unit {
  const unit = new Unit(name, file, source);
  const tokens = recordTokens(unit);
  const parser = new (nunjucks().Parser)(tokens);
  parser.extensions = [cachedTag];
  try {
    unit.root = parser.parseAsRoot();
  } catch (error) {
    throw syntaxFault(unit, tokens, error);
  }
  return unit;
}

interface ParserError {
  message: string;
  lineno?: number;
  colno?: number;
}

function syntaxFault(unit: Unit, tokens: Tokenizer, error: unknown): TemplateFault {
  if (error instanceof Stop) {
    const { start, end } = unit.tokens[unit.tokens.length - 1]!;
    return staticFault(error.code, error.reason, { file: unit.file, range: unit.range({ start, end }) }, '', error);
  }
  const { message, lineno, colno } = error as ParserError;
  if (error instanceof RangeError) {
    return staticFault('template-syntax', 'too deeply nested', placeAt(unit, lastSpan(unit)), '', error);
  }
  if (lineno !== undefined && colno !== undefined && !Number.isNaN(lineno)) {
    const start = unit.offset(lineno - 1, colno - 1);
    return staticFault('template-syntax', message, placeAt(unit, { start, end: unit.tokenEnd(start) }), '', error);
  }
  // A JavaScript error of the parser's own: it read on past the last token.
  const reason = error instanceof TypeError ? 'unexpected end of the template or of a tag' : message;
  return staticFault('template-syntax', reason, placeAt(unit, openSpan(unit, tokens)), '', error);
}

function placeAt(unit: Unit, span: Span) {
  return { file: unit.file, range: unit.range(span) };
}

function lastSpan(unit: Unit): Span {
  return unit.tokens[unit.tokens.length - 1] ?? { start: 0, end: 0 };
}

const opens = /^(if|for|block|macro|call|filter|switch|raw|verbatim|cached|asyncEach|asyncAll|ifAsync)$/;

/** Where a template that ends too soon was left open: the innermost tag, string or comment. */
function openSpan(unit: Unit, tokens: Tokenizer): Span {
  const read = unit.tokens;
  if (tokens.index >= unit.source.length && !tokens.in_code) {
    const comment = unit.source.lastIndexOf('{#');
    const after = read.length === 0 ? 0 : read[read.length - 1]!.end;
    if (comment >= after && unit.source.indexOf('#}', comment) === -1) return { start: comment, end: comment + 2 };
  }
  if (tokens.in_code) return lastSpan(unit);
  const open: Span[] = [];
  for (let i = 1; i < read.length; i++) {
    const { type, value, start, end } = read[i]!;
    if (type !== 'symbol' || typeof value !== 'string' || read[i - 1]!.type !== 'block-start') continue;
    if (opens.test(value)) open.push({ start, end });
    else if (value.startsWith('end')) open.pop();
  }
  return open[open.length - 1] ?? lastSpan(unit);
}
