/**
 * What compiled templates call for each value that they read. The hot paths are short: a comparison, a store, and for
 * objects a call of `consume`.
 */
import { proofToken } from '../marks/tokens.ts';
import type { Recorder } from '../trace/recorder.ts';
import { escapeText } from './escape.ts';
import { Stop } from './fault.ts';
import type { Context, Frame } from './frame.ts';
import { burn, weighInput, weighList, weighResult } from './fuel.ts';
import { keysOf, namesAt, reportMissing } from './missing.ts';
import { forbiddenMethods, isForbiddenKey } from './names.ts';
import { nunjucks } from './nunjucks.ts';
import { expressionOf, placeInfo } from './places.ts';

type Holder = Record<string, unknown>;

/** Stands for undefined, null and functions where a property is read: it has none. */
const EMPTY: Holder = Object.freeze(Object.create(null)) as Holder;
const NO_ITEMS: readonly never[] = Object.freeze([]);

function miss(recorder: Recorder, value: unknown, id: number, holder: unknown): unknown {
  reportMissing(recorder, id, value, () => keysOf(holder));
  return mended(value, id);
}

function missName(recorder: Recorder, value: unknown, id: number, context: Context, frame: Frame | null): unknown {
  reportMissing(recorder, id, value, () => namesAt(id, context, frame));
  return mended(value, id);
}

/** nunjucks prints the text "undefined" when it joins one, and fails when it searches one. */
function mended(value: unknown, id: number): unknown {
  const use = placeInfo(id)?.use;
  if (use === 'concat') return '';
  return use === 'in' ? NO_ITEMS : value;
}

/** A null that a default may yield is no mistake and leaves no mark. */
function missingMark(value: unknown, id: number): string {
  return value === null && placeInfo(id)?.undefinedOnly ? '' : proofToken(id);
}

/** @param same whether two objects stand for one thing */
export function createValues(consume: (value: object) => void, same: (a: object, b: object) => boolean) {
  const { SafeString } = nunjucks();

  /** @returns something to read a property of */
  function target(value: unknown): Holder {
    if (typeof value === 'object') consume(value as object);
    else if (typeof value === 'function') return EMPTY;
    return value as Holder;
  }

  /** The target of a property: reported when it is missing. */
  function need(recorder: Recorder, value: unknown, id: number, holder: unknown): Holder {
    recorder.place = id;
    if (value === undefined || value === null) {
      miss(recorder, value, id, holder);
      return EMPTY;
    }
    return target(value);
  }

  function needName(recorder: Recorder, value: unknown, id: number, context: Context, frame: Frame | null): Holder {
    recorder.place = id;
    if (value === undefined || value === null) {
      missName(recorder, value, id, context, frame);
      return EMPTY;
    }
    return target(value);
  }

  function quiet(recorder: Recorder, value: unknown, id: number): Holder {
    recorder.place = id;
    return value === undefined || value === null ? EMPTY : target(value);
  }

  /** A function read as a property keeps what it belongs to. */
  function bind(holder: Holder, value: unknown): unknown {
    if (typeof value !== 'function') return value;
    if (forbiddenMethods.has(value)) throw forbiddenMethod(value.name);
    return (...args: unknown[]) => value.apply(holder, args);
  }

  /** A property whose name is known when the template runs only. */
  function key(recorder: Recorder, holder: Holder, name: unknown, id: number): unknown {
    recorder.place = id;
    if (typeof name === 'number') return bind(holder, holder[name]);
    // Once: what it says it is called must be what is read.
    const text = String(name);
    if (isForbiddenKey(text)) {
      if (holder === EMPTY) return undefined;
      if (!Object.hasOwn(holder, text)) throw new Stop('template-forbidden', `“${text}” cannot be read`);
      return holder[text];
    }
    return text in Object.prototype ? inherited(holder, text) : bind(holder, holder[text]);
  }

  /** A property that every object has: only what a class or the data itself gives under that name. */
  function inherited(holder: Holder, name: string): unknown {
    const value = holder[name];
    return value === (Object.prototype as unknown as Holder)[name] ? undefined : bind(holder, value);
  }

  /** A value that is handed on to code that reads it. */
  function seen<T>(value: T): T {
    if (typeof value === 'object' && value !== null) consume(value);
    return value;
  }

  /** What a loop walks: a list, a text, an object to be walked by its keys (`walk`), or nothing. */
  function list(recorder: Recorder, value: unknown, id: number): ArrayLike<unknown> {
    const items = walk(recorder, value, id);
    return typeof (items as ArrayLike<unknown>).length === 'number' ? (items as ArrayLike<unknown>) : NO_ITEMS;
  }

  function walk(recorder: Recorder, value: unknown, id: number): unknown {
    recorder.place = id;
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return NO_ITEMS;
    consume(value);
    recorder.marker?.walk(value);
    if (Array.isArray(value)) return value;
    return Symbol.iterator in value ? Array.from(value as Iterable<unknown>) : value;
  }

  function within(recorder: Recorder, item: unknown, items: unknown, id: number): boolean {
    recorder.place = id;
    seen(items);
    weighInput(recorder, items);
    if (Array.isArray(items)) return items.indexOf(item) !== -1 || holds(items, item);
    if (typeof items === 'string' || items instanceof SafeString) return String(items).includes(String(item));
    if (typeof items === 'object' && items !== null) {
      if (Symbol.iterator in items) return Array.from(items as Iterable<unknown>).includes(item);
      return Object.hasOwn(items, String(item)) || (String(item) in items && !(String(item) in Object.prototype));
    }
    throw new Error(`cannot search in ${items === undefined ? 'undefined' : typeof items} with “in”`);
  }

  function holds(items: readonly unknown[], wanted: unknown): boolean {
    if (typeof wanted !== 'object' || wanted === null) return false;
    return items.some((item) => typeof item === 'object' && item !== null && same(item, wanted));
  }

  /** A value as HTML; undefined and null are reported and print nothing. */
  function print(recorder: Recorder, value: unknown, id: number, holder: unknown): string {
    if (typeof value === 'string') return escapeText(value);
    if (value === undefined || value === null) {
      miss(recorder, value, id, holder);
      return recorder.marker !== null ? missingMark(value, id) : '';
    }
    return plain(recorder, value, id);
  }

  function printName(recorder: Recorder, value: unknown, id: number, context: Context, frame: Frame | null): string {
    if (typeof value === 'string') return escapeText(value);
    if (value === undefined || value === null) {
      missName(recorder, value, id, context, frame);
      return recorder.marker !== null ? missingMark(value, id) : '';
    }
    return plain(recorder, value, id);
  }

  /** A value as HTML where a missing one is meant to print nothing. */
  function plain(recorder: Recorder, value: unknown, id: number): string {
    if (typeof value === 'string') return escapeText(value);
    if (typeof value === 'number') return String(value);
    if (value === undefined || value === null) return '';
    if (value instanceof SafeString) return value.val;
    recorder.place = id;
    if (typeof value === 'function') {
      const info = placeInfo(id);
      throw new Error(`\`${info === null ? 'this' : expressionOf(info)}\` is a function: call it with ()`);
    }
    seen(value);
    if (Array.isArray(value)) weighList(recorder, value);
    return escapeText(value.toString());
  }

  /** A property that was read, in a template with marks. */
  function got<T>(recorder: Recorder, value: T, holder: Holder, step: unknown): T {
    recorder.marker?.read(holder, step, value);
    return value;
  }

  /** What the function `t` gave for a key, in a template with marks. */
  function word<T>(recorder: Recorder, key: unknown, value: T): T {
    recorder.marker?.word(key, value);
    return value;
  }

  /** Where the reads of an expression that is printed begin, in a template with marks. */
  function begin(recorder: Recorder): number {
    return recorder.marker?.begin() ?? 0;
  }

  /** What an expression prints, in a template with marks. @param named its value, where it is a name */
  function marked(recorder: Recorder, id: number, from: number, html: string, named: unknown): string {
    return recorder.marker?.end(id, from, named, html) ?? html;
  }

  /** The result of a filter: a call like any other. */
  function applied<T>(recorder: Recorder, value: T): T {
    burn(recorder, 1);
    weighResult(recorder, value);
    return value;
  }

  /** The result of an operator that can make text. */
  function made<T>(recorder: Recorder, value: T): T {
    weighResult(recorder, value);
    return value;
  }

  /** The text of a template, block, macro or capture. */
  function done(recorder: Recorder, text: string): string {
    burn(recorder, text.length >> 6);
    return text;
  }

  return {
    miss,
    missName,
    need,
    needName,
    quiet,
    bind,
    key,
    inherited,
    seen,
    list,
    walk,
    within,
    print,
    printName,
    plain,
    applied,
    made,
    done,
    got,
    word,
    begin,
    marked,
  };
}

export function forbiddenMethod(name: string): Stop {
  return new Stop('template-forbidden', `the method “${name}” is not available in templates`);
}

/** Sets the place just before something that can fail: the last argument is evaluated last. */
export function at<T>(recorder: Recorder, value: T, id: number): T {
  recorder.place = id;
  return value;
}
