/** Code for loops and macros: the tags that make scopes. */
import { type Ast, eachChild, type ForNode, type LookupNode, type MacroNode, type PairNode } from './ast.ts';
import { Expressions } from './expressions.ts';
import { callsBlocks, FunctionState, needsFrame, Scope } from './scope.ts';

/** The counters of a loop whose variables live in JavaScript alone. */
interface Counters {
  index: string;
  length: string;
}

export abstract class Loops extends Expressions {
  /** By the variable that stands for `loop`. */
  readonly #counters = new Map<string, Counters>();

  protected abstract statement(node: Ast | null): void;
  protected abstract line(code: string): void;

  protected loop(node: ForNode): void {
    const names = (node.name.typename === 'Array' ? node.name.children : [node.name]).map((name) =>
      this.identifier(name, 'loop variable', node),
    );
    const frame = needsFrame(node.body) ? this.fn.frame : null;
    const items = this.variable('a');
    const i = this.variable('i');
    const length = this.variable('n');
    const place = this.place(node.arr, 'loop');
    const list = node.else_ === null ? this.consumed(node.arr, 'loop', false) : this.expression(node.arr);
    const pairs = names.length > 1;
    this.line(`${items} = ${pairs ? 'walk' : 'list'}(R, ${list}, ${place});`);
    const keys = pairs ? this.variable('k') : null;
    if (keys !== null) this.line(`${keys} = Array.isArray(${items}) ? null : Object.keys(${items});`);
    const walked = keys === null ? items : `(${keys} ?? ${items})`;
    this.line(`${length} = ${walked}.length;`);
    this.scope = new Scope(this.scope);
    if (frame !== null) this.line(`${frame} = ${frame}.push();`);
    this.line(`for (${i} = 0; ${i} < ${walked}.length; ${i}++) {`);
    this.line(`if (--R.fuel < 0) { R.place = ${place}; throw spent(); }`);
    this.bindItems(names, items, keys, i, frame);
    this.bindLoop(node.body, { index: i, length }, frame);
    this.statement(node.body);
    this.line('}');
    if (frame !== null) this.line(`${frame} = ${frame}.parent;`);
    this.scope = this.scope.parent!;
    if (node.else_ !== null) {
      this.line(`if (!${length}) {`);
      this.statement(node.else_);
      this.line('}');
    }
  }

  private bindItems(names: string[], items: string, keys: string | null, i: string, frame: string | null): void {
    names.forEach((name, at) => {
      const variable = this.variable('v');
      let value = `${items}[${i}]`;
      if (keys !== null) {
        const ofObject = at === 0 ? `${keys}[${i}]` : at === 1 ? `${items}[${keys}[${i}]]` : 'undefined';
        value = `${keys} === null ? ${items}[${i}][${at}] : ${ofObject}`;
      }
      this.line(`${variable} = ${value};`);
      if (frame !== null) this.line(`${frame}.set("${name}", ${variable});`);
      this.scope.set(name, variable);
    });
  }

  private bindLoop(body: Ast, counters: Counters, frame: string | null): void {
    const variable = this.variable('l');
    const { index, length } = counters;
    this.scope.set('loop', variable);
    if (frame === null) this.#counters.set(variable, counters);
    if (frame === null && !usesLoopItself(body)) return;
    this.line(
      `${variable} = { index: ${index} + 1, index0: ${index}, revindex: ${length} - ${index}, revindex0: ${length} - ${index} - 1, ` +
        `first: ${index} === 0, last: ${index} === ${length} - 1, length: ${length} };`,
    );
    if (frame !== null) this.line(`${frame}.set("loop", ${variable});`);
  }

  protected override loopCounter(node: LookupNode): string | null {
    if (!isCounter(node)) return null;
    const variable = this.scope.lookup('loop');
    const counters = variable === null ? undefined : this.#counters.get(variable);
    if (counters === undefined) return null;
    const { index, length } = counters;
    switch ((node.val as { value: string }).value) {
      case 'index':
        return `(${index} + 1)`;
      case 'index0':
        return index;
      case 'revindex':
        return `(${length} - ${index})`;
      case 'revindex0':
        return `(${length} - ${index} - 1)`;
      case 'first':
        return `(${index} === 0)`;
      case 'last':
        return `(${index} === ${length} - 1)`;
      default:
        return length;
    }
  }

  /**
   * @param outer the frame that a caller's body sees; null for a macro, which sees the names of its template only
   * @returns an expression whose value is the macro
   */
  protected macroCode(node: MacroNode, outer: { frame: string | null; scope: Scope } | null): string {
    const { parameters, defaults } = this.signature(node);
    const framed = needsFrame(node.body) || defaults.some((pair) => needsFrame(pair.value));
    const frame = framed ? this.id('frame') : (outer?.frame ?? null);
    const before = { fn: this.fn, scope: this.scope };
    // A caller's body sees the caller around it, unless it is called with one of its own.
    const caller = { own: this.id('caller'), outer: outer?.scope.lookup('caller') ?? 'undefined' };
    this.fn = new FunctionState(frame, !callsBlocks(node.body));
    this.scope = new Scope(outer?.scope ?? null);
    const hasCaller = parameters.includes('caller');
    const bound = framed ? frame : null;
    if (!hasCaller) this.bindParameter('caller', caller.own, bound, true);
    for (const name of parameters) this.bindParameter(name, `l_${name}`, bound, false);
    for (const pair of defaults) this.bindDefault(pair, bound);
    this.statement(node.body);
    const body = this.fn.text();
    ({ fn: this.fn, scope: this.scope } = before);
    const push = outer === null || outer.frame === null ? 'new Frame()' : `${outer.frame}.push(true)`;
    const quoted = (list: string[]): string => JSON.stringify(list);
    const defaultNames = defaults.map((pair) => (pair.key as { value: string }).value);
    return `macro(${quoted(parameters)}, ${quoted(defaultNames)}, (${[...parameters.map((name) => `l_${name}`), 'kwargs'].join(', ')}) => {
const R = open(); let out = "", ${caller.own} = kwargs !== undefined && "caller" in kwargs ? kwargs.caller : ${caller.outer};
${framed ? `let ${frame} = ${push};` : ''}
${body}
R.chain.pop(); return new SafeString(done(R, out)); })`;
  }

  private signature(node: MacroNode): { parameters: string[]; defaults: PairNode[] } {
    const parameters: string[] = [];
    const defaults: PairNode[] = [];
    for (const arg of node.args.children as Ast[]) {
      if (arg.typename === 'KeywordArgs') {
        for (const pair of arg.children) {
          this.identifier(pair.key, 'parameter', node);
          defaults.push(pair);
        }
      } else parameters.push(this.identifier(arg, 'parameter', node));
    }
    return { parameters, defaults };
  }

  private bindParameter(name: string, variable: string, frame: string | null, optional: boolean): void {
    this.scope.set(name, variable);
    if (frame === null) return;
    this.line(`${optional ? `if (${variable} !== undefined) ` : ''}${frame}.set("${name}", ${variable});`);
  }

  private bindDefault(pair: PairNode, frame: string | null): void {
    const name = (pair.key as { value: string }).value;
    const variable = `l_${name}`;
    this.fn.variables.push(variable);
    const given = `kwargs !== undefined && "${name}" in kwargs`;
    this.line(`${variable} = ${given} ? kwargs.${name} : ${this.expression(pair.value)};`);
    this.bindParameter(name, variable, frame, false);
  }
}

const counterNames = new Set(['index', 'index0', 'revindex', 'revindex0', 'first', 'last', 'length']);

function isCounter(node: Ast): boolean {
  if (node.typename !== 'LookupVal' || node.target.typename !== 'Symbol' || node.target.value !== 'loop') return false;
  return node.val.typename === 'Literal' && counterNames.has(String(node.val.value));
}

/** Whether `loop` is used for anything but its counters. */
function usesLoopItself(node: Ast): boolean {
  if (isCounter(node)) return false;
  if (node.typename === 'Symbol') return node.value === 'loop';
  let uses = false;
  eachChild(node, (child) => {
    if (!uses) uses = usesLoopItself(child);
  });
  return uses;
}
