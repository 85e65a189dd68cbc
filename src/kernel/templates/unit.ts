/** One template as text and tokens: where each expression begins and ends, and how it was written. */
import type { Position, SourceRange } from '../../shared/proof.ts';
import type { Ast, ListNode } from './ast.ts';

/** Offsets into the source. */
export interface Token {
  type: string;
  value: unknown;
  start: number;
  end: number;
}

export interface Span {
  start: number;
  end: number;
}

const opening: Record<string, string> = {
  'left-paren': 'right-paren',
  'left-bracket': 'right-bracket',
  'left-curly': 'right-curly',
};

export class Unit {
  /** Without a byte order mark. */
  readonly source: string;
  readonly tokens: Token[] = [];
  root: ListNode | null = null;
  #lines: number[] | null = null;
  #byStart: Map<number, number> | null = null;

  /**
   * @param name lookup name
   * @param file for findings
   */
  constructor(
    readonly name: string,
    readonly file: string,
    source: string,
  ) {
    this.source = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  }

  /** Offset of a 0-based line and column. */
  offset(line: number, column: number): number {
    return (this.#starts()[line] ?? this.source.length) + column;
  }

  position(offset: number): Position {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }

  range(span: Span): SourceRange {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  /** The expression as written, on one line. */
  text(span: Span): string {
    const text = this.source.slice(span.start, span.end);
    if (!/[\r\n\t]/.test(text)) return text;
    const line = text.replace(/\s+/g, ' ');
    return /["']/.test(line) ? line : line.replace(/\s*([.[\]()])\s*/g, '$1');
  }

  /** The whole of an expression. A node that the parser made without a place has an empty span at its nearest place. */
  span(node: Ast): Span {
    const start = this.offsetOf(leftmost(node));
    return { start, end: Math.max(start, this.#end(node)) };
  }

  /** The last link of an expression alone: of `a.b` the `b`, of `x | f(1)` the `f(1)`. */
  link(node: Ast): Span {
    if (node.typename === 'LookupVal') {
      const start = this.offsetOf(leftmost(node.val));
      return { start, end: this.#end(node.val) };
    }
    if (node.typename === 'Filter') return { start: this.offsetOf(node), end: this.#end(node) };
    if (node.typename === 'FunCall') return this.link(node.name);
    return this.span(node);
  }

  offsetOf(node: Ast): number {
    return node.lineno === undefined ? 0 : this.offset(node.lineno, node.colno);
  }

  /** End of the token that begins at `start`; `start` when none does. */
  tokenEnd(start: number): number {
    const at = this.#index().get(start);
    return at === undefined ? start : this.tokens[at]!.end;
  }

  #end(node: Ast): number {
    switch (node.typename) {
      case 'LookupVal':
        return this.source[this.offsetOf(node)] === '[' ? this.#closing(this.offsetOf(node)) : this.#end(node.val);
      case 'FunCall':
      case 'Group':
      case 'Array':
      case 'Dict':
        return this.#closing(this.offsetOf(node));
      case 'Filter':
        return this.#filterEnd(this.offsetOf(node), node.name.value);
      case 'InlineIf':
        return this.#end(node.else_ ?? node.cond);
      case 'Compare':
        return this.#end(node.ops[node.ops.length - 1]!.expr);
      case 'Not':
      case 'Neg':
      case 'Pos':
        return this.#end(node.target);
      default:
        return 'right' in node ? this.#end(node.right) : this.tokenEnd(this.offsetOf(node));
    }
  }

  #filterEnd(start: number, name: string): number {
    const end = start + name.length;
    const at = this.#index().get(start);
    if (at === undefined) return end;
    let next = at;
    while (next < this.tokens.length && this.tokens[next]!.end < end) next++;
    const after = this.tokens[next + 1];
    return after?.type === 'left-paren' ? this.#closing(after.start) : this.tokens[next]!.end;
  }

  /** End of the bracket that closes the one at `start`. */
  #closing(start: number): number {
    const at = this.#index().get(start);
    if (at === undefined) return start;
    const open: string[] = [];
    for (let i = at; i < this.tokens.length; i++) {
      const token = this.tokens[i]!;
      const closes = opening[token.type];
      if (closes !== undefined) open.push(closes);
      else if (token.type === open[open.length - 1]) open.pop();
      if (open.length === 0) return token.end;
    }
    return this.tokens[at]!.end;
  }

  #starts(): number[] {
    if (this.#lines === null) {
      this.#lines = [0];
      for (let at = this.source.indexOf('\n'); at !== -1; at = this.source.indexOf('\n', at + 1))
        this.#lines.push(at + 1);
    }
    return this.#lines;
  }

  #index(): Map<number, number> {
    if (this.#byStart === null) {
      this.#byStart = new Map();
      for (let i = 0; i < this.tokens.length; i++) this.#byStart.set(this.tokens[i]!.start, i);
    }
    return this.#byStart;
  }
}

/** The node whose token is the first of the expression. */
function leftmost(node: Ast): Ast {
  let at = node;
  for (;;) {
    if (at.typename === 'LookupVal') at = at.target;
    else if (at.typename === 'FunCall') at = at.name;
    else if (at.typename === 'Filter') {
      const input = at.args.children[0]!;
      if (input.typename === 'Capture') return at;
      at = input;
    } else if (at.typename === 'Compare') at = at.expr;
    else if (at.typename === 'InlineIf') at = at.body;
    else if ('left' in at) at = at.left;
    else return at;
  }
}
