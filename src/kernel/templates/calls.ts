/** Calls of functions, methods and macros from compiled templates. */
import { MAX_CHAIN, type Recorder, running } from '../trace/recorder.ts';
import { Stop, spent, tooDeep } from './fault.ts';
import { weighMethod, weighResult } from './fuel.ts';
import { nearestName } from './missing.ts';
import { forbiddenMethods } from './names.ts';
import { nunjucks } from './nunjucks.ts';
import { expressionOf, placeInfo } from './places.ts';
import type { TemplateFunction } from './types.ts';
import { forbiddenMethod } from './values.ts';

/** Keyword arguments as nunjucks passes them: the last argument, marked. */
interface KeywordArguments {
  __keywords: true;
  [name: string]: unknown;
}

function isKeywords(value: unknown): value is KeywordArguments {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '__keywords');
}

/** A macro's body: its parameters in order, then the keyword arguments that are left. */
export type MacroBody = (...args: unknown[]) => unknown;

/** nunjucks' rules: parameters can be given by name, defaults by position; what is too much is dropped. */
export function macro(names: readonly string[], defaults: readonly string[], body: MacroBody): TemplateFunction {
  const count = names.length;
  return (...args: unknown[]) => {
    const given = args.length;
    const named = given > 0 && isKeywords(args[given - 1]);
    // The usual cases need no rearranging: the keyword arguments, or nothing, follow the parameters.
    if (given - (named ? 1 : 0) === count) return body(...args);
    return body(...arranged(args, named, names, defaults));
  };
}

function arranged(args: unknown[], named: boolean, names: readonly string[], defaults: readonly string[]): unknown[] {
  const keywords = (named ? args.pop() : {}) as KeywordArguments;
  const placed = args.slice(0, names.length);
  for (let i = names.length; i < args.length && i - names.length < defaults.length; i++) {
    keywords[defaults[i - names.length]!] = args[i];
  }
  for (let i = placed.length; i < names.length; i++) {
    placed.push(keywords[names[i]!]);
    delete keywords[names[i]!];
  }
  placed.push(keywords);
  return placed;
}

/** Opens a step of the chain: an include, a macro, a parent. */
export function enter(recorder: Recorder, id: number): void {
  if (recorder.chain.push(id) > MAX_CHAIN) throw tooDeep();
}

export function leave(recorder: Recorder): void {
  recorder.chain.pop();
}

export function createCalls(functionNames: readonly string[]) {
  const { SafeString } = nunjucks();

  function begin(recorder: Recorder, id: number, called: unknown): asserts called is TemplateFunction {
    recorder.place = id;
    if (--recorder.fuel < 0) throw spent();
    if (typeof called !== 'function') throw notCallable(id, called);
  }

  function notCallable(id: number, called: unknown): Stop {
    const info = placeInfo(id);
    const what = info === null ? 'this' : expressionOf(info).slice(0, -2);
    const is =
      called === undefined || called === null ? String(called) : `a ${Array.isArray(called) ? 'list' : typeof called}`;
    return new Stop('template-failed', `\`${what}\` cannot be called: it is ${is}`, nearestName(what, functionNames));
  }

  function end(recorder: Recorder, value: unknown): unknown {
    weighResult(recorder, value);
    return value;
  }

  function call0(recorder: Recorder, id: number, called: unknown): unknown {
    begin(recorder, id, called);
    return end(recorder, called());
  }

  function call1(recorder: Recorder, id: number, called: unknown, a: unknown): unknown {
    begin(recorder, id, called);
    return end(recorder, called(a));
  }

  function call2(recorder: Recorder, id: number, called: unknown, a: unknown, b: unknown): unknown {
    begin(recorder, id, called);
    return end(recorder, called(a, b));
  }

  function call3(recorder: Recorder, id: number, called: unknown, a: unknown, b: unknown, c: unknown): unknown {
    begin(recorder, id, called);
    return end(recorder, called(a, b, c));
  }

  function call(recorder: Recorder, id: number, called: unknown, ...args: unknown[]): unknown {
    begin(recorder, id, called);
    return end(recorder, called(...args));
  }

  /** A function that belongs to `holder`. */
  function method(recorder: Recorder, id: number, holder: unknown, called: unknown, ...args: unknown[]): unknown {
    begin(recorder, id, called);
    if (
      typeof holder === 'string' ||
      Array.isArray(holder) ||
      holder instanceof SafeString ||
      typeof holder === 'number'
    ) {
      if (forbiddenMethods.has(called)) throw forbiddenMethod(called.name);
      weighMethod(recorder, holder, called, args[0], args[1]);
    } else if (forbiddenMethods.has(called)) throw forbiddenMethod(called.name);
    return end(recorder, called.apply(holder, args));
  }

  /** What surrounds a macro's body; the call that led to it is the place that the recorder is at. */
  function open(): Recorder {
    const recorder = running.recorder!;
    enter(recorder, recorder.place);
    return recorder;
  }

  return { call0, call1, call2, call3, call, method, open };
}
