/** Where a template's names are looked up while it runs. The rules are nunjucks'; see its Frame and Context. */

export class Frame {
  variables: Map<string, unknown> | null = null;
  /** Whether `set` here makes names of the whole template. */
  topLevel = false;

  /** @param isolated writes do not pass from here to the frames around; reads do */
  constructor(
    readonly parent: Frame | null = null,
    readonly isolated: boolean = false,
  ) {}

  push(isolated = false): Frame {
    return new Frame(this, isolated);
  }

  set(name: string, value: unknown): void {
    if (this.variables === null) this.variables = new Map();
    this.variables.set(name, value);
  }

  /** Sets the name where it is defined already, else here. */
  assign(name: string, value: unknown): void {
    let frame: Frame | null = this;
    if (!frame.has(name)) {
      frame = this.isolated ? null : this.parent;
      // Isolation counts for the first frame only, as in nunjucks.
      while (frame !== null && !frame.has(name)) frame = frame.parent;
    }
    (frame ?? this).set(name, value);
  }

  has(name: string): boolean {
    return this.variables !== null && this.variables.get(name) !== undefined;
  }

  lookup(name: string): unknown {
    let frame: Frame | null = this;
    do {
      if (frame.variables !== null) {
        const value = frame.variables.get(name);
        if (value !== undefined) return value;
      }
      frame = frame.parent;
    } while (frame !== null);
    return undefined;
  }

  names(): string[] {
    const above = this.parent === null ? [] : this.parent.names();
    return this.variables === null ? above : [...above, ...this.variables.keys()];
  }
}

export type RenderFunction = (context: Context, frame: Frame) => string;

/** What one compiled template is while it is linked to a set. */
export interface Program {
  root: RenderFunction;
  /** Without a prototype. */
  blocks: Readonly<Record<string, RenderFunction>>;
}

type Names = Readonly<Record<string, unknown>>;

/** The names of one template and its parents during one render, and its blocks, the most derived first. */
export class Context {
  #own: Map<string, unknown> | null;
  readonly #base: Names;
  readonly #globals: Names;
  readonly #blocks = new Map<string, RenderFunction[]>();
  readonly #exported: string[] = [];

  constructor(base: Names, globals: Names, own: Map<string, unknown> | null = null) {
    this.#base = base;
    this.#globals = globals;
    this.#own = own;
  }

  /** The same names, for an included template: what that one sets stays its own. */
  copy(): Context {
    return new Context(this.#base, this.#globals, this.#own === null ? null : new Map(this.#own));
  }

  lookup(name: string): unknown {
    if (this.#own?.has(name)) return this.#own.get(name);
    const value = this.#base[name];
    if (value !== undefined || name in this.#base) return value;
    return this.#globals[name];
  }

  set(name: string, value: unknown): void {
    if (this.#own === null) this.#own = new Map();
    this.#own.set(name, value);
  }

  export(name: string): void {
    this.#exported.push(name);
  }

  exported(): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const name of this.#exported) values[name] = this.lookup(name);
    return values;
  }

  addBlocks(blocks: Readonly<Record<string, RenderFunction>>): void {
    for (const name in blocks) {
      const known = this.#blocks.get(name);
      if (known === undefined) this.#blocks.set(name, [blocks[name]!]);
      else known.push(blocks[name]!);
    }
  }

  block(name: string): RenderFunction {
    return this.#blocks.get(name)![0]!;
  }

  /** The block that `block` overrides; null when it overrides none. */
  superBlock(name: string, block: RenderFunction): RenderFunction | null {
    const blocks = this.#blocks.get(name) ?? [];
    const at = blocks.indexOf(block);
    return at === -1 ? null : (blocks[at + 1] ?? null);
  }

  names(): string[] {
    const own = this.#own === null ? [] : [...this.#own.keys()];
    return [...own, ...Object.keys(this.#base), ...Object.keys(this.#globals)];
  }
}
