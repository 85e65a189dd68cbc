/** The templates of a site as one set: compiled when they are asked for, rendered in the running recorder. */
import type { TemplateRecord } from '../../shared/snapshot.ts';
import { currentRecorder, MAX_CHAIN, type Recorder } from '../trace/recorder.ts';
import { builtinFilters, builtinFunctions, builtinTests } from './builtins.ts';
import { type CachedPart, depthOf } from './cached.ts';
import type { CompileOptions } from './emitter.ts';
import { faultFinding, faultPlace, located, staticFault, tooDeep, withChain } from './fault.ts';
import { Context, Frame, type Program } from './frame.ts';
import { weighFilter } from './fuel.ts';
import { nearestName } from './missing.ts';
import { placeInfo } from './places.ts';
import { nearestTemplate, resolveName } from './resolve.ts';
import { createRuntime, type TemplateEntry, type TemplateHost } from './runtime.ts';
import { compiledTemplate } from './store.ts';
import { TemplateFault, type TemplateFunction, type TemplateLibrary, type TemplateSet } from './types.ts';

type Functions = Readonly<Record<string, TemplateFunction>>;

export interface CachingTemplateSet extends TemplateSet {
  /** What `{% cached %}` made; to be cleared when the site index changes under the same set. */
  readonly parts: Map<string, CachedPart>;
}

/**
 * Nothing is compiled before it is asked for; templates with an unchanged source are not compiled again for a new set.
 * @param marks they tell the marker of the recorder what they read and print: for the preview only
 */
export function createTemplateSet(
  records: readonly TemplateRecord[],
  library: TemplateLibrary,
  marks = false,
): CachingTemplateSet {
  return new Templates(records, library, marks);
}

class Templates implements CachingTemplateSet, TemplateHost {
  readonly parts = new Map<string, CachedPart>();
  readonly globals: Functions;
  readonly #entries = new Map<string, Entry>();
  readonly #library: TemplateLibrary;
  readonly #filters: Functions;
  readonly #tests: Functions;
  readonly #options: CompileOptions;
  #runtime: object | null = null;

  constructor(records: readonly TemplateRecord[], library: TemplateLibrary, marks: boolean) {
    this.#library = library;
    this.#tests = bare(builtinTests(), library.tests);
    this.#filters = weighing(bare(builtinFilters(this.#tests), library.filters), library.queryFilters);
    this.globals = bare(builtinFunctions(), reading(library));
    this.#options = {
      lenient: new Set(['default', 'd', ...library.lenientFilters]),
      query: library.queryFilters,
      marks,
    };
    for (const record of records) this.#entries.set(record.name, new Entry(record, this));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** For the name that was meant: what is proposed depends on all that there are. */
  names(): string[] {
    currentRecorder().read('file:*');
    return [...this.#entries.keys()];
  }

  render(name: string, context: Readonly<Record<string, unknown>>): string {
    const recorder = currentRecorder();
    const depth = recorder.chain.length;
    const { place } = recorder;
    if (place !== 0) recorder.chain.push(place);
    try {
      if (depthOf(recorder) > MAX_CHAIN) throw tooDeep();
      const entry = this.find(recorder, name, name);
      if (entry === null) throw this.#missing(name, place);
      const program = entry.program();
      const names = new Context(context, this.globals);
      names.addBlocks(program.blocks);
      const frame = new Frame();
      frame.topLevel = true;
      return program.root(names, frame);
    } catch (error) {
      throw located(error, recorder);
    } finally {
      recorder.chain.length = depth;
      recorder.place = place;
    }
  }

  #missing(name: string, place: number): TemplateFault {
    const info = placeInfo(place);
    const nearest = nearestTemplate(name, this.names());
    const finding = faultFinding(
      'template-missing',
      `there is no template “${name}”`,
      nearest,
      info && faultPlace(info),
    );
    return new TemplateFault({ ...finding, cause: name });
  }

  consume(value: object): void {
    this.#library.consume(value);
  }

  same(a: object, b: object): boolean {
    return this.#library.same?.(a, b) ?? a === b;
  }

  find(recorder: Recorder, name: string, from: string): Entry | null {
    const wanted = resolveName(name, from);
    const entry = this.#entries.get(wanted);
    recorder.read(entry === undefined ? `file:${wanted}` : entry.key);
    return entry ?? null;
  }

  filter(name: string): TemplateFunction {
    return this.#filters[name]!;
  }

  test(name: string): TemplateFunction {
    return this.#tests[name]!;
  }

  /** @throws TemplateFault when the template is wrong, or names a filter or test that is not there */
  link(record: TemplateRecord): Program {
    const compiled = compiledTemplate(record, this.#options);
    const check = (uses: readonly { name: string; place: number }[], known: Functions, what: string): void => {
      for (const use of uses) {
        if (known[use.name] !== undefined) continue;
        const info = placeInfo(use.place);
        const nearest = nearestName(use.name, Object.keys(known));
        throw staticFault('template-failed', `there is no ${what} “${use.name}”`, info && faultPlace(info), nearest);
      }
    };
    check(compiled.filters, this.#filters, 'filter');
    check(compiled.tests, this.#tests, 'test');
    this.#runtime ??= createRuntime(this);
    return compiled.link(this.#runtime);
  }
}

/** One template of a set. Its fault, when it is wrong, is as lasting as its program. */
class Entry implements TemplateEntry {
  readonly key: string;
  #program: Program | null = null;
  #fault: TemplateFault | null = null;

  constructor(
    private readonly record: TemplateRecord,
    private readonly set: Templates,
  ) {
    this.key = `file:${record.name}`;
  }

  program(): Program {
    if (this.#program !== null) return this.#program;
    try {
      if (this.#fault !== null) throw this.#fault;
      this.#program = this.set.link(this.record);
      return this.#program;
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      this.#fault = error;
      throw withChain(error, currentRecorder().chain);
    }
  }
}

/** Without a prototype, so that a name finds what was put there and nothing else. */
function bare(...tables: Functions[]): Functions {
  return Object.assign(Object.create(null), ...tables);
}

/** Filters that take no longer for a long text or list than for a short one. */
const QUICK: ReadonlySet<string> = new Set(['length', 'default', 'd', 'safe', 'first', 'last']);

/** Filters whose input is paid for: those of lists (`own`) count their work themselves. */
function weighing(filters: Functions, own: ReadonlySet<string>): Functions {
  const result: Record<string, TemplateFunction> = Object.create(null);
  for (const [name, run] of Object.entries(filters)) {
    result[name] = own.has(name) || QUICK.has(name) ? run : weighingOne(run);
  }
  return result;
}

function weighingOne(run: TemplateFunction): TemplateFunction {
  return (value, ...args) => {
    weighFilter(currentRecorder(), value);
    return run(value, ...args);
  };
}

/** The functions of the library; what is passed to one that reads collections counts as read. */
function reading(library: TemplateLibrary): Functions {
  const functions: Record<string, TemplateFunction> = {};
  for (const [name, run] of Object.entries(library.functions)) {
    functions[name] = library.queryFilters.has(name) ? run : readingOne(run, library);
  }
  return functions;
}

function readingOne(run: TemplateFunction, library: TemplateLibrary): TemplateFunction {
  return (...args: unknown[]) => {
    for (const arg of args) if (typeof arg === 'object' && arg !== null) library.consume(arg);
    return run(...args);
  };
}
