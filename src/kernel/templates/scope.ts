/** What the compiler knows about names and functions while it writes code. */
import { type Ast, eachNode, someNode } from './ast.ts';

/** Names whose JavaScript variable is known when the template is compiled: loop variables, parameters, macros, imports. */
export class Scope {
  readonly #names = new Map<string, string>();

  constructor(readonly parent: Scope | null = null) {}

  set(name: string, variable: string): void {
    this.#names.set(name, variable);
  }

  lookup(name: string): string | null {
    return this.#names.get(name) ?? this.parent?.lookup(name) ?? null;
  }

  visible(): string[] {
    return [...this.#names.keys(), ...(this.parent === null ? [] : this.parent.visible())];
  }
}

/** A JavaScript function that is being written. */
export class FunctionState {
  lines: string[] = [];
  readonly variables: string[] = [];
  /** Names that nothing assigns, looked up once when the function begins, by their variables. */
  readonly hoisted = new Map<string, string>();
  out = 'out';

  constructor(
    /** The variable that holds the run-time frame; null when names come from the context alone. */
    readonly frame: string | null,
    /** Whether names may be looked up at the beginning: not when a block called from here could define them. */
    readonly hoists: boolean,
  ) {}

  /** The function's beginning, then what was written. */
  text(): string {
    const variables = this.variables.length === 0 ? '' : `let ${this.variables.join(', ')};\n`;
    let lookups = '';
    for (const [name, variable] of this.hoisted) lookups += `const ${variable} = ${lookupCode(this.frame, name)};\n`;
    return variables + lookups + this.lines.join('\n');
  }
}

export function lookupCode(frame: string | null, name: string): string {
  return frame === null ? `context.lookup("${name}")` : `lookup(context, ${frame}, "${name}")`;
}

const framed = new Set(['Set', 'Include', 'Block', 'Import', 'FromImport', 'Macro', 'Extends', 'CallExtension']);

/** Whether something below needs the run-time frame: it defines names, or hands the frame to other code. */
export function needsFrame(node: Ast | null): boolean {
  return someNode(node, (below) => framed.has(below.typename));
}

/** A block that is called from a function may be another template's, and define names. */
export function callsBlocks(node: Ast): boolean {
  return someNode(node, (below) => below.typename === 'Block' || isSuperCall(below));
}

export function isSuperCall(node: Ast): boolean {
  return node.typename === 'FunCall' && node.name.typename === 'Symbol' && node.name.value === 'super';
}

/** Every name that a template gives a value to, anywhere. */
export function assignedNames(root: Ast): Set<string> {
  const names = new Set<string>(['loop', 'caller']);
  const add = (node: Ast | null | undefined): void => {
    if (node?.typename === 'Symbol') names.add(node.value);
  };
  eachNode(root, (node) => {
    if (node.typename === 'Set') node.targets.forEach(add);
    else if (node.typename === 'Macro' || node.typename === 'Caller') {
      if (node.typename === 'Macro') add(node.name);
      for (const arg of node.args.children) {
        if (arg.typename === 'KeywordArgs') for (const pair of arg.children) add(pair.key);
        else add(arg);
      }
    } else if (node.typename === 'Import') add(node.target);
    else if (node.typename === 'FromImport') {
      for (const name of node.names.children) add(name.typename === 'Pair' ? name.value : name);
    } else if (node.typename === 'For') {
      if (node.name.typename === 'Array') node.name.children.forEach(add);
      else add(node.name);
    }
  });
  return names;
}
