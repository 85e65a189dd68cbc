import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonFault } from './json-fault.ts';

it.each([
  ['{\n  "a": 1,\n  "b": 2', 20],
  ['{\n  "a": 1\n\n', 10],
  ['{\n  "a":\n', 8],
  ['{\n  "a": "x\n}', 11],
  ['{ "a": "x', 9],
  ['{ "a": "\\x" }', 8],
  ['{ "a": "\\u12" }', 8],
  ['{ "a": tru }', 10],
  ['{ "a": nul', 10],
  ['{ "a": undefined }', 7],
  ["{ 'a': 1 }", 2],
  ['{ "a": 1, }', 10],
  ['[1, ]', 4],
  ['[1 2]', 3],
  ['{ "a" 1 }', 6],
  ['{ "a": 01 }', 8],
  ['{ "a": 1. }', 8],
  ['{ "a": - }', 7],
  ['{ "a": 1 } x', 11],
  ['{ "a": [1} }', 9],
  ['{ "position 3": x }', 16],
  ['// x\n{}', 0],
  ['\u00a0{}', 0],
  ['', 0],
  ['{ "a": "\t" }', 8],
])('finds the mistake in %j', (text, at) => {
  expect(jsonFault(text)).toBe(at);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it('finds one in exactly what JSON.parse refuses, and what stands before it can still become JSON', () => {
  const mark = fc.constantFrom(...'{}[]:,"\\ \n\t\r-+.eE0123456789tfn/u\u00a0'.split(''), 'true', 'null', '\\u00e9');
  const edited = fc
    .tuple(fc.json({ noUnicodeString: false }), fc.nat(), fc.nat(4), fc.string({ unit: mark, maxLength: 4 }))
    .map(([json, at, gone, put]) => {
      const from = at % (json.length + 1);
      return json.slice(0, from) + put + json.slice(from + gone);
    });
  let faults = 0;
  fc.assert(
    fc.property(fc.oneof(edited, fc.string({ unit: mark })), (text) => {
      const at = jsonFault(text);
      expect(at < 0).toBe(isJson(text));
      if (at < 0) return;
      faults++;
      expect(at).toBeLessThanOrEqual(text.length);
      // Cut there, it lacks something at its end and nothing before.
      const beginning = text.slice(0, at);
      expect([-1, beginning.trimEnd().length]).toContain(jsonFault(beginning));
    }),
    { numRuns: 2000 },
  );
  expect(faults).toBeGreaterThan(300);
});
