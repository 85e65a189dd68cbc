/** From a parsed template to the JavaScript of its program. */
import vm from 'node:vm';
import { type Ast, type BlockNode, type CallNode, eachNode, type MacroNode } from './ast.ts';
import type { CompileOptions } from './emitter.ts';
import { staticFault } from './fault.ts';
import type { Program } from './frame.ts';
import { nextPlace, releasePlaces } from './places.ts';
import { assignedNames, callsBlocks, FunctionState, Scope } from './scope.ts';
import { Statements } from './statements.ts';
import { TemplateFault } from './types.ts';
import type { Unit } from './unit.ts';

/** A template that can be linked to any library with the same lenient filters and query filters. */
export interface Compiled {
  link(runtime: object): Program;
  /** Filters and tests that it names, with the place of the first use. */
  filters: readonly Use[];
  tests: readonly Use[];
  firstPlace: number;
  endPlace: number;
}

interface Use {
  name: string;
  place: number;
}

class TemplateCompiler extends Statements {
  protected override fn = new FunctionState(null, false);
  #superBlock: { block: BlockNode; frame: string } | null = null;
  readonly functions: string[] = [];
  readonly blockNames: string[] = [];

  compile(root: Ast): string {
    this.functions.push(`function root(context, frame) {
const R = running.recorder; let out = "", parent = null, parentPlace = 0;
${this.body(root, null)}
return parent === null ? done(R, out) : renderParent(R, parent, context, frame, parentPlace); }`);
    this.inBlock = true;
    eachNode(root, (node) => {
      if (node.typename === 'Block') this.blockFunction(node);
    });
    const blocks = this.blockNames.map((name) => `${name}: b_${name}`);
    return `'use strict';
${this.imports()}
${this.functions.join('\n')}
return { root, blocks: { __proto__: null, ${blocks.join(', ')} } };`;
  }

  private blockFunction(node: BlockNode): void {
    const name = this.identifier(node.name, 'block', node);
    if (this.blockNames.includes(name))
      this.fail('template-syntax', `the block “${name}” is defined more than once`, node.name);
    this.blockNames.push(name);
    this.functions.push(`function b_${name}(context, above) {
const R = running.recorder; let out = "", frame = above.push(true), start = frame, inherited_ = null;
${this.body(node.body, node)}
return done(R, out); }`);
  }

  private body(node: Ast, block: BlockNode | null): string {
    this.fn = new FunctionState('frame', !callsBlocks(node));
    this.scope = new Scope();
    this.#superBlock = block === null ? null : { block, frame: 'start' };
    this.statement(node);
    return this.fn.text();
  }

  private imports(): string {
    const linked: string[] = [];
    for (const [name, { variable }] of this.filters)
      linked.push(`const ${variable} = filter(${JSON.stringify(name)});`);
    for (const [name, { variable }] of this.tests) linked.push(`const ${variable} = test(${JSON.stringify(name)});`);
    return `const { ${runtimeNames.join(', ')} } = runtime;\n${linked.join('\n')}`;
  }

  protected override capture(body: Ast): string {
    const { fn } = this;
    const before = { lines: fn.lines, out: fn.out };
    fn.lines = [];
    fn.out = this.id('o');
    this.statement(body);
    const code = `(() => { let ${fn.out} = "";\n${fn.lines.join('\n')}\nreturn done(R, ${fn.out}); })()`;
    fn.lines = before.lines;
    fn.out = before.out;
    return code;
  }

  protected override callerCode(node: Ast): string {
    return this.macroCode(node as MacroNode, { frame: this.fn.frame, scope: this.scope });
  }

  protected override cachedBody(body: Ast): string {
    const outer = { fn: this.fn, scope: this.scope };
    const frame = this.id('frame');
    this.fn = new FunctionState(frame, !callsBlocks(body));
    this.scope = new Scope(outer.scope);
    this.statement(body);
    const text = this.fn.text();
    ({ fn: this.fn, scope: this.scope } = outer);
    return `() => { const R = running.recorder; let out = "", ${frame} = ${this.fn.frame}.push(true);\n${text}\nreturn done(R, out); }`;
  }

  /** The text of the overridden block: made once, where it is printed first. */
  protected override superCode(node: CallNode): string {
    if (this.#superBlock === null) return this.fail('template-failed', 'super() works inside a block only', node.name);
    const { block, frame } = this.#superBlock;
    const name = block.name.value;
    const place = this.place(node.name, 'super');
    return `(inherited_ ??= superBlock(R, context, ${frame}, "${name}", b_${name}, ${place}))`;
  }
}

const runtimeNames = [
  'running',
  'Frame',
  'SafeString',
  'lookup',
  'at',
  'miss',
  'missName',
  'need',
  'needName',
  'quiet',
  'bind',
  'key',
  'inherited',
  'seen',
  'list',
  'walk',
  'within',
  'print',
  'printName',
  'plain',
  'applied',
  'made',
  'done',
  'spent',
  'call0',
  'call1',
  'call2',
  'call3',
  'call',
  'method',
  'open',
  'macro',
  'block',
  'superBlock',
  'extend',
  'renderParent',
  'include',
  'importModule',
  'importName',
  'cached',
  'filter',
  'test',
  'got',
  'word',
  'begin',
  'marked',
];

/** @throws TemplateFault with `template-forbidden`, `template-syntax` or `template-failed` */
export function compileTemplate(unit: Unit, options: CompileOptions): Compiled {
  const root = unit.root!;
  const firstPlace = nextPlace();
  try {
    const compiler = new TemplateCompiler(unit, options, assignedNames(root));
    const code = compiler.compile(root);
    const link = vm.compileFunction(code, ['runtime'], { filename: `template:${unit.name}` }) as (
      runtime: object,
    ) => Program;
    return { link, filters: uses(compiler.filters), tests: uses(compiler.tests), firstPlace, endPlace: nextPlace() };
  } catch (error) {
    releasePlaces(firstPlace, nextPlace());
    if (error instanceof TemplateFault) throw error;
    const reason =
      error instanceof RangeError ? 'too deeply nested' : `cannot be compiled: ${(error as Error).message}`;
    throw staticFault(
      'template-syntax',
      reason,
      { file: unit.file, range: unit.range({ start: 0, end: 0 }) },
      '',
      error,
    );
  }
}

function uses(table: ReadonlyMap<string, { place: number }>): Use[] {
  return [...table].map(([name, { place }]) => ({ name, place }));
}
