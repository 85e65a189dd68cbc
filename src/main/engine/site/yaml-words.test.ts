import { describe, expect, it } from 'vitest';
import { readYaml } from './yaml.ts';

/** "2: the bracket …", or "" for what can be read. */
function said(text: string): string {
  const read = readYaml(text);
  return 'reason' in read ? `${read.range?.start.line ?? '-'}: ${read.reason}` : '';
}

describe('a file of settings that cannot be read says on which line, and why', () => {
  it.each([
    ['title: "Birds\nurl: https://e.com/\nlanguage: en\n', '1: a quotation mark is opened and not closed'],
    ["title: A\nparams:\n  - 'Birds\n  - B\n", '3: a quotation mark is opened and not closed'],
    ['title: It’s "fine" here\nparams: { a: "b }\n', '2: a quotation mark is opened and not closed'],
    ['title: A\nmenus: { main: [ { page: /a.md }\nurl: x\n', '2: the bracket [ is opened and not closed'],
    [
      'menus:\n  main:\n  - { page: /a.md, title: A\n  - { page: /b.md }\n',
      '3: the bracket { is opened and not closed',
    ],
    ['title: [a, b\nurl: x\n', '1: the bracket [ is opened and not closed'],
    ['title: A]\nurl: }x\n', '2: there is a closing bracket and none to open it'],
    ['title: A\nparams: { a: 1, b }\n}\n', '3: there is a closing bracket and none to open it'],
    [
      'menus:\n  main: [\n    { a: 1 }\n  ]\n',
      '4: a closing bracket stands too far to the left, under a name or before it',
    ],
    ['title: Birds: a guide\nurl: x\n', '1: a colon stands inside a text, which then needs quotation marks around it'],
    ['# Mine: yes\ntitle: A\n- b\n', '3: lines with a dash and lines with a name cannot stand in one list'],
    ['title: A\n\turl: x\n', '2: a line begins with a tab; only spaces may be used there'],
    ['title: A\n url: x\n', '2: it begins further to the right than the line above it'],
    ['title: A\nparams:\n  a: 1\n   b: 2\n', '4: it begins further to the right than the line above it'],
    ['title: A\nparams:\n    a: 1\n  b: 2\n', '4: it does not begin where a line above it does'],
    ['title: A\ntitle: B\n', '2: the same name stands there twice'],
    ['title:A\nurl: x\n', '1: there is no space behind the colon'],
    ['title: A\n\n# x\nurl:x\nlanguage: en\n', '4: there is no space behind the colon'],
    ['title: A\nurl x\nlanguage: en\n', '2: it has no colon between a name and a value'],
    ['title: @x\n', '1: a text begins with a sign that has a meaning there, and needs quotation marks around it'],
    ['title: "A" B\n', '1: something stands behind a closing quotation mark'],
    ['title: *x\n', '1: it repeats a part (*name) that is not marked (&name) before'],
    ['title: !foo x\n', '1: it has a mark with ! that is not known'],
    ['title: "C:\\qa"\n', '1: a backslash stands between double quotation marks; there it has to be written twice'],
    ['---\na: 1\n---\nb: 2\n', '-: it holds more than one document'],
    [
      '<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> x\n',
      '1: two versions of it were put together and it was not decided which one counts',
    ],
  ])('%j', (text, words) => {
    expect(said(text)).toBe(words);
    expect(said(text.replaceAll('\n', '\r\n'))).toBe(words);
  });

  it('and nothing about one that can be', () => {
    expect(said('title: "It’s: [fine]" # {\nurl: https://e.com/:x\nmenus:\n  main: [\n    { a: 1 }\n   ]\n')).toBe('');
  });
});
