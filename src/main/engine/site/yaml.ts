/** YAML 1.2 with positions: what a setting says, and where in the file it says it. */
import {
  constructFromEvents,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  type Event,
  getScalarValue,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import type { Json } from '../../../shared/config.ts';
import type { SourceRange } from '../../../shared/proof.ts';
import { plainJson, TooLarge } from './json.ts';
import { rangeAt } from './positions.ts';
import { yamlFault } from './yaml-words.ts';

export type SettingPath = readonly (string | number)[];

export interface YamlText {
  value: Json;
  /**
   * Where a key or a value stands; undefined when there is no such path. Works out positions on the first call: only
   * findings need them.
   */
  range(path: SettingPath, what: 'key' | 'value'): SourceRange | undefined;
}

/** `reason` is a clause that ends a sentence ("the same name stands there twice"). */
export interface YamlProblem {
  reason: string;
  /** The parser's own words. */
  detail: string;
  range?: SourceRange;
}

/** An empty text is null. Duplicate keys, several documents and anchor bombs are problems. A BOM must be gone already. */
export function readYaml(text: string): YamlText | YamlProblem {
  try {
    const events = parseEvents(text, {});
    const documents = constructFromEvents(events, { source: text });
    if (documents.length > 1) return { reason: 'it holds more than one document', detail: 'a second --- was found' };
    const value = plainJson(documents[0]);
    let root: Spot | undefined;
    const range = (path: SettingPath, what: 'key' | 'value'): SourceRange | undefined => {
      root ??= spots(text, events);
      const spot = root && follow(root, path);
      if (spot === undefined) return undefined;
      return what === 'key' && spot.keyEnd > 0
        ? rangeAt(text, spot.keyStart, spot.keyEnd)
        : rangeAt(text, spot.start, spot.end);
    };
    return { value, range };
  } catch (error) {
    if (error instanceof YAMLException) return problem(text, error);
    if (error instanceof TooLarge)
      return { reason: 'its repeated parts come to far too much', detail: 'alias expansion' };
    throw error;
  }
}

function problem(text: string, error: YAMLException): YamlProblem {
  const at = Math.min(error.mark?.position ?? text.length, text.length);
  const { reason, from, to } = yamlFault(text, error.reason, at);
  return { reason, detail: error.reason, range: rangeAt(text, from, Math.max(from, to)) };
}

interface Spot {
  keyStart: number;
  keyEnd: number;
  start: number;
  end: number;
  items: Map<string | number, Spot>;
}

function follow(root: Spot, path: SettingPath): Spot | undefined {
  let spot: Spot | undefined = root;
  for (const step of path) spot = spot?.items.get(step);
  return spot;
}

/** Every value of the first document with its place. */
function spots(text: string, events: readonly Event[]): Spot | undefined {
  let at = 0;
  const next = (): Event | undefined => events[at++];
  const value = (event: Event): Spot => {
    if (event.type === EVENT_SCALAR) return spotOf(...scalarBounds(text, event));
    if (event.type === EVENT_ALIAS) return spotOf(event.anchorStart - 1, event.anchorEnd);
    const begin = 'start' in event ? event.start : 0;
    const spot = spotOf(begin, begin);
    const isMap = event.type === EVENT_MAPPING;
    for (let item = next(), i = 0; item && item.type !== EVENT_POP; item = next(), i++) {
      const key = value(item);
      const held = isMap ? value(next() as Event) : key;
      if (isMap) Object.assign(held, { keyStart: key.start, keyEnd: key.end });
      spot.items.set(isMap && item.type === EVENT_SCALAR ? getScalarValue(text, item) : i, held);
      spot.end = Math.max(spot.end, held.end);
    }
    return spot;
  };
  const document = next();
  const first = document?.type === EVENT_DOCUMENT ? next() : undefined;
  return first === undefined || first.type === EVENT_POP ? undefined : value(first);
}

function spotOf(start: number, end: number): Spot {
  return { keyStart: 0, keyEnd: 0, start, end, items: new Map() };
}

/** With its quotation marks, so that an edit replaces the whole value. */
function scalarBounds(text: string, event: { valueStart: number; valueEnd: number }): [number, number] {
  const { valueStart: start, valueEnd: end } = event;
  const quote = text[start - 1];
  return (quote === '"' || quote === "'") && text[end] === quote ? [start - 1, end + 1] : [start, end];
}
