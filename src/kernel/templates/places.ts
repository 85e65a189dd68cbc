/**
 * The table of places: compiled templates name what they evaluate by a number, so that a running render pays one store for
 * it; file, position and wording are worked out when something is to be reported.
 */
import type { Place, SourceRange } from '../../shared/proof.ts';
import type { Ast } from './ast.ts';
import type { Span, Unit } from './unit.ts';

/** How a value is consumed at a place, or what happens there. */
export type Use =
  | 'output'
  | 'read'
  | 'loop'
  | 'filter'
  | 'operand'
  | 'concat'
  | 'in'
  | 'call'
  | 'filter-call'
  | 'include'
  | 'extends'
  | 'import'
  | 'import-name'
  | 'block'
  | 'super'
  | 'cached';

export interface PlaceInfo {
  unit: Unit;
  /** The link that is consumed here. */
  node: Ast;
  /** The whole expression that it is part of. */
  whole: Ast;
  use: Use;
  /** The place of the link before; 0 for none. When that has just been reported, this one is silent. */
  child: number;
  /** A null here is no finding (a default that yields null was asked for). */
  undefinedOnly: boolean;
  /** Loop variables and parameters that are visible here. */
  names: readonly string[];
}

const table: (PlaceInfo | null)[] = [null];

/** @returns its number, never 0 */
export function addPlace(info: PlaceInfo): number {
  return table.push(info) - 1;
}

export function nextPlace(): number {
  return table.length;
}

/** Forgets the places of a template that was replaced. */
export function releasePlaces(from: number, to: number): void {
  for (let id = from; id < to; id++) table[id] = null;
}

export function placeInfo(id: number): PlaceInfo | null {
  return table[id] ?? null;
}

function spanOf(info: PlaceInfo): Span {
  const { unit, node, use } = info;
  if (use === 'filter-call') return unit.link(node);
  if (use === 'block' || use === 'super' || use === 'cached') {
    const start = unit.offsetOf(node);
    return { start, end: unit.tokenEnd(start) };
  }
  return unit.span(use === 'call' && node.typename === 'FunCall' ? node.name : info.whole);
}

export function rangeOf(info: PlaceInfo): SourceRange {
  return info.unit.range(spanOf(info));
}

/** As written; of a call its name alone, since its arguments may be long. */
export function expressionOf(info: PlaceInfo): string {
  const text = info.unit.text(spanOf(info));
  return info.use === 'call' ? `${text}()` : text;
}

export function placeOf(info: PlaceInfo): Place {
  return { file: info.unit.file, range: rangeOf(info), expression: expressionOf(info) };
}

/**
 * The open includes, calls and parents, outermost first. A block of a page runs inside its parents: what leads from a
 * template to itself through `extends` alone is left out.
 * @param file where the chain leads to
 */
export function chainPlaces(chain: readonly number[], file: string): Place[] {
  const infos = chain.map(placeInfo).filter((info) => info !== null);
  let end = infos.length;
  while (end > 0 && infos[end - 1]!.use === 'extends') {
    end--;
    if (infos[end]!.unit.file === file) {
      infos.length = end;
      break;
    }
  }
  return infos.map(placeOf);
}
