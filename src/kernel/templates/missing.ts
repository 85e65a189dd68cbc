/** Reports of missing values: cold code, so that the hot path is one comparison. */
import type { Finding, Fix } from '../../shared/proof.ts';
import { slips } from '../slips.ts';
import type { Recorder } from '../trace/recorder.ts';
import type { Context, Frame } from './frame.ts';
import { isIdentifier } from './names.ts';
import { chainPlaces, type PlaceInfo, placeInfo, rangeOf } from './places.ts';

/** One finding per place, way there and page: a loop over a thousand items says it once. */
const said = new WeakMap<Recorder, Set<string>>();

/**
 * @param value undefined or null
 * @param candidates the names that would have been there, asked for only when something is said
 */
export function reportMissing(recorder: Recorder, id: number, value: unknown, candidates: () => string[]): void {
  const info = placeInfo(id);
  if (info === null || (info.undefinedOnly && value === null)) return;
  const follows = recorder.missed !== 0 && recorder.missed === info.child;
  recorder.missed = id;
  if (follows) return;
  const known = said.get(recorder) ?? new Set();
  said.set(recorder, known);
  const way = `${id}:${recorder.chain.join()}`;
  if (known.has(way)) return;
  known.add(way);
  recorder.findings.push(finding(recorder, info, value, candidates));
}

function finding(recorder: Recorder, info: PlaceInfo, value: unknown, candidates: () => string[]): Finding {
  const { unit, node, whole } = info;
  const empty = value === null && info.use !== 'read';
  const link = unit.link(node);
  const { line, column } = unit.position(link.start);
  const expression = unit.text(unit.span(whole));
  const at = unit.text(unit.span(node));
  const nearest = value === null ? '' : nearestName(missingName(info), candidates());
  const made: Finding = {
    code: empty ? 'empty-value' : 'undefined-value',
    data: { expression, at, nearest },
    file: unit.file,
    range: rangeOf(info),
    expression,
    detail: detailOf(info, expression, at, value, nearest),
    cause: `${unit.file}:${line}:${column}`,
  };
  const chain = chainPlaces(recorder.chain, unit.file);
  if (chain.length > 0) made.chain = chain;
  const fix = nearest === '' ? null : renameFix(info, nearest);
  if (fix !== null) made.fixes = [fix];
  return made;
}

const uses: Partial<Record<PlaceInfo['use'], string>> = {
  output: 'printed',
  loop: 'looped over',
  filter: 'passed to a filter',
  operand: 'used in a sum',
  concat: 'joined to a text',
  in: 'searched',
};

function detailOf(info: PlaceInfo, expression: string, at: string, value: unknown, nearest: string): string {
  const what = `\`${at}\` is ${value === null ? 'null' : 'undefined'}`;
  const how = info.use === 'read' ? `in \`${expression}\`` : `and is ${uses[info.use] ?? 'used'}`;
  return `${what} ${how}${nearest === '' ? '' : `; the nearest existing name is \`${nearest}\``}`;
}

/** The name that was looked up and not found; '' when the link is not a name (a call, an index). */
function missingName({ node }: PlaceInfo): string {
  if (node.typename === 'Symbol') return node.value;
  if (node.typename === 'LookupVal' && node.val.typename === 'Literal') return String(node.val.value);
  return '';
}

/** Themes that come with Galley are not for editing. */
function renameFix(info: PlaceInfo, nearest: string): Fix | null {
  const { unit, node } = info;
  const was = missingName(info);
  const label = `Write “${nearest}” instead of “${was}”`;
  if (unit.file.startsWith('theme:')) return { label, kind: 'advice' };
  const span = unit.link(node);
  const written = unit.source.slice(span.start, span.end);
  if (written === was && isIdentifier(nearest)) {
    return { label, kind: 'edit', edits: [{ file: unit.file, range: unit.range(span), text: nearest, was: written }] };
  }
  if (written.slice(1, -1) === was) {
    const text = JSON.stringify(nearest);
    return { label, kind: 'edit', edits: [{ file: unit.file, range: unit.range(span), text, was: written }] };
  }
  return { label, kind: 'advice' };
}

/** The name that a slip of the keys may have meant: a third of its letters may differ. '' when none is near. */
export function nearestName(name: string, candidates: readonly string[]): string {
  if (name === '') return '';
  const lower = name.toLowerCase();
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best = '';
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue;
    const far = slips(lower, candidate.toLowerCase());
    if (far < bestDistance || (far === bestDistance && far <= limit && candidate < best)) {
      best = candidate;
      bestDistance = far;
    }
  }
  // Two short words that share nothing are not near.
  return bestDistance < name.length ? best : '';
}

/** What can be read of a value: its own keys and the getters and methods of its classes. */
export function keysOf(holder: unknown): string[] {
  if (typeof holder !== 'object' || holder === null) return [];
  const keys: string[] = [];
  const isList = Array.isArray(holder);
  if (isList) keys.push('length');
  else for (const key of Reflect.ownKeys(holder)) if (typeof key === 'string') keys.push(key);
  if (isList) return keys;
  for (let above = Object.getPrototypeOf(holder); above !== null && above !== Object.prototype; ) {
    for (const key of Object.getOwnPropertyNames(above))
      if (key !== 'constructor' && !key.startsWith('_')) keys.push(key);
    above = Object.getPrototypeOf(above);
  }
  return keys;
}

export function namesAt(id: number, context: Context, frame: Frame | null): string[] {
  const visible = placeInfo(id)?.names ?? [];
  return [...visible, ...(frame === null ? [] : frame.names()), ...context.names()];
}
