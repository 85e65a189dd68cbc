/** What every part of the compiler writes code with: variables, places, names that are safe to paste. */
import type { Ast } from './ast.ts';
import { type FaultCode, staticFault } from './fault.ts';
import { isIdentifier, isInherited } from './names.ts';
import { addPlace, type PlaceInfo, type Use } from './places.ts';
import { type FunctionState, Scope } from './scope.ts';
import type { Unit } from './unit.ts';

/** What the compiler must know of a library; part of the key under which compiled templates are kept. */
export interface CompileOptions {
  lenient: ReadonlySet<string>;
  query: ReadonlySet<string>;
  /** Whether what is read and printed is told to the recorder's marker. */
  marks: boolean;
}

/** A filter or test: the variable that it is linked to, and the place that named it first. */
export interface Linked {
  variable: string;
  place: number;
}

const nothing: readonly string[] = [];

export abstract class Emitter {
  protected scope = new Scope();
  protected abstract fn: FunctionState;
  readonly filters = new Map<string, Linked>();
  readonly tests = new Map<string, Linked>();
  /** The whole expression that the link being compiled is part of. */
  protected whole: Ast | null = null;
  #ids = 0;

  constructor(
    protected readonly unit: Unit,
    protected readonly options: CompileOptions,
    protected readonly assigned: ReadonlySet<string>,
  ) {}

  protected id(prefix: string): string {
    this.#ids++;
    return `${prefix}${this.#ids}`;
  }

  protected variable(prefix = 't'): string {
    const name = this.id(prefix);
    this.fn.variables.push(name);
    return name;
  }

  protected place(node: Ast, use: Use, child = 0, undefinedOnly = false): number {
    const names = node.typename === 'Symbol' ? this.scope.visible() : nothing;
    const info: PlaceInfo = { unit: this.unit, node, whole: this.whole ?? node, use, child, undefinedOnly, names };
    return addPlace(info);
  }

  protected fail(code: FaultCode, reason: string, node: Ast): never {
    const span = this.unit.link(node);
    const range = this.unit.range({ start: span.start, end: Math.max(span.end, this.unit.tokenEnd(span.start)) });
    throw staticFault(code, reason, { file: this.unit.file, range });
  }

  /** @returns the name, which is safe to paste into code */
  protected identifier(node: Ast | null | undefined, what: string, near: Ast): string {
    if (node?.typename !== 'Symbol' || !isIdentifier(node.value)) {
      return this.fail('template-syntax', `not a name for a ${what}: names are letters, digits and _`, node ?? near);
    }
    if (isInherited(node.value))
      this.fail('template-forbidden', `“${node.value}” is reserved and cannot name a ${what}`, node);
    return node.value;
  }

  protected named(table: Map<string, Linked>, prefix: string, name: string, place: number): string {
    const known = table.get(name);
    if (known !== undefined) return known.variable;
    const variable = `${prefix}${table.size}_`;
    table.set(name, { variable, place });
    return variable;
  }
}
