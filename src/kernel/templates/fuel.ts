/** How the work of one render is counted. Deterministic: the same templates and data cost the same on every machine. */
import type { Recorder } from '../trace/recorder.ts';
import { located, spent } from './fault.ts';

/** Characters of text for one unit of fuel, as a shift. */
const TEXT_SHIFT = 6;

/** Takes `units` and ends the render when there are none left. */
export function burn(recorder: Recorder, units: number): void {
  recorder.fuel -= units;
  if (recorder.fuel < 0) throw spent();
}

/** `burn` for callers that are no compiled templates: what it throws has its place already. */
export function pay(recorder: Recorder, units: number): void {
  recorder.fuel -= units;
  if (recorder.fuel < 0) throw located(spent(), recorder);
}

/** Refuses work that there is no fuel for, before it is done. What it makes is paid for by `weighResult`. */
export function allow(recorder: Recorder, units: number): void {
  if (recorder.fuel < units) throw spent();
}

/** For what a call or an operator made: a list costs its length, a text a unit per 64 characters. */
export function weighResult(recorder: Recorder, value: unknown): void {
  if (typeof value === 'string') {
    if (value.length > 63) burn(recorder, value.length >> TEXT_SHIFT);
  } else if (Array.isArray(value)) burn(recorder, value.length);
  // HTML that is marked as such is an object.
  else if (value instanceof String) burn(recorder, value.length >> TEXT_SHIFT);
}

/** Characters of text, and entries of a list, for one unit where they are gone through, as shifts. */
const INPUT_SHIFT = 5;
const LIST_SHIFT = 4;

/** For what a method or a search goes through, however little it makes of it. */
export function weighInput(recorder: Recorder, value: unknown): void {
  if (Array.isArray(value)) burn(recorder, value.length >> LIST_SHIFT);
  else weighText(recorder, value);
}

/** For what a filter is given: it may go through lists in lists. */
export function weighFilter(recorder: Recorder, value: unknown): void {
  if (Array.isArray(value)) weighList(recorder, value);
  else weighText(recorder, value);
}

function weighText(recorder: Recorder, value: unknown): void {
  if (typeof value === 'string' || value instanceof String) burn(recorder, value.length >> INPUT_SHIFT);
}

/** Before a text of `length` characters is made. */
export function allowText(recorder: Recorder, length: number): void {
  allow(recorder, length / (1 << TEXT_SHIFT));
}

/** Before a list is turned into text: lists in lists can be far longer than they look. */
export function weighList(recorder: Recorder, list: readonly unknown[]): void {
  burn(recorder, list.length);
  for (const item of list) if (Array.isArray(item)) weighList(recorder, item);
}

const toText: ReadonlySet<unknown> = new Set<unknown>([
  Array.prototype.join,
  Array.prototype.toString,
  Array.prototype.flat,
  Array.prototype.concat,
]);

/** Before a method of a text or a list is called: some make much from little. */
export function weighMethod(
  recorder: Recorder,
  holder: unknown,
  method: unknown,
  argument: unknown,
  other?: unknown,
): void {
  weighInput(recorder, holder);
  if (Array.isArray(holder)) {
    if (toText.has(method)) weighList(recorder, holder);
    if (method === Array.prototype.join) allowText(recorder, holder.length * String(argument ?? ',').length);
    return;
  }
  const text = String(holder);
  if (method === String.prototype.repeat) allowText(recorder, text.length * (Number(argument) || 0));
  else if (method === String.prototype.padStart || method === String.prototype.padEnd)
    allowText(recorder, Number(argument) || 0);
  else if (method === String.prototype.replaceAll) allowText(recorder, text.length * String(other).length);
}
