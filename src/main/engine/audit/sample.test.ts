import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeSample } from './sample.ts';

const none: ReadonlySet<string> = new Set();

function items(count: number): { id: string }[] {
  return Array.from({ length: count }, (_, i) => ({ id: String(i).padStart(4, '0') }));
}

function ids({ sample }: { sample: { id: string }[] }): string[] {
  return sample.map(({ id }) => id);
}

describe('a sample', () => {
  it('gives everything its turn, each once a round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 70 }), (count, size) => {
        const all = items(count);
        const seen: string[] = [];
        let after: string | null = null;
        while (seen.length < count) {
          const next: ReturnType<typeof takeSample<{ id: string }>> = takeSample({ all, first: none, after, size });
          expect(new Set(ids(next)).size).toBe(next.sample.length);
          seen.push(...ids(next));
          after = next.after;
        }
        expect(new Set(seen.slice(0, count)).size).toBe(count);
      }),
    );
  });

  it('goes on although the one that had its turn last is gone, and begins again after the last', () => {
    const all = items(4);
    expect(ids(takeSample({ all, first: none, after: '0001x', size: 3 }))).toEqual(['0002', '0003', '0000']);
    expect(ids(takeSample({ all, first: none, after: '9', size: 2 }))).toEqual(['0000', '0001']);
    expect(takeSample({ all: [], first: none, after: 'x', size: 2 })).toEqual({ sample: [], after: 'x' });
  });

  it('begins with what was wrong before, which takes no turn from the others', () => {
    const next = takeSample({ all: items(5), first: new Set(['0003']), after: '0000', size: 3 });
    expect(ids(next)).toEqual(['0003', '0001', '0002']);
    expect(next.after).toBe('0002');
  });
});
