/** Failures of templates, with their places. */
import type { Finding, Place, SourceRange } from '../../shared/proof.ts';
import { FUEL_PER_RENDER, MAX_CHAIN, type Recorder } from '../trace/recorder.ts';
import { chainPlaces, expressionOf, type PlaceInfo, placeInfo, rangeOf } from './places.ts';
import { TemplateFault } from './types.ts';

export type FaultCode =
  | 'template-syntax'
  | 'template-missing'
  | 'template-failed'
  | 'template-recursion'
  | 'template-too-much-work'
  | 'template-forbidden';

/** Thrown inside a template where the place is known to the recorder only; `located` makes a fault of it. */
export class Stop extends Error {
  override readonly name = 'Stop';
  constructor(
    readonly code: FaultCode,
    readonly reason: string,
    readonly nearest: string = '',
    /** When it is not the place that the recorder is at. */
    readonly place: number = 0,
  ) {
    super(reason);
  }
}

export function spent(): Stop {
  const reason = `the work for one page ended after ${FUEL_PER_RENDER.toLocaleString('en-US')} steps (loop turns, calls, text)`;
  return new Stop('template-too-much-work', reason);
}

export function tooDeep(): Stop {
  return new Stop('template-recursion', `more than ${MAX_CHAIN} templates and macros inside one another`);
}

export interface FaultPlace {
  file: string;
  range: SourceRange;
  expression?: string;
}

export function faultFinding(code: FaultCode, reason: string, nearest: string, place: FaultPlace | null): Finding {
  const hint = nearest === '' ? '' : `; did you mean “${nearest}”?`;
  const line = place === null ? 0 : place.range.start.line;
  const finding: Finding = {
    code,
    data: { file: place?.file ?? '', line, reason, nearest, expression: place?.expression ?? '' },
    detail: reason + hint,
  };
  if (place !== null) {
    finding.file = place.file;
    finding.range = place.range;
    if (place.expression !== undefined) finding.expression = place.expression;
  }
  return finding;
}

/** A fault that is known when the template is compiled; the chain that led to it is added when it is thrown. */
export function staticFault(
  code: FaultCode,
  reason: string,
  place: FaultPlace | null,
  nearest = '',
  cause?: unknown,
): TemplateFault {
  return new TemplateFault(faultFinding(code, reason, nearest, place), cause === undefined ? undefined : { cause });
}

/** The same fault with the includes that led to its template. */
export function withChain(fault: TemplateFault, chain: readonly number[]): TemplateFault {
  const places = chainPlaces(chain, fault.finding.file ?? '');
  if (places.length === 0) return fault;
  return new TemplateFault({ ...fault.finding, chain: places }, { cause: fault });
}

/** @param error whatever a render threw: a fault of a nested render passes unchanged, the rest gets the recorder's place */
export function located(error: unknown, recorder: Recorder): TemplateFault {
  if (error instanceof TemplateFault) return error;
  const chain = recorder.chain;
  if (error instanceof RangeError && /call stack/.test(error.message)) return recursion(recorder, error);
  const stop = error instanceof Stop ? error : null;
  if (stop?.code === 'template-recursion') return recursion(recorder, error);
  const info = placeInfo(stop === null || stop.place === 0 ? recorder.place : stop.place);
  const reason = stop?.reason ?? (error instanceof Error ? error.message : String(error));
  const finding = faultFinding(stop?.code ?? 'template-failed', reason, stop?.nearest ?? '', info && faultPlace(info));
  const places = info === null ? [] : chainPlaces(chain, info.unit.file);
  if (places.length > 0) finding.chain = places;
  return new TemplateFault(finding, { cause: error });
}

export function faultPlace(info: PlaceInfo): FaultPlace {
  return { file: info.unit.file, range: rangeOf(info), expression: expressionOf(info) };
}

/** Embeds whose texts hold embeds again and again. */
export function embedsTooDeep(most: number, recorder: Recorder): TemplateFault {
  return recursion(recorder, new Stop('template-recursion', `more than ${most} embeds inside one another`));
}

/** Names the cycle instead of hundreds of equal steps. */
function recursion(recorder: Recorder, error: unknown): TemplateFault {
  const cycle: Place[] = [];
  const seen = new Set<number>();
  for (let i = recorder.chain.length - 1; i >= 0 && !seen.has(recorder.chain[i]!); i--) {
    const id = recorder.chain[i]!;
    seen.add(id);
    const info = placeInfo(id);
    if (info !== null) cycle.unshift({ file: info.unit.file, range: rangeOf(info), expression: expressionOf(info) });
  }
  const steps = cycle.map((place) => `${place.file}:${place.range?.start.line}`);
  const info = placeInfo(recorder.place);
  const at = cycle[cycle.length - 1];
  const place = at?.range !== undefined ? { ...at, range: at.range } : info && faultPlace(info);
  const reason = `endless recursion${steps.length > 0 ? `: ${steps.join(' → ')} → …` : ''}`;
  const finding = faultFinding('template-recursion', reason, '', place);
  if (cycle.length > 1) finding.chain = cycle;
  return new TemplateFault(finding, { cause: error });
}
