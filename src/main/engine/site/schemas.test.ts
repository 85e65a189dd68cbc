import { afterEach, describe, expect, it } from 'vitest';
import { BadSites, type Files } from '../testing/bad-site.ts';
import { MINIMAL } from '../testing/site-folder.ts';

const sites = new BadSites();
afterEach(() => sites.remove());

const settings = (schemas: string): Files => ({ 'site.yaml': `${MINIMAL['site.yaml']}schemas: ${schemas}\n` });
const post = (values: string): string => `---\ntitle: Post\n${values}---\nText.\n`;
const RULES = JSON.stringify({
  type: 'object',
  required: ['author'],
  properties: {
    author: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    rating: { type: 'integer', minimum: 1, maximum: 5 },
    mood: { enum: ['good', 'bad'] },
    code: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' },
    either: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
  },
});

async function messages(files: Files): Promise<string[]> {
  const { report } = await sites.build({ ...settings('{ birds: schemas/bird.json }'), ...files });
  return report.proofs.map(({ code, message, places }) => `${code}: ${message} ${places.map(placeOf).join(', ')}`);
}

function placeOf({ file, range }: { file: string; range?: { start: { line: number } } }): string {
  return range === undefined ? file : `${file}:${range.start.line}`;
}

describe('schemas', () => {
  it('are followed silently', async () => {
    const good = 'author: { name: Ana }\nrating: 3\nmood: bad\ncode: AB-12\neither: [a]\n';
    expect(await messages({ 'schemas/bird.json': RULES, 'content/birds/a.md': post(good) })).toEqual([]);
  });

  it('say in words what does not fit, at its place, and once for all pages', async () => {
    const found = await messages({
      'schemas/bird.json': RULES,
      'content/birds/_index.md': '---\ntitle: Birds\n---\nNot one of the texts.\n',
      'content/birds/a.md': post('author: { name: 3 }\nrating: 9\nmood: fine\ncode: x\neither: 4\n'),
      'content/birds/b.md': post('rating: high\n').replace('Post', 'Two'),
      'content/birds/deep/c.md': post('rating: 8\n').replace('Post', 'Three'),
      'content/other/d.md': post('rating: 7\n').replace('Post', 'Four'),
    });
    expect(found).toEqual(
      [
        '2 pages, “rating” should be at most 5. content/birds/a.md:4, content/birds/deep/c.md:3',
        '2 pages, “author” is missing. content/birds/b.md, content/birds/deep/c.md',
        'this page, “author.name” should be a text. content/birds/a.md:3',
        'this page, “mood” should be one of these: good, bad. content/birds/a.md:5',
        'this page, “code” is not written in the form that is asked for. content/birds/a.md:6',
        'this page, “either” has none of the forms that are allowed. content/birds/a.md:7',
        'this page, “rating” should be a whole number. content/birds/b.md:3',
      ].map((words) => `schema-mismatch: At the top of ${words}`),
    );
  });

  it('say of a name that is nearly one that they know what was probably meant, once, and how to write it', async () => {
    const rules = (more: object): string =>
      JSON.stringify({ ...JSON.parse(RULES), required: [], allOf: [{ $ref: '#/definitions/more' }], ...more });
    const definitions = { more: { properties: { sightings: {}, hours: {} }, patternProperties: { '^moo': {} } } };
    const files = {
      'content/birds/a.md': post('raitng: 3\nsightingss: 2\nmoods: x\nrate: 2\ntitel: X\n').replace('title', 'tags'),
      'content/birds/b.md': post('rating: 2\nraitng: 3\n').replace('Post', 'Two'),
      'content/birds/c.md': post('raitng: 3\n').replace('Post', 'Three'),
    };
    const open = await messages({ 'schemas/bird.json': rules({ definitions }), ...files });
    const slips = [
      'schema-mismatch: At the top of 2 pages, “raitng” is not known there. content/birds/a.md:3, content/birds/c.md:3',
      'schema-mismatch: At the top of this page, “sightingss” is not known there. content/birds/a.md:4',
    ];
    expect(open.filter((one) => one.startsWith('schema-'))).toEqual(slips);
    const strict = await sites.build({
      ...settings('{ birds: schemas/bird.json }'),
      'schemas/bird.json': rules({ definitions, required: ['rating'], additionalProperties: false }),
      'content/birds/c.md': files['content/birds/c.md'],
    });
    const found = strict.report.proofs.filter(({ data }) => data?.key !== 'title');
    expect(found.map(({ data, fixes }) => [data?.key, data?.near, fixes.map(({ edits }) => edits)])).toEqual([
      ['raitng', 'rating', [[expect.objectContaining({ file: 'content/birds/c.md', text: 'rating', was: 'raitng' })]]],
    ]);
  });

  it('suggest nothing when they refer to a part by a name that is not looked up', async () => {
    const found = await messages({
      'schemas/bird.json':
        '{ "properties": { "rating": {} }, "$ref": "#more", "definitions": { "m": { "$id": "#more" } } }',
      'content/birds/a.md': post('ratings: 3\n'),
    });
    expect(found).toEqual([]);
  });

  it('of the nearest section count', async () => {
    const { rows } = await sites.build({
      ...settings('{ /: all.json, birds: bird.json }'),
      'all.json': '{ "required": ["nothing"] }',
      'bird.json': '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "required": ["rating"] }',
      'content/birds/a.md': post('rating: 2\n'),
    });
    expect(rows).toEqual(['schema-mismatch content/kept.md']);
  });

  it.each([
    ['missing', {}, 'site.yaml:3'],
    [
      'out of the site',
      { 'site.yaml': `${MINIMAL['site.yaml']}schemas: { birds: ../../etc/hostname }\n` },
      'site.yaml:3',
    ],
    ['a folder', { 'schemas/bird.json': null }, 'site.yaml:3'],
    ['no JSON', { 'schemas/bird.json': '{\n  "type": }' }, 'schemas/bird.json:2'],
    ['a list', { 'schemas/bird.json': '[]' }, 'schemas/bird.json'],
    ['no schema', { 'schemas/bird.json': '{ "type": "colour" }' }, 'schemas/bird.json'],
    [
      'a schema that refers elsewhere',
      { 'schemas/bird.json': '{ "$ref": "https://example.com/x.json" }' },
      'schemas/bird.json',
    ],
    [
      'a pattern that may not end',
      { 'schemas/bird.json': '{ "properties": { "a": { "pattern": "^(a+)+$" } } }' },
      'schemas/bird.json',
    ],
    [
      'a pattern that is none',
      { 'schemas/bird.json': '{ "properties": { "a": { "pattern": "(" } } }' },
      'schemas/bird.json',
    ],
  ])('that are unusable are said: %s', async (_, files, place) => {
    const { rows } = await sites.build({
      ...settings('{ birds: schemas/bird.json }'),
      'content/birds/a.md': post('a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\n'),
      ...files,
    });
    expect(rows).toEqual([`schema-unusable ${place}`]);
  });
});
