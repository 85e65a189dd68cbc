import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, SiteConfig } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { PageRecord } from '../../../shared/snapshot.ts';
import { type Organised, organise } from '../phases/organise.ts';
import { defaultConfig } from '../site/settings.ts';
import { lightPatch } from './decide.ts';

const config: SiteConfig = {
  ...defaultConfig('Law'),
  taxonomies: { tags: { ordered: false }, series: { ordered: true } },
  permalinks: { y: '/:section/:slug/' },
  pagination: { size: 2 },
  cascade: [
    { section: 'x', values: { mood: 'calm', description: 'Handed down', summary: 'Short' } },
    { section: 'y', values: { title: 'Given', noindex: true } },
  ],
};

const values = {
  title: fc.constantFrom('T', 'U', 'V', '😀', ''),
  description: fc.constantFrom('About it', ''),
  summary: fc.constantFrom('In short', ''),
  date: fc.constantFrom('2024-01-01', '2027-01-01'),
  weight: fc.integer({ min: 0, max: 1 }),
  draft: fc.boolean(),
  tags: fc.array(fc.constantFrom('rust', 'C'), { maxLength: 2 }),
  series: fc.constantFrom('one'),
  menu: fc.constantFrom('main'),
  noindex: fc.boolean(),
  mood: fc.constantFrom('gay', 'grave'),
  other: fc.constantFrom(1, 2, 'three'),
};
const front: fc.Arbitrary<JsonObject> = fc.record(values, { requiredKeys: [] });
const heading = fc.constantFrom(null, 'H', 'I');
const names = ['_index', 'x/_index', 'x/a', 'x/b', 'x/c', 'y/a', 'y/b', 'tags/_index', 'tags/rust/_index', '404'];

function document(name: string, values: JsonObject, head: string | null, words: number): ParsedDocument {
  return {
    source: `content/${name}.md`,
    hash: JSON.stringify([name, values, head, words]),
    bytes: 1,
    front: values,
    heading: head,
    summary: `${words} words`,
    words,
    body: { buffer: 0, offset: 0, length: 0, hash: '' },
    readable: true,
    findings: [],
  };
}

function build(documents: readonly ParsedDocument[]): Organised {
  return organise({
    ...{ config, strings: {}, documents, resources: [], statics: [], drafts: false },
    time: '2026-01-01T00:00:00Z',
    templates: new Set<string>(),
    paginates: () => true,
    locate: () => undefined,
    locateSetting: () => undefined,
  });
}

const documents = fc
  .tuple(fc.subarray(names, { minLength: 3 }), fc.array(fc.tuple(front, heading), { minLength: 10, maxLength: 10 }))
  .map(([chosen, fronts]) => chosen.map((name, i) => document(name, fronts[i]?.[0] ?? {}, fronts[i]?.[1] ?? null, i)));

/** One key that is set or taken away, or the text alone. */
const edit = fc.oneof(
  ...Object.entries(values).map(([key, value]) =>
    fc.tuple(fc.constant(key), value as fc.Arbitrary<JsonObject[string]>),
  ),
  fc.tuple(fc.constantFrom(...Object.keys(values)), fc.constant(undefined)),
  fc.constant(['', undefined] as [string, undefined]),
);

function edited(before: ParsedDocument, [key, value]: [string, unknown], head: string | null): ParsedDocument {
  const values = { ...before.front };
  if (value !== undefined) values[key] = value as JsonObject[string] as never;
  else delete values[key];
  return document(before.source.slice('content/'.length, -'.md'.length), values, head, before.words + 1);
}

describe('a text that changes its own page only', () => {
  it('changes nothing else: the site with it is the site with that record replaced', () => {
    let light = 0;
    let heavy = 0;
    fc.assert(
      fc.property(documents, fc.nat(), edit, heading, (list, pick, change, head) => {
        const before = list[pick % list.length] as ParsedDocument;
        const after = edited(before, change as [string, unknown], head);
        const site = build(list);
        const number = site.pages.findIndex(({ source }) => source === before.source);
        if (number < 0) return;
        const patch = lightPatch({ ...site, config }, number, before, after);
        if (patch === null) {
          heavy++;
          return;
        }
        light++;
        const pages = site.pages.map((page) => (page.source === before.source ? { ...page, ...patch } : page));
        const wanted = build(list.map((one) => (one === before ? after : one)));
        expect({ ...site, pages, findings: [] }).toEqual({ ...wanted, findings: [] });
        expect(pages.map(paramsOf)).toEqual(wanted.pages.map(paramsOf));
      }),
      { numRuns: 1_000 },
    );
    // The law says something: both answers were given.
    expect(light).toBeGreaterThan(100);
    expect(heavy).toBeGreaterThan(100);
  });

  const plain = document('x/a', { title: 'A', mood: 'gay' }, null, 3);
  const decide = (after: ParsedDocument, others: ParsedDocument[] = []) => {
    const site = build([plain, ...others]);
    const number = site.pages.findIndex(({ source }) => source === plain.source);
    return lightPatch({ ...site, config }, number, plain, after);
  };

  it.each<[string, JsonObject]>([
    ['its body', { title: 'A', mood: 'gay' }],
    ['its title', { title: 'B', mood: 'gay' }],
    ['its description', { title: 'A', description: 'New', mood: 'gay' }],
    ['a parameter', { title: 'A', mood: 'grave', other: 1 }],
  ])('may change %s', (_, values) => {
    expect(decide(document('x/a', values, null, 9))).toMatchObject({
      words: 9,
      title: values.title,
      params: { mood: values.mood },
    });
  });

  it.each<[string, JsonObject]>([
    ['its date', { title: 'A', mood: 'gay', date: '2024-01-01' }],
    ['its terms', { title: 'A', mood: 'gay', tags: ['rust'] }],
    ['its menus', { title: 'A', mood: 'gay', menu: 'main' }],
    ['whether it is a draft', { title: 'A', mood: 'gay', draft: true }],
    ['its address', { title: 'A', mood: 'gay', url: '/b/' }],
    ['what a section may hand down', { title: 'A' }],
  ])('may not change %s', (_, values) => {
    expect(decide(document('x/a', values, null, 3))).toBe(null);
  });

  it('may change its title only where that leaves it in its place', () => {
    const other = document('x/b', { title: 'M' }, null, 1);
    expect(decide(document('x/a', { title: 'L', mood: 'gay' }, null, 3), [other])).toMatchObject({ title: 'L' });
    expect(decide(document('x/a', { title: 'N', mood: 'gay' }, null, 3), [other])).toBe(null);
  });
});

/** With the order of the keys, which templates can see. */
function paramsOf({ params }: PageRecord): string {
  return JSON.stringify(params);
}
