import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { readPlainYaml } from './plain-yaml.ts';

const key = fc.oneof(
  fc.constantFrom(
    'title',
    'date',
    'tags',
    'discussions-to',
    'a_b',
    'Draft2',
    'null',
    'True',
    'constructor',
    '__proto__',
    'été',
    '1',
    'a b',
  ),
  fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,8}$/),
);
const words = fc.constantFrom(
  'A morning',
  'true',
  'False',
  'null',
  '~',
  'yes',
  'no',
  '12',
  '-5',
  '+7',
  '007',
  '0x1F',
  '0o17',
  '1.5',
  '1.',
  '.5',
  '1e5',
  '1e+5',
  '1_000',
  '12e',
  '.inf',
  '.NaN',
  '2024-05-31',
  '2024-05-31T10:00:00Z',
  '10:30',
  '145, 609',
  'a: b',
  'a:b',
  'a #b',
  'a#b',
  '# c',
  'https://x.y/z',
  'x:',
  '- a',
  '-',
  '--- x',
  '...',
  '&a',
  '*a',
  '!t',
  '|',
  '>',
  '%x',
  '@x',
  '`x`',
  '{a: b}',
  '{',
  '}',
  ']',
  '[a, b]',
  '[a, "b c", 3, true]',
  '[a,,b]',
  '[a, ]',
  '[ ]',
  '[]',
  '[a: b]',
  '[a#b, c #d]',
  '[a',
  '[a] b',
  '[[a]]',
  "['a', b]",
  '[1.5, 007]',
  '[é, ü]',
  '"quoted"',
  '"a\\n"',
  '"a" b',
  '"a',
  "'it''s'",
  "'x: y # z'",
  '"#"',
  "''",
  '""',
  'é',
  '日本',
  '👋 hi',
  '\u00a0x',
  'x\u00a0',
  '\u2028',
  'a\ufeff',
  'a\tb',
  '\tx',
  'a\u0007',
  '\u0085',
  '(c)',
  '/p',
  '$1',
  ';',
  '<<',
  '=',
  '^',
  '_',
  '\\',
  '?',
  '? a',
  'a?',
  ',a',
  'a, b',
  '"a": b',
  '99999999999999999999',
  '1234567890123456',
  '0',
  '00',
  '1-2',
  '1:2',
  '12abc',
  '5%',
);
const scalar = fc.oneof(words, fc.string({ maxLength: 8 }), fc.stringMatching(/^[ -~é–]{0,12}$/));
const space = fc.constantFrom('', ' ', '  ');
const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', ' \n', '\n\n', '  \r\n');
const entry = fc.tuple(key, fc.constantFrom(': ', ':  ', ':', ' : '), scalar, lineEnd).map((parts) => parts.join(''));
const list = fc
  .tuple(
    key,
    lineEnd,
    space,
    fc.array(fc.tuple(fc.constantFrom('- ', '-   ', '-'), scalar, lineEnd), { maxLength: 3 }),
    space,
  )
  .map(([name, end, indent, items, other]) =>
    [name, ':', end, ...items.map((item, index) => (index === 2 ? other : indent) + item.join(''))].join(''),
  );
const line = fc.oneof(
  { weight: 6, arbitrary: entry },
  { weight: 3, arbitrary: list },
  fc
    .tuple(fc.constantFrom('# note', '#', '  indented', '\t', '  ', '...', '- x', 'word'), lineEnd)
    .map((parts) => parts.join('')),
);

describe('the fast reader of plain YAML', () => {
  it('says what the full parser says, or nothing', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        const block = lines.join('');
        const fast = readPlainYaml(block, 0, block.length);
        if (fast === undefined) return;
        if (lines.length > 0) taken++;
        const full = /[^\s]/.test(block.replace(/^#.*$/gm, '')) ? load(block) : {};
        expect(fast).toEqual(full);
        expect(Object.keys(fast)).toEqual(Object.keys(full as object));
      }),
      { numRuns: 20_000 },
    );
    // A property of nothing would hold too.
    expect(taken).toBeGreaterThan(1_000);
  });

  it('takes what documents open with', () => {
    const block =
      'title: "A walk: part 2"\ndate: 2024-05-31\ntags: [walks, the mill, "a, b"]\n# a remark\ndraft: false\nweight: 12\n' +
      "author: Ana (@ana), Bo <bo@x.org>\nrequires: 145, 609\nsummary: 'Rain, again.'\nlinks:\n  - https://x.org/a\n  - b\nempty:\n";
    expect(readPlainYaml(block, 0, block.length)).toEqual(load(block));
  });

  it('leaves the rest to the full parser', () => {
    for (const block of [
      'a: 1.5\n',
      'a: b\n c\n',
      'a: |\n x\n',
      'a: &x b\n',
      'a: b\na: c\n',
      'a:\n  b: c\n',
      'a:\tb\n',
    ]) {
      expect(readPlainYaml(block, 0, block.length)).toBeUndefined();
    }
  });
});
