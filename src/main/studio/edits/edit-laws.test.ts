/** What holds for every edit of every text: it says just what it should, and nothing else changes. */
import fc from 'fast-check';
import { stringify as stringifyToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { stringify as stringifyYaml } from 'yaml';
import type { Json, JsonObject } from '../../../shared/config.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { readForm } from './form.ts';
import { blockOf, languageOf, partOf, setFrontMatter } from './front-matter.ts';
import { isProblem } from './problem.ts';
import { sameJson, withValue } from './values.ts';

function valuesOf(text: string): Json {
  const block = blockOf(text);
  if (block === null) return {};
  return languageOf(text, block).read(partOf(text, block).source);
}

const yaml = (lines: string): string => `---\n${lines}---\nText.\n`;
const toml = (lines: string): string => `+++\n${lines}+++\nText.\n`;

const key = fc.constantFrom('title', 'date', 'tags', 'a b', 'params', 'x-1', 'naïve', 'on', '7');
const word = fc.oneof(
  fc.constantFrom(
    '',
    'plain',
    '2024-05-31',
    'yes',
    '- a',
    '# x',
    'a: b',
    "it's",
    '"q"',
    '  lead',
    'a\nb',
    'x\n\n',
    '---',
    '+++',
    '{',
    '*a',
    '&b',
    '1.10',
    '\u2028',
    '\ttab',
    'ß𝄞',
  ),
  fc.string({ maxLength: 8 }),
);
const scalar = fc.oneof<fc.Arbitrary<Json>[]>(
  word,
  fc.integer({ min: -1000, max: 1000 }),
  fc.boolean(),
  fc.constant(0.5),
);
const { value: anyValue } = fc.letrec<{ value: Json; list: Json; map: Json }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));
const root = fc.dictionary(key, anyValue, {
  minKeys: 1,
  maxKeys: 5,
  noNullPrototype: true,
}) as fc.Arbitrary<JsonObject>;

/** Each key of the top with what belongs to it, as its own lines with a remark before them. */
function chunks(values: JsonObject, write: (one: JsonObject) => string, remark: string): Map<string, string> {
  return new Map(
    Object.entries(values).map(([name, held]) => [name, `${remark} about ${name}\n${write({ [name]: held })}`]),
  );
}

interface Kind {
  name: string;
  block(lines: string): string;
  write(one: JsonObject): string;
}

function inBrackets(one: JsonObject): string {
  const [[name, held] = ['', null]] = Object.entries(one);
  const text = stringifyYaml(held, { collectionStyle: 'flow', lineWidth: 40 }).trimEnd();
  return `${JSON.stringify(name)}: ${text.replaceAll('\n', '\n  ')}\n`;
}

const kinds: Kind[] = [
  { name: 'YAML in lines', block: yaml, write: (one) => stringifyYaml(one, { lineWidth: 0 }) },
  { name: 'YAML in brackets', block: yaml, write: inBrackets },
  {
    name: 'YAML with lists not indented',
    block: yaml,
    write: (one) => stringifyYaml(one, { indentSeq: false, indent: 4, defaultStringType: 'QUOTE_SINGLE' }),
  },
];

describe.each(kinds)('whatever is edited in $name', ({ block, write }) => {
  it('says just what it should, and nothing else changes by a byte', () => {
    let refused = 0;
    let runs = 0;
    fc.assert(
      fc.property(
        root,
        key,
        fc.option(key, { nil: null }),
        fc.option(anyValue, { nil: undefined }),
        (values, first, second, value) => {
          const parts = chunks(values, write, '#');
          const text = block([...parts.values()].join(''));
          if ('closed' in readForm(text) || !sameJson(valuesOf(text), values)) return;
          runs++;
          const path = second === null ? [first] : [first, second];
          const result = setFrontMatter(text, path, value);
          if (isProblem(result)) {
            refused++;
            return;
          }
          const after = applyChanges(text, result);
          const expected = withValue(values, path, value);
          expect(sameJson(valuesOf(after), expected)).toBe(true);
          for (const [name, part] of parts) if (name !== first) expect(after).toContain(part);
          expect(after).toMatch(/---\nText\.\n$/);
          // And back again, as far as values go.
          const back = setFrontMatter(after, [first], values[first]);
          if (!isProblem(back)) expect(sameJson(valuesOf(applyChanges(after, back)), values)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
    expect(runs).toBeGreaterThan(100);
    // What is refused is what has a text or a list where a group would be needed.
    expect(refused / runs).toBeLessThan(0.3);
  });
});

describe.each([
  ['TOML', (values: JsonObject) => toml(stringifyToml(values))],
  ['JSON on lines', (values: JsonObject) => `${JSON.stringify(values, null, 2)}\nText.\n`],
  ['JSON on one line', (values: JsonObject) => `${JSON.stringify(values)}\nText.\n`],
])('whatever is edited in %s', (_name, write) => {
  it('says just what it should, and the text behind it stays', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        root,
        key,
        fc.option(key, { nil: null }),
        fc.option(anyValue, { nil: undefined }),
        (values, first, second, value) => {
          const text = write(values);
          const before = valuesOf(text) as JsonObject;
          const path = second === null ? [first] : [first, second];
          const result = setFrontMatter(text, path, value);
          if (isProblem(result)) {
            refused++;
            return;
          }
          const after = applyChanges(text, result);
          const read = valuesOf(after);
          const expected = withValue(before, path, value);
          // A group of TOML that became empty is gone with its heading.
          expect(sameJson(read, expected) || sameJson(read, withValue(before, [first], undefined))).toBe(true);
          expect(after).toMatch(/\nText\.\n$/);
        },
      ),
      { numRuns: 300 },
    );
    expect(refused).toBeLessThan(90);
  });
});
