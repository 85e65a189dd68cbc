import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCodePoints, comparePages, type Listed, sortBy, sortCodePoints } from './order.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '😀', '𐀀') });

function byPoints(a: string, b: string): number {
  const x = [...a].map((character) => character.codePointAt(0) as number);
  const y = [...b].map((character) => character.codePointAt(0) as number);
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return (x[i] as number) - (y[i] as number);
  return x.length - y.length;
}

describe('order by code point', () => {
  it('is that of the code points', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(byPoints(a, b)));
      }),
    );
    expect(['😀', '\uffff'].sort()).toEqual(['😀', '\uffff']);
    expect(sortCodePoints(['😀', '\uffff'])).toEqual(['\uffff', '😀']);
  });

  it('is the same for every way of sorting', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const expected = [...texts].sort(byPoints);
        expect(sortCodePoints([...texts])).toEqual(expected);
        expect(sortBy([...texts], (item) => item)).toEqual(expected);
      }),
    );
  });
});

describe('list order', () => {
  const page = (given: Partial<Listed>): Listed => ({
    weight: null,
    date: null,
    title: '',
    source: null,
    output: '',
    ...given,
  });

  it('is weight, date descending, title, path', () => {
    const pages = [
      page({ weight: 1, title: 'weight' }),
      page({ date: '2024-01-01T00:00:00+00:00', title: 'new' }),
      page({ date: '2024-01-01T00:30:00+01:00', title: 'earlier than it looks' }),
      page({ title: 'A', source: 'b.md' }),
      page({ title: 'B', source: 'a.md' }),
      page({ title: 'B', source: 'b.md' }),
    ];
    expect([...pages].reverse().sort(comparePages)).toEqual(pages);
  });
});
