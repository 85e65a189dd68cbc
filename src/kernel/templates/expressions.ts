/** Code for expressions. A value is compiled with its tolerance: `silent` is a test, or something that has a default. */
import type { Ast, BinaryNode, CallNode, DictNode, FilterNode, LookupNode } from './ast.ts';
import { isFilterName, isForbiddenKey, isIdentifier, isInherited } from './names.ts';
import { Operators, operatorNodes } from './operators.ts';
import type { Use } from './places.ts';
import { isSuperCall, lookupCode } from './scope.ts';

export interface Code {
  js: string;
  /** The place at which this value's own target was read, or the call that gave it; 0 for none. */
  child: number;
  /** The variable that holds the object it was read from; null for anything but a property. */
  holder: string | null;
}

/** Values that the template makes itself: no collection is among them. */
const ownMade = new Set(['Literal', 'Capture', 'Array', 'Dict', 'KeywordArgs']);

export abstract class Expressions extends Operators {
  protected abstract capture(body: Ast): string;
  protected abstract callerCode(node: Ast): string;
  protected abstract superCode(node: CallNode): string;

  protected override expression(node: Ast, silent: boolean = false): string {
    const whole = this.whole;
    this.whole = null;
    const { js } = this.code(node, silent);
    this.whole = whole;
    return js;
  }

  protected override consumed(node: Ast, use: Use, silent: boolean): string {
    if (silent) return this.expression(node, true);
    if (operatorNodes.has(node.typename)) return this.operation(node, silent, use);
    switch (node.typename) {
      case 'Group':
        return node.children.length === 1 ? this.consumed(node.children[0]!, use, silent) : this.expression(node);
      case 'InlineIf':
        return this.inlineIf(node, silent, use);
      case 'Symbol':
      case 'LookupVal':
      case 'FunCall':
      case 'Filter':
        return this.checked(node, use);
      default:
        return this.expression(node);
    }
  }

  protected checked(node: Ast, use: Use): string {
    const code = this.rooted(node);
    const lenient = node.typename === 'Filter' && this.options.lenient.has(node.name.value);
    if (lenient && this.hasLiteralDefault(node)) return code.js;
    const place = this.place(node, use, code.child, lenient);
    const value = this.variable();
    return `((${value} = ${code.js}) ?? ${this.missCode(node, value, place, code.holder)})`;
  }

  /** The code of a whole expression, whose links belong to no other. */
  protected rooted(node: Ast): Code {
    const whole = this.whole;
    this.whole = null;
    const code = this.code(node, false);
    this.whole = whole;
    return code;
  }

  protected hasLiteralDefault(node: FilterNode): boolean {
    const given = node.args.children[1];
    return given === undefined || given.typename === 'Literal';
  }

  private missCode(node: Ast, value: string, place: number, holder: string | null): string {
    if (node.typename === 'Symbol') return `missName(R, ${value}, ${place}, context, ${this.fn.frame})`;
    return `miss(R, ${value}, ${place}, ${holder})`;
  }

  private code(node: Ast, silent: boolean): Code {
    if (node.typename === 'LookupVal') return this.lookup(node, silent);
    if (node.typename === 'Group' && node.children.length === 1) {
      const code = this.code(node.children[0]!, silent);
      return { ...code, js: `(${code.js})` };
    }
    if (node.typename === 'FunCall' && !isSuperCall(node)) return this.call(node, silent);
    if (node.typename === 'Filter') return this.filter(node, silent);
    return { js: this.value(node, silent), child: 0, holder: null };
  }

  private value(node: Ast, silent: boolean): string {
    if (operatorNodes.has(node.typename)) return this.operation(node, silent, null);
    switch (node.typename) {
      case 'Literal':
      case 'TemplateData':
        return this.literal(node.value, node);
      case 'Symbol':
        return this.symbol(node);
      case 'FunCall':
        return this.superCode(node);
      case 'InlineIf':
        return this.inlineIf(node, silent, null);
      case 'In':
        return this.inside(node, silent);
      case 'FloorDiv':
        return `Math.floor(${this.flat(node.left, silent, 'operand')} / ${this.flat(node.right, silent, 'operand')})`;
      case 'Pow':
        return `Math.pow(${this.flat(node.left, silent, 'operand')}, ${this.flat(node.right, silent, 'operand')})`;
      case 'Group':
        return `(${node.children.map((child) => this.expression(child, silent)).join(', ') || 'undefined'})`;
      case 'Array':
      case 'NodeList':
        return `[${node.children.map((child) => this.expression(child, silent)).join(', ')}]`;
      case 'Dict':
      case 'KeywordArgs':
        return this.dictionary(node, silent);
      case 'Caller':
        return this.callerCode(node);
      case 'Capture':
        return this.capture(node.body);
      default:
        return this.fail('template-syntax', `unexpected ${node.typename} in an expression`, node);
    }
  }

  private literal(value: string | number | boolean | null, node: Ast): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'object' && value !== null)
      return this.fail('template-forbidden', 'regular expressions are not available', node);
    return String(value);
  }

  private symbol(node: Ast): string {
    const name = this.identifier(node, 'variable', node);
    const known = this.scope.lookup(name);
    if (known !== null) return known;
    if (!this.fn.hoists || this.assigned.has(name)) return lookupCode(this.fn.frame, name);
    this.fn.hoisted.set(name, `c_${name}`);
    return `c_${name}`;
  }

  /** The target of a property, as something to read from. */
  private target(node: LookupNode, silent: boolean): { js: string; place: number } {
    const link = node.target;
    const top = this.whole === null;
    if (top) this.whole = node;
    const { js, child, holder } = this.code(link, silent);
    const place = this.place(unwrapped(link), 'read', child);
    if (top) this.whole = null;
    if (silent) return { js: `quiet(R, ${js}, ${place})`, place };
    if (link.typename === 'Symbol') return { js: `needName(R, ${js}, ${place}, context, ${this.fn.frame})`, place };
    return { js: `need(R, ${js}, ${place}, ${holder})`, place };
  }

  private lookup(node: LookupNode, silent: boolean): Code {
    const loop = this.loopCounter(node);
    if (loop !== null) return { js: loop, child: 0, holder: null };
    const { js, place } = this.target(node, silent);
    const holder = this.variable();
    const member = this.member(node.val, holder, place, silent);
    const read = member.bound ? `(${holder} = ${js}, ${member.js})` : `bind(${holder} = ${js}, ${member.js})`;
    return { js: this.options.marks ? `got(R, ${read}, ${holder}, ${member.key})` : read, child: place, holder };
  }

  /** A property of the object in `holder`; `bound` when a function among the values is taken care of already. */
  private member(
    name: Ast,
    holder: string,
    place: number,
    silent: boolean,
  ): { js: string; bound: boolean; key: string } {
    const key = name.typename === 'Literal' ? name.value : undefined;
    if (typeof key === 'number') return { js: `${holder}[${key}]`, bound: false, key: String(key) };
    if (typeof key !== 'string') {
      const whole = this.whole;
      const step = this.expression(name, silent);
      this.whole = whole;
      if (!this.options.marks) return { js: `key(R, ${holder}, ${step}, ${place})`, bound: true, key: '' };
      const kept = this.variable();
      return { js: `key(R, ${holder}, ${kept} = ${step}, ${place})`, bound: true, key: kept };
    }
    if (isForbiddenKey(key)) this.fail('template-forbidden', `“${key}” cannot be read`, name);
    const text = JSON.stringify(key);
    if (isInherited(key)) return { js: `inherited(${holder}, ${text})`, bound: true, key: text };
    return { js: isIdentifier(key) ? `${holder}.${key}` : `${holder}[${text}]`, bound: false, key: text };
  }

  /** `loop.index` and its like are sums when the loop is known and keeps no object. */
  protected abstract loopCounter(node: LookupNode): string | null;

  private call(node: CallNode, silent: boolean): Code {
    const callee = node.name;
    const whole = this.whole;
    this.whole = null;
    const args = node.args.children.map((arg) => this.expression(arg, silent));
    const place = this.place(node, 'call');
    const js = this.callCode(callee, place, args, silent);
    this.whole = whole;
    return { js, child: place, holder: null };
  }

  private callCode(callee: Ast, place: number, args: string[], silent: boolean): string {
    const rest = args.map((arg) => `, ${arg}`).join('');
    const method =
      callee.typename === 'LookupVal' && callee.val.typename === 'Literal' && this.loopCounter(callee) === null;
    if (method) {
      const target = this.target(callee, silent);
      const holder = this.variable();
      const member = this.member(callee.val, holder, target.place, silent);
      return `method(R, ${place}, ${holder} = ${target.js}, ${member.js}${rest})`;
    }
    const arity = args.length <= 3 ? args.length : '';
    if (this.options.marks && callee.typename === 'Symbol' && callee.value === 't' && args.length > 0) {
      const key = this.variable();
      const others = args.slice(1).map((arg) => `, ${arg}`);
      return `word(R, ${key} = ${args[0]}, call${arity}(R, ${place}, ${this.expression(callee, silent)}, ${key}${others.join('')}))`;
    }
    return `call${arity}(R, ${place}, ${this.expression(callee, silent)}${rest})`;
  }

  private filter(node: FilterNode, silent: boolean): Code {
    const name = node.name.value;
    if (!isFilterName(name)) this.fail('template-syntax', 'not a name for a filter', node.name);
    const [input, ...others] = node.args.children as [Ast, ...Ast[]];
    const lenient = this.options.lenient.has(name);
    const reads = !lenient && !this.options.query.has(name);
    const whole = this.whole;
    this.whole = null;
    const first = lenient ? this.expression(input, true) : this.consumed(input, 'filter', silent);
    const args = [
      this.handedOn(input, first, reads),
      ...others.map((arg) => this.handedOn(arg, this.expression(arg, silent), reads)),
    ];
    const place = this.place(node, 'filter-call');
    this.whole = whole;
    args[args.length - 1] = `at(R, ${args[args.length - 1]}, ${place})`;
    const js = `applied(R, ${this.named(this.filters, 'f', name, place)}(${args.join(', ')}))`;
    return { js, child: place, holder: null };
  }

  private handedOn(node: Ast, js: string, reads: boolean): string {
    return reads && !ownMade.has(node.typename) ? `seen(${js})` : js;
  }

  private inlineIf(node: { cond: Ast; body: Ast; else_: Ast | null }, silent: boolean, use: Use | null): string {
    const part = (child: Ast): string =>
      use === null ? this.expression(child, silent) : this.consumed(child, use, silent);
    return `(${this.expression(node.cond, true)} ? ${part(node.body)} : ${node.else_ === null ? '""' : part(node.else_)})`;
  }

  private inside(node: BinaryNode, silent: boolean): string {
    const left = this.expression(node.left, silent);
    const right = silent ? this.expression(node.right, true) : this.consumed(node.right, 'in', false);
    const place = this.place(node.right, 'in');
    return `within(R, ${left}, ${silent ? `(${right} ?? [])` : right}, ${place})`;
  }

  private dictionary(node: DictNode, silent: boolean): string {
    const pairs = node.children.map((pair) => {
      const { key } = pair;
      const isName = key.typename === 'Symbol' || (key.typename === 'Literal' && typeof key.value === 'string');
      if (!isName) return this.fail('template-syntax', 'the keys of a dictionary are names or texts', key);
      const name = String((key as { value: string }).value);
      if (isForbiddenKey(name)) this.fail('template-forbidden', `“${name}” cannot be a key`, key);
      if (node.typename === 'KeywordArgs') this.identifier(key, 'parameter', key);
      return `${JSON.stringify(name)}: ${this.expression(pair.value, silent)}`;
    });
    if (node.typename === 'KeywordArgs') pairs.push('__keywords: true');
    return `{${pairs.join(', ')}}`;
  }
}

/** An expression without the parentheses around it. */
export function unwrapped(node: Ast): Ast {
  return node.typename === 'Group' && node.children.length === 1 ? unwrapped(node.children[0]!) : node;
}
