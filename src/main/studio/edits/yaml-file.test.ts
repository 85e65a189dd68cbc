import { describe, expect, it } from 'vitest';
import type { Json } from '../../../shared/config.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { type EditResult, isProblem } from './problem.ts';
import { appendYaml, setYaml } from './yaml-file.ts';

function made(text: string, result: EditResult): string {
  if (isProblem(result)) throw new Error(JSON.stringify(result));
  return applyChanges(text, result);
}

describe('a value of site.yaml', () => {
  const site =
    '# My site\ntitle: Birds   # short\nurl: "https://example.com/"\nchecks: { external: false, mute: [] }\n';

  it('is set in place, with the groups that it needs', () => {
    expect(made(site, setYaml(site, ['title'], 'Bees'))).toBe(site.replace('Birds', 'Bees'));
    expect(made(site, setYaml(site, ['params', 'author', 'name'], 'Ana'))).toBe(
      `${site}params:\n  author:\n    name: Ana\n`,
    );
    expect(made('', setYaml('', ['title'], 'Bees'))).toBe('title: Bees\n');
    expect(made('title: A', setYaml('title: A', ['url'], 'x'))).toBe('title: A\nurl: x');
    expect(made(site, setYaml(site, ['url'], undefined))).toBe(site.replace(/url.*\n/, ''));
  });

  it('is not set when the file cannot be read, and the line is said', () => {
    expect(setYaml('title: A\n b: [\n', ['title'], 'B')).toMatchObject({ line: expect.any(Number) });
    expect(setYaml('a: 1\na: 2\n', ['title'], 'B')).toEqual({ problem: expect.stringContaining('line 2'), line: 2 });
  });

  const cases: [string, string, string, Json, string][] = [
    ['in brackets', site, 'checks.mute', { code: 'x' }, site.replace('[]', '[{ code: x }]')],
    [
      'in lines',
      'checks:\n  mute:\n    - code: a # 1\n      page: /a/\n# end\n',
      'checks.mute',
      { code: 'b', reason: 'no: 1' },
      'checks:\n  mute:\n    - code: a # 1\n      page: /a/\n    - code: b\n      reason: "no: 1"\n# end\n',
    ],
    [
      'that is empty',
      'checks:\n  mute: []\nb: 1\n',
      'checks.mute',
      { code: 'b' },
      'checks:\n  mute:\n    - code: b\nb: 1\n',
    ],
    [
      'that is not there',
      'title: A\n',
      'publish.targets',
      { kind: 'folder', path: '../out' },
      'title: A\npublish:\n  targets:\n    - kind: folder\n      path: ../out\n',
    ],
    [
      'with groups in its items',
      'cascade:\n- section: posts\n  values: { layout: post }\n',
      'cascade',
      { section: 'b', values: { a: 1 } },
      'cascade:\n- section: posts\n  values: { layout: post }\n- section: b\n  values:\n    a: 1\n',
    ],
  ];
  it.each(cases)('is added to a list %s', (_what, before, path, item, after) => {
    expect(made(before, appendYaml(before, path.split('.'), item))).toBe(after);
  });

  it('is not added to what is no list', () => {
    expect(appendYaml('a: 1\n', ['a'], 2)).toMatchObject({ problem: expect.stringContaining('not a list') });
  });

  it('is removed from a list by its place', () => {
    const text = 'mute:\n  - code: a\n    page: /a/\n  - code: b # 2\n';
    expect(made(text, setYaml(text, ['mute', '0'], undefined))).toBe('mute:\n  - code: b # 2\n');
  });
});

it('a data file may be a list as a whole', () => {
  const text = '- name: Ana\n- name: Bo # b\n';
  expect(made(text, setYaml(text, ['1', 'name'], 'Bob'))).toBe('- name: Ana\n- name: Bob # b\n');
  expect(made(text, appendYaml(text, [], { name: 'Cy' }))).toBe(`${text}- name: Cy\n`);
});
