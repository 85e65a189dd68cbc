import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collectFacts } from './collect-facts.ts';
import { decodeFacts, encodeFacts } from './facts-batch.ts';
import type { PageFacts, ReferenceKind } from './types.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 20 }));
const nullable = fc.option(text, { nil: null });
const kind = fc.constantFrom<ReferenceKind>(
  ...([
    'link',
    'image',
    'media',
    'style',
    'script',
    'font',
    'frame',
    'icon',
    'manifest',
    'meta',
    'svg',
    'css',
    'other',
  ] as const),
);
const facts: fc.Arbitrary<PageFacts> = fc.record({
  references: fc.array(fc.record({ kind, url: text })),
  ids: fc.array(text),
  repeatedIds: fc.array(text),
  headings: fc.array(fc.record({ level: fc.integer({ min: 1, max: 6 }), text })),
  images: fc.array(fc.record({ src: text, alt: nullable, sized: fc.boolean() })),
  language: nullable,
  title: nullable,
  description: nullable,
  base: nullable,
  marks: fc.array(text),
  noindex: fc.boolean(),
});

it('comes back as it went, also through a clone', () => {
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 6 }), (batch) => {
      expect(decodeFacts(structuredClone(encodeFacts(batch)))).toEqual(batch);
    }),
  );
});

it('holds what pages share once', () => {
  const page = collectFacts('<nav><a href="/about-this-site/">About</a></nav>');
  const one = encodeFacts([page]);
  const many = encodeFacts(Array.from({ length: 50 }, () => page));
  expect(many.text).toBe(one.text);
  const [first, second] = decodeFacts(many) as [PageFacts, PageFacts];
  expect(first.references[0]).toBe(second.references[0]);
});
