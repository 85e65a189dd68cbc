/** `{% cached key %}`: a part of a page that is rendered once for all pages that ask for it by the same key. */
import type { Finding, Place } from '../../shared/proof.ts';
import {
  FUEL_PER_RENDER,
  type ImageRequest,
  MAX_CHAIN,
  Recorder,
  type TraceKey,
  withRecorder,
} from '../trace/recorder.ts';
import { located, tooDeep } from './fault.ts';
import { burn } from './fuel.ts';
import { chainPlaces, placeInfo } from './places.ts';
import { TemplateFault } from './types.ts';

/** One rendered part with what it read: every page that shows it has read the same. */
export interface CachedPart {
  html: string;
  fuel: number;
  keys: readonly TraceKey[];
  requests: readonly ImageRequest[];
  findings: readonly Finding[];
}

/** Parts kept at most; the oldest go first. What was forgotten is rendered again, with the same result. */
const KEPT = 4096;

export function cachedPart(
  parts: Map<string, CachedPart>,
  reader: Recorder,
  id: number,
  key: unknown,
  body: () => string,
): string {
  reader.place = id;
  const { unit } = placeInfo(id)!;
  const name = `${id}:${String(key)}`;
  let part = parts.get(name);
  if (part === undefined) {
    part = renderPart(reader, `cached:${unit.name}:${String(key)}`, unit.file, body);
    if (!showsOwnPage(part)) keep(parts, name, part);
  }
  join(reader, part, chainPlaces(reader.chain, unit.file));
  // Who renders it first is chance: everyone pays.
  burn(reader, part.fuel);
  return part.html;
}

/** On another page it would be another part: who rendered it first would decide what all show. */
function showsOwnPage({ keys }: CachedPart): boolean {
  return keys.some((key) => key.startsWith('self:'));
}

function keep(parts: Map<string, CachedPart>, name: string, part: CachedPart): void {
  if (parts.size >= KEPT) parts.delete(parts.keys().next().value!);
  parts.set(name, part);
}

function renderPart(reader: Recorder, name: string, file: string, body: () => string): CachedPart {
  if (depthOf(reader) > MAX_CHAIN) throw tooDeep();
  const recorder = new Recorder(name, FUEL_PER_RENDER, reader);
  try {
    return partOf(recorder, withRecorder(recorder, body));
  } catch (error) {
    // The page fails with its part, and must be rendered again when what the part read changes.
    const chain = chainPlaces(reader.chain, file);
    join(reader, partOf(recorder, ''), chain);
    if (error instanceof TemplateFault) throw error;
    const { finding } = located(error, recorder);
    throw new TemplateFault(led(finding, chain), { cause: error });
  }
}

function partOf(recorder: Recorder, html: string): CachedPart {
  return {
    html,
    fuel: FUEL_PER_RENDER - recorder.fuel,
    keys: [...recorder.keys],
    requests: [...recorder.requests.values()],
    findings: recorder.findings,
  };
}

function join(reader: Recorder, part: CachedPart, chain: readonly Place[]): void {
  for (const key of part.keys) reader.keys.add(key);
  for (const request of part.requests) reader.requests.set(request.output, request);
  for (const finding of part.findings) reader.findings.push(led(finding, chain));
}

/** The finding with what led to the part before what led on inside it. */
function led(finding: Finding, chain: readonly Place[]): Finding {
  return chain.length === 0 ? finding : { ...finding, chain: [...chain, ...(finding.chain ?? [])] };
}

/** Templates and macros inside one another, over all renders that are open. */
export function depthOf(recorder: Recorder): number {
  let depth = 0;
  for (let open: Recorder | null = recorder; open !== null; open = open.outer) depth += open.chain.length + 1;
  return depth;
}
