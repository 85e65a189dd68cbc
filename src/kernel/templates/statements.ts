/** Code for tags. */

import { withTagTokens } from '../marks/tokens.ts';
import type {
  Ast,
  BlockNode,
  CachedNode,
  ConditionNode,
  DataNode,
  FromImportNode,
  ImportNode,
  ListNode,
  ReferenceNode,
  SetNode,
  SwitchNode,
} from './ast.ts';
import { unwrapped } from './expressions.ts';
import { Loops } from './loops.ts';

const asynchronous = new Set(['AsyncEach', 'AsyncAll', 'IfAsync']);

export abstract class Statements extends Loops {
  /** Whether what is being written runs inside a block: there, blocks are rendered where they stand. */
  protected inBlock = false;

  protected statement(node: Ast | null): void {
    if (node === null) return;
    if (asynchronous.has(node.typename)) {
      const tag = node.typename === 'IfAsync' ? 'ifAsync' : node.typename === 'AsyncEach' ? 'asyncEach' : 'asyncAll';
      this.fail('template-forbidden', `${tag} is not available: templates do not wait`, node);
    }
    switch (node.typename) {
      case 'Root':
      case 'NodeList':
        for (const child of node.children) this.statement(child);
        break;
      case 'Output':
        this.output(node);
        break;
      case 'If':
        this.condition(node);
        break;
      case 'For':
        this.loop(node);
        break;
      case 'Set':
        this.set(node);
        break;
      case 'Switch':
        this.switch(node);
        break;
      case 'Macro':
        this.define(node);
        break;
      case 'Block':
        this.block(node);
        break;
      case 'Extends':
        this.extends(node);
        break;
      case 'Include':
        this.include(node);
        break;
      case 'Import':
        this.import(node);
        break;
      case 'FromImport':
        this.fromImport(node);
        break;
      case 'CallExtension':
        this.cached(node);
        break;
      default:
        this.fail('template-syntax', `unexpected ${node.typename}`, node);
    }
  }

  protected line(code: string): void {
    this.fn.lines.push(code);
  }

  protected write(code: string): void {
    this.line(`${this.fn.out} += ${code};`);
  }

  private output(node: ListNode): void {
    for (const child of node.children) {
      if (child.typename === 'TemplateData') {
        if (child.value !== '') this.write(JSON.stringify(this.options.marks ? this.markedData(child) : child.value));
      } else this.write(this.options.marks ? this.markedOutput(child) : this.printed(child));
    }
  }

  /** The template's own text, whose tags say in which line they are written. */
  private markedData(node: DataNode): string {
    const { unit } = this;
    // White space that the tag before it ate is not part of it.
    const start = Math.max(0, unit.source.indexOf(node.value, unit.offsetOf(node)));
    return withTagTokens(node.value, this.place(node, 'output'), (offset) => unit.position(start + offset).line);
  }

  private markedOutput(node: Ast): string {
    const from = this.variable('m');
    const printed = this.printed(node);
    const named = nameIn(node);
    const value = named === null ? 'undefined' : this.expression(named);
    return `(${from} = begin(R), marked(R, ${this.place(unwrapped(node), 'output')}, ${from}, ${printed}, ${value}))`;
  }

  private printed(node: Ast): string {
    const value = unwrapped(node);
    if (value.typename === 'Symbol') {
      const js = this.expression(value);
      return `printName(R, ${js}, ${this.place(value, 'output')}, context, ${this.fn.frame})`;
    }
    if (value.typename === 'LookupVal' || value.typename === 'FunCall' || value.typename === 'Filter') {
      const lenient = value.typename === 'Filter' && this.options.lenient.has(value.name.value);
      const code = this.rooted(value);
      const place = this.place(value, 'output', code.child, lenient);
      const silent = value.typename === 'Filter' && lenient && this.hasLiteralDefault(value);
      return silent ? `plain(R, ${code.js}, ${place})` : `print(R, ${code.js}, ${place}, ${code.holder})`;
    }
    const js = this.consumed(value, 'output', false);
    return `plain(R, ${js}, ${this.place(value, 'output')})`;
  }

  private condition(node: ConditionNode): void {
    this.line(`if (${this.expression(node.cond, true)}) {`);
    this.statement(node.body);
    if (node.else_ !== null) {
      this.line('} else {');
      this.statement(node.else_);
    }
    this.line('}');
  }

  private set(node: SetNode): void {
    const names = node.targets.map((target) => this.identifier(target, 'variable', node));
    const value = this.variable();
    this.line(`${value} = ${node.value === null ? this.capture(node.body!.body) : this.expression(node.value)};`);
    for (const name of names) {
      const known = this.scope.lookup(name);
      if (known !== null) this.line(`${known} = ${value};`);
      this.line(`${this.fn.frame}.assign("${name}", ${value});`);
      this.line(`if (${this.fn.frame}.topLevel) {`);
      this.line(`context.set("${name}", ${value});`);
      if (!name.startsWith('_')) this.line(`context.export("${name}");`);
      this.line('}');
    }
  }

  private switch(node: SwitchNode): void {
    this.line(`switch (${this.expression(node.expr, true)}) {`);
    for (const { cond, body } of node.cases) {
      this.line(`case ${this.expression(cond)}: {`);
      this.statement(body);
      // A case without a body falls through to the next.
      this.line(body.children.length > 0 ? 'break; }' : '}');
    }
    if (node.default !== null) {
      this.line('default: {');
      this.statement(node.default);
      this.line('}');
    }
    this.line('}');
  }

  private block(node: BlockNode): void {
    const name = this.identifier(node.name, 'block', node);
    const place = this.place(node, 'block');
    const call = `block(R, context, ${this.fn.frame}, "${name}", ${place})`;
    this.write(this.inBlock ? call : `(parent === null ? ${call} : "")`);
  }

  private extends(node: ReferenceNode): void {
    if (this.inBlock) this.fail('template-syntax', 'extends stands outside of blocks', node);
    const place = this.place(node.template, 'extends');
    this.line(`parent = extend(R, context, ${this.expression(node.template)}, ${place}); parentPlace = ${place};`);
  }

  private include(node: ReferenceNode): void {
    const place = this.place(node.template, 'include');
    const missing = node.ignoreMissing === true;
    this.write(`include(R, context, ${this.fn.frame}, ${this.expression(node.template)}, ${place}, ${missing})`);
  }

  private import(node: ImportNode): void {
    const name = this.identifier(node.target, 'variable', node);
    const module = this.variable('m');
    this.line(`${module} = ${this.moduleCode(node)};`);
    this.bindName(name, module, false);
  }

  private fromImport(node: FromImportNode): void {
    const module = this.variable('m');
    this.line(`${module} = ${this.moduleCode(node)};`);
    for (const entry of node.names.children) {
      const [from, to] = entry.typename === 'Pair' ? [entry.key, entry.value] : [entry, entry];
      const name = this.identifier(from, 'variable', node);
      const alias = this.identifier(to, 'variable', node);
      const value = this.variable('m');
      this.line(`${value} = importName(R, ${module}, "${name}", ${this.place(from, 'import-name')});`);
      this.bindName(alias, value, false);
    }
  }

  private moduleCode(node: ImportNode | FromImportNode): string {
    const place = this.place(node.template, 'import');
    const given = node.withContext ? `, context, ${this.fn.frame}` : ', null, null';
    return `importModule(R, ${this.expression(node.template)}, ${place}${given})`;
  }

  /** Makes a macro or an import known, at once to the code that follows and at run time to what is included. */
  protected bindName(name: string, variable: string, exported: boolean): void {
    this.scope.set(name, variable);
    if (this.scope.parent !== null) {
      this.line(`${this.fn.frame}.set("${name}", ${variable});`);
      return;
    }
    if (exported && !name.startsWith('_')) this.line(`context.export("${name}");`);
    this.line(`context.set("${name}", ${variable});`);
  }

  private define(node: Extract<Ast, { typename: 'Macro' | 'Caller' }>): void {
    const name = this.identifier(node.name, 'macro', node);
    const variable = this.variable('m');
    this.line(`${variable} = ${this.macroCode(node, null)};`);
    this.bindName(name, variable, true);
  }

  private cached(node: CachedNode): void {
    const [key, ...more] = node.args.children;
    if (key === undefined || more.length > 0) this.fail('template-syntax', 'cached takes one key', node);
    const place = this.place(node, 'cached');
    const value = this.consumed(key, 'operand', false);
    this.write(`cached(R, ${place}, ${value}, ${this.cachedBody(node.contentArgs[0]!)})`);
  }

  protected abstract cachedBody(body: Ast): string;
}

/** The name that an expression is, or that its filters begin with. */
function nameIn(node: Ast): Ast | null {
  const value = unwrapped(node);
  if (value.typename === 'Filter') return nameIn(value.args.children[0] as Ast);
  return value.typename === 'Symbol' ? value : null;
}
