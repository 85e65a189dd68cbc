/** The filters, tests and functions of nunjucks that stay, with those replaced whose work could run away. */
import { currentRecorder } from '../trace/recorder.ts';
import { allow, allowText, burn, weighList } from './fuel.ts';
import { nunjucks, type SafeText } from './nunjucks.ts';
import type { TemplateFunction } from './types.ts';

type Functions = Readonly<Record<string, TemplateFunction>>;

/** Not there: `random` would make two builds of one site differ. */
const REMOVED = ['random'];

/** What a few of nunjucks' filters ask of the environment that they are called in. */
function environment(tests: Functions) {
  return {
    env: {
      opts: { autoescape: true, throwOnUndefined: false },
      getTest(name: string): TemplateFunction {
        const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
        if (test === undefined) throw new Error(`there is no test “${name}”`);
        return test;
      },
    },
  };
}

export function builtinTests(): Functions {
  const { tests } = nunjucks();
  return {
    ...tests,
    iterable: (value: unknown) => value !== undefined && value !== null && Symbol.iterator in Object(value),
  };
}

/** @param tests the tests that `select` and `reject` may name */
export function builtinFilters(tests: Functions): Functions {
  const { filters } = nunjucks();
  const self = environment(tests);
  const kept: Record<string, TemplateFunction> = { ...filters };
  for (const name of REMOVED) delete kept[name];
  for (const name of ['groupby', 'select', 'reject', 'sort'])
    kept[name] = (...args) => filters[name]!.apply(self, args);
  return { ...kept, ...bounded(filters) };
}

/** The same results; work and length are counted first. */
function bounded(filters: Functions): Functions {
  const { SafeString } = nunjucks();
  const keep = (like: unknown, text: string): string | SafeText =>
    like instanceof SafeString ? new SafeString(text) : text;
  return {
    center(text, width) {
      allowText(currentRecorder(), Number(width) || 0);
      return filters.center!(text, width);
    },
    indent(text, width, first) {
      const lines = typeof text === 'string' || text instanceof SafeString ? String(text).split('\n').length : 1;
      allowText(currentRecorder(), lines * (Number(width) || 4));
      return filters.indent!(text, width, first);
    },
    slice(list, slices, fill) {
      allow(currentRecorder(), Number(slices) || 0);
      return filters.slice!(list, slices, fill);
    },
    batch(list, size, fill) {
      if (fill) allow(currentRecorder(), Number(size) || 0);
      return filters.batch!(list, size, fill);
    },
    join(list, separator, attribute) {
      if (Array.isArray(list)) {
        weighList(currentRecorder(), list);
        allowText(currentRecorder(), list.length * String(separator ?? '').length);
      }
      return filters.join!(list, separator, attribute);
    },
    replace(text, old, replacement, most) {
      const length = old === '' ? String(text).length + 1 : String(text).split(String(old)).length;
      allowText(currentRecorder(), length * String(replacement ?? '').length);
      return filters.replace!(text, old, replacement, most);
    },
    trim: (text) => keep(text, String.prototype.trim.call(text)),
    dump(value, spaces) {
      const recorder = currentRecorder();
      const counted = (_key: string, part: unknown): unknown => {
        burn(recorder, 1);
        return part;
      };
      return JSON.stringify(value, counted, spaces);
    },
  };
}

/** `range`, `cycler` and `joiner`, as in nunjucks; the items of a range are paid for before it is made. */
export function builtinFunctions(): Functions {
  return { range, cycler, joiner };
}

function range(first: unknown, last?: unknown, by?: unknown): number[] {
  const start = last === undefined ? 0 : Number(first);
  const stop = Number(last === undefined ? first : last);
  const step = last === undefined ? 1 : Number(by) || 1;
  const count = Math.max(0, Math.ceil((stop - start) / step)) || 0;
  allow(currentRecorder(), count);
  const items: number[] = [];
  // Both conditions: steps can be lost in a float's rounding, and then the end is never reached.
  for (let i = start; items.length < count && (step > 0 ? i < stop : i > stop); i += step) items.push(i);
  return items;
}

function cycler(...items: unknown[]) {
  let index = -1;
  return {
    current: null as unknown,
    reset(): void {
      index = -1;
      this.current = null;
    },
    next(): unknown {
      index = (index + 1) % items.length;
      this.current = items[index];
      return this.current;
    },
  };
}

function joiner(separator: unknown): () => unknown {
  let first = true;
  return () => {
    const text = first ? '' : separator || ',';
    first = false;
    return text;
  };
}
