import { describe, expect, it } from 'vitest';
import { readFrontMatter } from '../../../kernel/front-matter/read-front-matter.ts';
import type { Json } from '../../../shared/config.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { readForm } from './form.ts';
import { setFrontMatter } from './front-matter.ts';
import { type EditResult, isProblem } from './problem.ts';

function made(text: string, result: EditResult): string {
  if (isProblem(result)) throw new Error(JSON.stringify(result));
  return applyChanges(text, result);
}

const set = (text: string, path: string, value: Json | undefined): string =>
  made(text, setFrontMatter(text, path.split('.'), value));

const yaml = (lines: string): string => `---\n${lines}---\nText.\n`;
const toml = (lines: string): string => `+++\n${lines}+++\nText.\n`;

describe('one value of YAML', () => {
  const cases: [what: string, before: string, path: string, value: Json | undefined, after: string][] = [
    ['keeps a remark behind it', 'title: Old # why\nb: 1\n', 'title', 'New', 'title: New # why\nb: 1\n'],
    ['keeps single quotation marks', "title: 'It''s'\n", 'title', "It's new", "title: 'It''s new'\n"],
    ['keeps double quotation marks', 'title: "Old"\n', 'title', 'New', 'title: "New"\n'],
    ['keeps spaces before it', 'title:   Old\n', 'title', 'New', 'title:   New\n'],
    ['gets quotation marks where it needs them', 'title: Old\n', 'title', 'A: b', 'title: "A: b"\n'],
    ['gets them where older programs need them', 'title: Old\n', 'title', 'Yes', 'title: "Yes"\n'],
    ['gets them when it would be a number', 'title: Old\n', 'title', '1.10', 'title: "1.10"\n'],
    ['is written where nothing was', 'title:\nb: 1\n', 'title', 'New', 'title: New\nb: 1\n'],
    ['is written before a remark where nothing was', 'title: # none\n', 'title', 'New', 'title: New # none\n'],
    [
      'replaces a text of several lines',
      'title: Old\n  and long # c\nb: 1\n',
      'title',
      'New',
      'title: New # c\nb: 1\n',
    ],
    ['replaces a folded text', 'd: >-\n  one\n  two\n\n# c\nb: 1\n', 'd', 'New', 'd: New\n\n# c\nb: 1\n'],
    ['of several lines stays below its key', 'd: |\n  one\nb: 1\n', 'd', 'x\n y\n', 'd: |\n  x\n   y\nb: 1\n'],
    ['comes last when it is new', 'a: 1 # c\n\n# end\n', 'draft', true, 'a: 1 # c\ndraft: true\n\n# end\n'],
    ['comes behind a nested group', 'a:\n    b: 1\n', 'c', 2, 'a:\n    b: 1\nc: 2\n'],
    ['is indented as its neighbours', 'a:\n    b: 1\nc: 2\n', 'a.d', 3, 'a:\n    b: 1\n    d: 3\nc: 2\n'],
    ['makes the groups around it', 'a: 1\n', 'p.author.name', 'Ana', 'a: 1\np:\n  author:\n    name: Ana\n'],
    ['makes a group of a key without value', 'p:\n  # c\na: 1\n', 'p.b', 1, 'p:\n  b: 1\n  # c\na: 1\n'],
    ['goes into brackets', 'author: { name: Ana }\n', 'author.born', 1990, 'author: { name: Ana, born: 1990 }\n'],
    [
      'is replaced in brackets',
      'author: {name: Ana,  x: 1}\n',
      'author.name',
      'A, b',
      'author: {name: "A, b",  x: 1}\n',
    ],
    ['goes, with its remark', 'a: 1\ntitle: x # c\nb: 2\n', 'title', undefined, 'a: 1\nb: 2\n'],
    ['goes with all its lines', 'a:\n  - 1\n  - 2\nb: 2\n', 'a', undefined, 'b: 2\n'],
    ['goes from brackets', 'a: { b: 1, c: 2 }\n', 'a.b', undefined, 'a: { c: 2 }\n'],
    ['leaves an empty group', 'a: # c\n  b: 1\nd: 2\n', 'a.b', undefined, 'a: {} # c\nd: 2\n'],
    ['is the only one and goes', 'a: 1\n', 'a', undefined, ''],
    [
      'as a list keeps what stays',
      'tags:\n- a # 1\n- b # 2\n',
      'tags',
      ['a', 'b', 'c'],
      'tags:\n- a # 1\n- b # 2\n- c\n',
    ],
    ['as a list loses one', 'tags:\n  - a # 1\n  - b\n  - c\n', 'tags', ['a', 'c'], 'tags:\n  - a # 1\n  - c\n'],
    ['as a list gets one first', 'tags:\n  - b # 2\n', 'tags', ['a', 'b'], 'tags:\n  - a\n  - b # 2\n'],
    ['as a list in brackets', 'tags: [a,  "b"] # c\n', 'tags', ['a', 'b', 'c: d'], 'tags: [a,  "b", "c: d"] # c\n'],
    [
      'as a list in brackets over lines',
      't: [\n  a,\n  b,\n ]\n',
      't',
      ['a', 'b', 'c'],
      't: [\n  a,\n  b,\n  c,\n ]\n',
    ],
    ['becomes an empty list', 'tags:\n  - a\nb: 1\n', 'tags', [], 'tags: []\nb: 1\n'],
    ['becomes a list', 'tags: a, b\n', 'tags', ['a', 'b'], 'tags: [a, b]\n'],
    ['of a list item', 'm:\n  - page: x\n    title: y\n', 'm.0.title', 'z', 'm:\n  - page: x\n    title: z\n'],
    ['first of a list item goes', 'm:\n  - page: x\n    title: y\n', 'm.0.page', undefined, 'm:\n  - title: y\n'],
    ['with a key in quotation marks', '"my key": 1\n', 'my key', 2, '"my key": 2\n'],
    ['keeps a mark (&name) that nothing repeats', 'a: &x 1\n', 'a', 2, 'a: &x 2\n'],
    ['is written into a block of remarks', '# only a remark\n', 'a', 1, '# only a remark\na: 1\n'],
    ['is written into an empty block', '', 'title', 'New', 'title: New\n'],
    ['is a date', 'date: 2024-01-02\n', 'date', '2024-05-31T08:00:00+02:00', 'date: 2024-05-31T08:00:00+02:00\n'],
  ];
  it.each(cases)('%s', (_what, before, path, value, after) => {
    expect(set(yaml(before), path, value)).toBe(yaml(after));
    // The same with the other kind of line ends.
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    if (typeof value !== 'string' || !value.includes('\n')) {
      expect(set(crlf(yaml(before)), path, value)).toBe(crlf(yaml(after)));
    }
  });

  it('that is right already is not written again', () => {
    expect(setFrontMatter(yaml("title: 'A'\n"), ['title'], 'A')).toEqual([]);
    expect(setFrontMatter(yaml('a: 1\n'), ['b'], undefined)).toEqual([]);
  });

  it('is one short replacement', () => {
    expect(setFrontMatter(yaml('title: Old times\n'), ['title'], 'New times')).toEqual([
      { from: 11, to: 14, insert: 'New' },
    ]);
  });

  it.each([
    ['which others repeat', 'a: &x 1\nb: *x\n', 'a'],
    ['inside of what is repeated', 'a: &x { c: 1 }\nb: *x\n', 'b.c'],
    ['inside of a text', 'a: text\n', 'a.b'],
    ['with a written kind', 'a: !!str 5\n', 'a'],
  ])('%s is refused', (_what, before, path) => {
    expect(setFrontMatter(yaml(before), path.split('.'), 7)).toMatchObject({ problem: expect.stringMatching(/\.$/) });
  });
});

describe('one value of TOML', () => {
  const cases: [what: string, before: string, path: string, value: Json | undefined, after: string][] = [
    ['keeps a remark', 'title = "Old" # why\n', 'title', 'New "x"', 'title = "New \\"x\\"" # why\n'],
    ['keeps single quotation marks', "title = 'Old'\n", 'title', 'New', "title = 'New'\n"],
    ['stays a date', 'date = 2024-01-02 # c\n', 'date', '2024-05-31', 'date = 2024-05-31 # c\n'],
    ['becomes a text where it is no date', 'date = 2024-01-02\n', 'date', 'soon', 'date = "soon"\n'],
    ['comes before the first heading', 'a = 1\n\n[p]\nb = 2\n', 'c', true, 'a = 1\nc = true\n\n[p]\nb = 2\n'],
    ['goes below its heading', '[p]\nb = 2\n\n[q]\nc = 3\n', 'p.d', 4, '[p]\nb = 2\nd = 4\n\n[q]\nc = 3\n'],
    ['makes its heading', 'a = 1\n', 'p.author.name', 'Ana', 'a = 1\n\n[p.author]\nname = "Ana"\n'],
    ['with dots in its key', 'p.a = 1\np.b = 2\n', 'p.b', 3, 'p.a = 1\np.b = 3\n'],
    ['in braces', 'p = { a = 1 }\n', 'p.b', 'x', 'p = { a = 1, b = "x" }\n'],
    ['as a list keeps remarks', 't = [\n  "a", # 1\n  "b",\n]\n', 't', ['a', 'c'], 't = [\n  "a", # 1\n  "c",\n]\n'],
    ['as a list grows', 't = ["a"]\n', 't', ['a', 'b'], 't = ["a", "b"]\n'],
    ['over lines is replaced whole', 'd = """\none\n"""\nb = 1\n', 'd', 'x', 'd = "x"\nb = 1\n'],
    ['goes', 'a = 1\nt = [\n 1,\n]\nb = 2\n', 't', undefined, 'a = 1\nb = 2\n'],
    ['goes with its heading', 'a = 1\n[p]\nb = 2\n[q]\nc = 3\n', 'p', undefined, 'a = 1\n[q]\nc = 3\n'],
    ['in a list of tables', '[[m]]\na = 1\n[[m]]\na = 2\n', 'm.1.a', 3, '[[m]]\na = 1\n[[m]]\na = 3\n'],
    ['into an empty block', '', 'title', 'New', 'title = "New"\n'],
  ];
  it.each(cases)('%s', (_what, before, path, value, after) => {
    expect(set(toml(before), path, value)).toBe(toml(after));
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(set(crlf(toml(before)), path, value)).toBe(crlf(toml(after)));
  });

  it('that is empty cannot be said', () => {
    expect(setFrontMatter(toml('a = 1\n'), ['a'], null)).toMatchObject({ problem: expect.stringContaining('empty') });
  });
});

describe('one value of JSON', () => {
  const cases: [what: string, before: string, path: string, value: Json | undefined, after: string][] = [
    ['in place', '{ "title": "Old",  "b": 1 }', 'title', 'New', '{ "title": "New",  "b": 1 }'],
    ['at the end', '{\n  "a": 1\n}', 'b', ['x', 'y'], '{\n  "a": 1,\n  "b": ["x", "y"]\n}'],
    ['at the end of a line', '{"a": 1}', 'b.c', 2, '{"a": 1, "b": { "c": 2 }}'],
    ['in nothing', '{}', 'a', 1, '{\n  "a": 1\n}'],
    ['gone', '{\n  "a": 1,\n  "b": 2\n}', 'b', undefined, '{\n  "a": 1\n}'],
    ['in a list over lines', '{\n\t"t": [\n\t\t"a"\n\t]\n}', 't', ['a', 'b'], '{\n\t"t": [\n\t\t"a",\n\t\t"b"\n\t]\n}'],
  ];
  it.each(cases)('%s', (_what, before, path, value, after) => {
    expect(set(`${before}\nText.\n`, path, value)).toBe(`${after}\nText.\n`);
  });
});

describe('values at the top of a document', () => {
  it.each([
    ['', '---\ntitle: New\n---\n'],
    ['Text.\n', '---\ntitle: New\n---\n\nText.\n'],
    ['\r\nText.\r\n', '---\r\ntitle: New\r\n---\r\n\r\nText.\r\n'],
    ['---\n\nProse between rules.\n\n---\n', '---\ntitle: New\n---\n\n---\n\nProse between rules.\n\n---\n'],
  ])('are made when there are none: %j', (before, after) => {
    expect(set(before, 'title', 'New')).toBe(after);
    expect(readFrontMatter(after).values).toEqual({ title: 'New' });
    expect(readFrontMatter(after).findings).toEqual([]);
  });

  it.each([
    ['---\ntitle: A\nb: [1\n---\n', 4],
    ['---\ntitle: A\ntitle: B\n---\n', 3],
    ['+++\na = 1\nb =\n+++\n', 3],
    ['{\n"a": 1,\n"b"\n}\n', 4],
    ['---\ntitle: A\nText without an end.\n', 1],
  ])('that cannot be read are not touched, and say which line to mend: %j', (text, line) => {
    const result = setFrontMatter(text, ['title'], 'New');
    expect(result).toMatchObject({ line, problem: expect.stringContaining(`line ${line}`) });
    expect(readForm(text)).toMatchObject({ closed: { line } });
  });

  it('fill the form, with null for what is not there or is no such value', () => {
    expect(readForm(yaml('title: 1.10\ndate: 2024-5-3\ntags: a, b\ndraft: yes\nx: 1\n'))).toEqual({
      title: '1.10',
      date: '2024-05-03',
      tags: ['a', 'b'],
      draft: true,
      description: null,
    });
    expect(readForm(toml('date = 2024-05-31\ndescription = "D"\ntitle = ["x"]\n'))).toMatchObject({
      title: null,
      date: '2024-05-31',
      description: 'D',
    });
    expect(readForm('Text.')).toEqual({ title: null, date: null, tags: null, draft: null, description: null });
  });
});
