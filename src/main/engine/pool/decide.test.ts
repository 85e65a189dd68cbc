import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideLanes } from './decide.ts';

const small = { documents: 300, bytes: 200_000 };
const large = { documents: 10_000, bytes: 5_000_000 };
const heavy = { documents: 300, bytes: 40_000_000 };

describe('who does the tasks of a build', () => {
  it('little work is done inline, where no thread has to be started', () => {
    expect(decideLanes(small, { cores: 2, warm: false, ownThread: true })).toEqual({ threads: 0, own: true });
  });

  it('much work is shared by threads and the thread of the command line', () => {
    expect(decideLanes(large, { cores: 2, warm: false, ownThread: true })).toEqual({ threads: 1, own: true });
    expect(decideLanes(heavy, { cores: 4, warm: false, ownThread: true })).toEqual({ threads: 3, own: true });
  });

  it('a thread that a window waits for does none, however little there is and on however few cores', () => {
    expect(decideLanes(small, { cores: 2, warm: false, ownThread: false })).toEqual({ threads: 2, own: false });
    expect(decideLanes(small, { cores: 1, warm: false, ownThread: false })).toEqual({ threads: 1, own: false });
    expect(decideLanes(large, { cores: 2, warm: false, ownThread: false })).toEqual({ threads: 2, own: false });
  });

  it('a pool that is running already is used for little work too', () => {
    expect(decideLanes(small, { cores: 2, warm: true, ownThread: true }).threads).toBe(1);
  });

  it('one core does everything itself', () => {
    expect(decideLanes(large, { cores: 1, warm: false, ownThread: true })).toEqual({ threads: 0, own: true });
  });

  it('what was asked for wins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.boolean(), (requested, warm) => {
        expect(decideLanes(large, { cores: 2, warm, ownThread: true, requested }).threads).toBe(requested);
      }),
    );
  });

  it('more work never gets fewer threads', () => {
    const work = fc.record({ documents: fc.nat(50_000), bytes: fc.nat(50_000_000) });
    fc.assert(
      fc.property(
        work,
        fc.nat(1_000),
        fc.nat(100_000),
        fc.integer({ min: 1, max: 16 }),
        (less, documents, bytes, cores) => {
          const means = { cores, warm: false, ownThread: true };
          const more = { documents: less.documents + documents, bytes: less.bytes + bytes };
          expect(decideLanes(more, means).threads).toBeGreaterThanOrEqual(decideLanes(less, means).threads);
        },
      ),
    );
  });
});
