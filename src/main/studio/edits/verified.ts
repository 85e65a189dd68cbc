/** An edit counts only if, read again, the text says exactly what it should: everything else is refused. */
import { FrontMatterError } from '../../../kernel/front-matter/full-parsers.ts';
import type { Json } from '../../../shared/config.ts';
import { differenceOf } from '../documents/apply-changes.ts';
import { CannotEdit, type EditProblem, type EditResult } from './problem.ts';
import { isObject, type Path, sameJson, valueAt, withValue } from './values.ts';

/** How texts of one kind are read and edited. All may throw `FrontMatterError` or `CannotEdit`. */
export interface Language {
  read(source: string): Json;
  set(source: string, path: Path, value: Json): string;
  remove(source: string, path: Path): string;
}

export interface Part {
  source: string;
  /** Where it begins in the whole text. */
  offset: number;
  /** 1-based line on which it begins. */
  line: number;
}

/** @param expect the values that must come of it, from those there are */
export function verified(
  language: Language,
  part: Part,
  edit: (source: string) => string,
  expect: (before: Json) => Json[],
): EditResult {
  const { source, offset } = part;
  try {
    const before = language.read(source);
    const expected = expect(before);
    if (sameJson(before, expected[0])) return [];
    const after = edit(source);
    const read = language.read(after);
    if (!expected.some((value) => sameJson(read, value))) return notHere();
    return differenceOf(source, after).map(({ from, to, insert }) => ({
      from: from + offset,
      to: to + offset,
      insert,
    }));
  } catch (error) {
    return problemOf(error, part);
  }
}

/** What setting or removing a value must come to. A group that becomes empty may be gone. */
export function expectedWith(path: Path, value: Json | undefined): (before: Json) => Json[] {
  return (before) => {
    let expected = withValue(before, path, value);
    const all = [expected];
    for (let depth = path.length - 1; value === undefined && depth > 0; depth--) {
      const group = valueAt(expected, path.slice(0, depth));
      if (!isObject(group) || Object.keys(group).length > 0) break;
      expected = withValue(expected, path.slice(0, depth), undefined);
      all.push(expected);
    }
    return all;
  };
}

/** @throws what is neither the writer's nor a limit of ours */
function problemOf(error: unknown, part: Part): EditProblem {
  if (error instanceof FrontMatterError) return mendFirst(part.line + error.line - 1);
  if (!(error instanceof CannotEdit)) throw error;
  if (error.offset === undefined) return notHere(error.message);
  const line = part.line + part.source.slice(0, error.offset).split('\n').length - 1;
  return { ...notHere(error.message), line };
}

export function mendFirst(line: number): EditProblem {
  return { problem: `These lines cannot be read as they are. Mend line ${line} first.`, line };
}

function notHere(reason?: string): EditProblem {
  const why = reason === undefined ? '' : `: ${reason}`;
  return { problem: `This cannot be changed here without changing more than it${why}. Change it in the text itself.` };
}
