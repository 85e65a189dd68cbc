/**
 * Regular expressions of schemas. A site may come from anybody, and an expression that tries every way to divide a text can
 * take years: those with a repetition inside a repetition, or with a reference back, are refused, and long texts are cut.
 */

/** Texts at the top of pages are short; what is longer is matched by its beginning. */
const MOST = 500;

/** @throws RangeError for an expression that may not end; SyntaxError for one that is none */
function compile(pattern: string, flags: string): { test(text: string): boolean } {
  if (mayNotEnd(pattern)) throw new RangeError(`the pattern ${pattern} may take for ever`);
  const expression = new RegExp(pattern, flags);
  return { test: (text) => expression.test(text.slice(0, MOST)) };
}

/** As ajv wants it: `code` is for schemas that are turned into files, which ours are not. */
export const boundedPattern = Object.assign(compile, { code: 'new RegExp' });

/** Whether a group with a repetition or a choice in it is repeated, or something refers back. */
function mayNotEnd(pattern: string): boolean {
  const groups: boolean[] = [false];
  for (let i = 0; i < pattern.length; i++) {
    const mark = pattern[i] as string;
    if (mark === '\\') {
      if (/[1-9k]/.test(pattern[++i] ?? '')) return true;
    } else if (mark === '[') i = endOfClass(pattern, i);
    else if (mark === '(') groups.push(false);
    else if (mark === ')') {
      const branching = groups.pop() ?? false;
      if (branching && isRepeated(pattern, i + 1)) return true;
      if (branching) groups[groups.length - 1] = true;
    } else if (mark === '|' || isRepeated(pattern, i)) groups[groups.length - 1] = true;
  }
  return false;
}

function isRepeated(pattern: string, at: number): boolean {
  return /^(?:[*+]|\{\d+,\d*\})/.test(pattern.slice(at, at + 12));
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
  return at;
}
