/**
 * Maps (settings, parameters, data) whose readers are noted leaf by leaf, so that a page depends on the values that it shows
 * and on no others. Lists count as one leaf.
 */
import type { Json, JsonObject } from '../../shared/config.ts';
import { type Recorder, running } from '../trace/recorder.ts';
import { deepFreeze } from './frozen.ts';
import { ReadOnly } from './read-only.ts';

const special = /[%./@]/g;

/** One step of a path: the marks that paths and keys are made of do not appear bare. */
function escapeStep(step: string): string {
  return step.replace(special, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function unescapeStep(step: string): string {
  return step.replace(/%(2F|2E|25|40)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * A path into a map. Its key names the value there, its map key (ending with the separator) only that it is a map. It remembers the
 * recorder that it was noted for last, so that a loop over a thousand pages notes a path once.
 */
export class ReadPath {
  #noted: Recorder | null = null;
  #notedMap: Recorder | null = null;
  readonly #children = new Map<string, ReadPath>();
  #lastStep = '';
  #lastChild: ReadPath | null = null;
  // Made once: the recorders' sets then find their hashes made too.
  #valueKey: string | null = null;
  #mapKey: string | null = null;

  /**
   * @param key up to and with this step, without `tail`
   * @param separator between steps; '' after a root that ends with its own mark ("data:")
   * @param tail what the key ends with ("@CANON")
   */
  constructor(
    readonly key: string,
    readonly separator: '.' | '/',
    readonly tail: string,
    readonly first: boolean = false,
  ) {}

  child(step: string): ReadPath {
    // A loop over pages asks each for the same parameter.
    if (step === this.#lastStep && this.#lastChild !== null) return this.#lastChild;
    let child = this.#children.get(step);
    if (child === undefined) {
      const start = this.first ? this.key : this.key + this.separator;
      child = new ReadPath(start + escapeStep(step), this.separator, this.tail);
      this.#children.set(step, child);
    }
    this.#lastStep = step;
    this.#lastChild = child;
    return child;
  }

  note(): void {
    if (this.#noted === running.recorder && this.#noted !== null) return;
    this.#noted = recorder();
    this.#valueKey ??= this.key + this.tail;
    this.#noted.read(this.#valueKey);
  }

  noteMap(): void {
    if (this.#notedMap === running.recorder && this.#notedMap !== null) return;
    this.#notedMap = recorder();
    this.#mapKey ??= this.key + this.separator + this.tail;
    this.#notedMap.read(this.#mapKey);
  }
}

function recorder(): Recorder {
  if (running.recorder === null) throw new Error('read outside a render');
  return running.recorder;
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class MapReader extends ReadOnly implements ProxyHandler<object> {
  readonly #maps = new Map<string, object>();

  constructor(
    private readonly data: JsonObject,
    private readonly path: ReadPath,
  ) {
    super();
  }

  get(_target: object, step: string | symbol): unknown {
    if (typeof step === 'symbol') return undefined;
    const value = this.data[step];
    const type = typeof value;
    // The usual case first: text, numbers and switches, which only the data's own keys can hold.
    if (type === 'string' || type === 'number' || type === 'boolean') {
      this.path.child(step).note();
      return value;
    }
    return Object.hasOwn(this.data, step) ? this.#large(step, value) : this.#absent(step);
  }

  #absent(step: string): unknown {
    if (step === 'toString') return mapText;
    this.path.child(step).note();
    return undefined;
  }

  /** null, a list or a map. */
  #large(step: string, value: Json | undefined): unknown {
    const child = this.path.child(step);
    if (!isMap(value)) {
      child.note();
      return deepFreeze(value);
    }
    child.noteMap();
    return this.#mapAt(step, value, child);
  }

  #mapAt(step: string, value: JsonObject, path: ReadPath): object {
    let map = this.#maps.get(step);
    if (map === undefined) {
      map = recordedMap(value, path);
      this.#maps.set(step, map);
    }
    return map;
  }

  has(_target: object, step: string | symbol): boolean {
    if (typeof step === 'symbol') return false;
    this.path.child(step).note();
    return Object.hasOwn(this.data, step);
  }

  ownKeys(): string[] {
    this.path.note();
    return Object.keys(this.data);
  }

  getOwnPropertyDescriptor(_target: object, step: string | symbol): PropertyDescriptor | undefined {
    if (typeof step === 'symbol' || !Object.hasOwn(this.data, step)) return undefined;
    return { value: this.get(_target, step), enumerable: true, configurable: true, writable: false };
  }
}

function mapText(): string {
  return '[object Object]';
}

/**
 * A read-only view of `data` that notes what is read under `path`. Its target is a bare object: a proxy of a frozen one could not
 * answer with views of the maps inside.
 */
export function recordedMap(data: JsonObject, path: ReadPath): object {
  return new Proxy({}, new MapReader(data, path));
}

/** What `data` holds at the steps of a key, and whether the key asks for the value or only for its being a map. */
export function valueAt(data: Json | undefined, steps: readonly string[]): Json | undefined {
  let value = data;
  for (const step of steps) {
    if (!isMap(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}
