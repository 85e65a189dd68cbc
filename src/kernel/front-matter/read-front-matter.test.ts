import { describe, expect, it } from 'vitest';
import { readDate } from './known-keys.ts';
import { locateKey, locateValue } from './locate-key.ts';
import { intendedKey } from './misspelt.ts';
import { readFrontMatter } from './read-front-matter.ts';

function codes(text: string): string[] {
  return readFrontMatter(text, 'content/a.md').findings.map(({ code }) => code);
}

function body(text: string): string {
  return text.slice(readFrontMatter(text).bodyStart);
}

describe('where the values end and the text begins', () => {
  it('reads YAML, TOML and JSON', () => {
    const values = { title: 'A', weight: 2, author: { name: 'Ana' } };
    expect(readFrontMatter('---\ntitle: A\nweight: 2\nauthor: { name: Ana }\n---\nText')).toMatchObject({
      values,
      format: 'yaml',
      bodyLine: 6,
      findings: [],
    });
    expect(readFrontMatter('+++\ntitle = "A"\nweight = 2\n[author]\nname = "Ana"\n+++\nText')).toMatchObject({
      values,
      format: 'toml',
      bodyLine: 7,
    });
    const json = '{\n "title": "A", "weight": 2,\n "author": { "name": "Ana" }\n}\nText';
    expect(readFrontMatter(json)).toMatchObject({ values, format: 'json', bodyLine: 5 });
    expect(body(json)).toBe('Text');
  });

  it('takes a byte order mark, CRLF, spaces behind the fences and an empty block', () => {
    const text = '\uFEFF--- \r\ntitle: A\r\n---\t\r\nText\r\n';
    expect(readFrontMatter(text)).toMatchObject({ values: { title: 'A' }, bodyLine: 4, findings: [] });
    expect(body(text)).toBe('Text\r\n');
    expect(readFrontMatter('---\n---\nText')).toMatchObject({ values: {}, format: 'yaml', bodyLine: 3, findings: [] });
    expect(readFrontMatter('---\n# only a remark\n---\n')).toMatchObject({ values: {}, findings: [] });
    expect(readFrontMatter('---\ntitle: A\n---')).toMatchObject({ values: { title: 'A' }, bodyStart: 16 });
    expect(readFrontMatter('')).toMatchObject({ values: {}, format: null, bodyStart: 0, bodyLine: 1 });
  });

  it('leaves a rule at the top, and braces that are no object, in the text', () => {
    for (const text of [
      '---\n\nProse between rules.\n\n---\n\nMore',
      '---\nProse\n',
      '----\ntitle: A\n',
      '{{ x }}\n',
      '{.lead}\nText',
      '+++\nplus\n',
    ]) {
      expect(readFrontMatter(text)).toMatchObject({ format: null, bodyStart: 0, findings: [] });
    }
  });

  it('keeps the text when the end is missing', () => {
    const text = '---\ntitle: A\ntags: [b]\n\nThe text.\n';
    expect(readFrontMatter(text)).toMatchObject({ values: { title: 'A', tags: ['b'] }, bodyLine: 5 });
    expect(body(text)).toBe('The text.\n');
    expect(codes(text)).toEqual(['front-matter-unclosed']);
    expect(codes('{ "title": "A",\nText')).toEqual(['front-matter-unclosed']);
  });
});

describe('values that cannot be read', () => {
  it('are findings with a place, and the text is still found', () => {
    const malformed = '---\ntitle: A\nauthor: "Ana\n---\nText';
    const result = readFrontMatter(malformed, 'content/a.md');
    expect(result.findings).toMatchObject([{ code: 'front-matter-malformed', file: 'content/a.md' }]);
    expect(result.findings[0]?.range?.start.line).toBeGreaterThan(1);
    expect(body(malformed)).toBe('Text');
    expect(codes('---\nmap:\n\tkey: tab\n---\n')).toEqual(['front-matter-malformed']);
    expect(codes('+++\ntitle = \n+++\n')).toEqual(['front-matter-malformed']);
    expect(codes('{ "title": A }\n')).toEqual(['front-matter-malformed']);
    expect(codes('---\n? [a]\n: b\n---\n')).toEqual(['front-matter-malformed']);
    expect(codes('---\n- a\n- b\n---\n')).toEqual(['front-matter-not-keys']);
  });

  it('say where a key stands twice', () => {
    const yaml = readFrontMatter('---\ntitle: A\ndate: 2024-01-01\ntitle: B\n---\n').findings;
    expect(yaml).toMatchObject([{ code: 'front-matter-duplicate', range: { start: { line: 4 } } }]);
    expect(codes('+++\ntitle = "A"\ntitle = "B"\n+++\n')).toEqual(['front-matter-duplicate']);
    const json = readFrontMatter('{ "a": { "x": 1 },\n "b": { "x": "a" },\n "a": 2 }\n').findings;
    expect(json).toMatchObject([{ code: 'front-matter-duplicate', range: { start: { line: 3, column: 2 } } }]);
    const faults = ['undefined', '"x', '"x\ny"', '"\\x"', '01', 'tru', '1,'].map((value) => {
      const [finding] = readFrontMatter(`{ "title": "A",\n  "position 3": ${value}\n}\nText`).findings;
      return [finding?.code, finding?.range?.start.line, finding?.range?.start.column];
    });
    const places = [
      [2, 17],
      [2, 19],
      [2, 19],
      [2, 18],
      [2, 18],
      [2, 20],
      [3, 1],
    ];
    expect(faults).toEqual(places.map((place) => ['front-matter-malformed', ...place]));
  });

  it('stop at a number of values, not at a time', () => {
    const names = [...'abcdefgh'];
    const lines = names.map((name, index) => {
      const item = index === 0 ? 'x' : `*${names[index - 1]}`;
      return `${name}: &${name} [${Array(9).fill(item).join(', ')}]`;
    });
    expect(codes(`---\n${lines.join('\n')}\n---\n`)).toEqual(['front-matter-too-large']);
    expect(codes('---\na: &a [*a]\n---\n')).toEqual(['front-matter-too-large']);
    expect(readFrontMatter('---\na: &x [1]\nb: *x\n---\n').values).toEqual({ a: [1], b: [1] });
  });
});

describe('known keys', () => {
  it('come in one form', () => {
    const text =
      '---\ntitle: 1.10\ndate: 2024-5-1 10:30 +02:00\ndraft: yes\ntags: walks, rain\naliases: /old/\nweight: "3"\nsummary:\nversion: 1.10\n---\n';
    expect(readFrontMatter(text)).toMatchObject({ findings: [] });
    expect(readFrontMatter(text).values).toEqual({
      title: '1.10',
      date: '2024-05-01T10:30:00+02:00',
      draft: true,
      tags: ['walks', 'rain'],
      aliases: ['/old/'],
      weight: 3,
      version: 1.1,
    });
  });

  it('keep dates as texts', () => {
    expect(readFrontMatter('---\ndate: 2024-05-31\ncreated: 2015-10-27\n---\n').values).toEqual({
      date: '2024-05-31',
      created: '2015-10-27',
    });
    const toml = '+++\ndate = 2024-05-31\nlastmod = 2024-05-31T10:00:00Z\n+++\n';
    expect(readFrontMatter(toml).values.date).toBe('2024-05-31');
    expect(String(readFrontMatter(toml).values.lastmod)).toMatch(/^2024-05-31T10:00:00(\.000)?Z$/);
    expect(readDate('2023-02-29')).toBeUndefined();
    expect(readDate('2024-02-29')).toBe('2024-02-29');
    expect(readDate('May 1, 2024')).toBeUndefined();
  });

  it('are left out with a finding when they are of a wrong type', () => {
    const { values, findings } = readFrontMatter(
      '---\ntitle: [a]\ndate: someday\nweight: heavy\nextra: [a]\n---\n',
      'content/a.md',
    );
    expect(values).toEqual({ extra: ['a'] });
    expect(findings.map(({ code, data }) => [code, data.key])).toEqual([
      ['value-wrong-type', 'title'],
      ['value-wrong-type', 'date'],
      ['value-wrong-type', 'weight'],
    ]);
    expect(findings[1]?.range).toEqual({ start: { line: 3, column: 7 }, end: { line: 3, column: 14 } });
  });
});

describe('misspelt keys', () => {
  it('get a fix that can be applied', () => {
    const [finding] = readFrontMatter('---\ntitel: A\n---\n', 'content/a.md').findings;
    const range = { start: { line: 2, column: 1 }, end: { line: 2, column: 6 } };
    expect(finding).toMatchObject({
      code: 'key-misspelt',
      data: { key: 'titel', intended: 'title' },
      range,
      fixes: [{ kind: 'edit', edits: [{ file: 'content/a.md', range, text: 'title' }] }],
    });
  });

  it('are found where they are likely', () => {
    const slips = {
      titel: 'title',
      Title: 'title',
      dtae: 'date',
      desciption: 'description',
      sumary: 'summary',
      wieght: 'weight',
      draf: 'draft',
      tgas: 'tags',
      discription: 'description',
    };
    for (const [slip, known] of Object.entries(slips)) expect(intendedKey(slip), slip).toBe(known);
  });

  it('are not words of the writer', () => {
    const own =
      'author type status category created requires discussions-to image state rate name site lang height order eip series toc math version license updated modified published keywords cover featured comments robots sitemap taxonomies params id note link translator subtitle page place stage label items';
    for (const word of own.split(' ')) expect(intendedKey(word), word).toBeNull();
    expect(codes('---\ntitle: A\ntitles: b\n---\n')).toEqual([]);
  });
});

describe('places of keys', () => {
  it('are found in every format', () => {
    expect(locateKey('---\na: 1\n"b c": x # y\n---\n', 'b c')).toEqual({
      start: { line: 3, column: 2 },
      end: { line: 3, column: 5 },
    });
    expect(locateValue('+++\na = "x"\n+++\n', 'a')).toEqual({
      start: { line: 2, column: 5 },
      end: { line: 2, column: 8 },
    });
    expect(locateKey('{ "x": { "a": 1 },\n  "a": 2 }\n', 'a')).toEqual({
      start: { line: 2, column: 4 },
      end: { line: 2, column: 5 },
    });
    expect(locateValue('{ "x": 1,\n  "a": 2,\n "b": 3 }\n', 'a')).toEqual({
      start: { line: 2, column: 8 },
      end: { line: 2, column: 9 },
    });
    expect(locateKey('Text', 'a')).toBeNull();
  });
});
