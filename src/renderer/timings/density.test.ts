import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LaneSpan } from '../../shared/report.ts';
import { densityOf } from './density.ts';

test('the area of the picture is the time that was worked', () => {
  const tasks = fc.array(
    fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })),
    {
      maxLength: 50,
    },
  );
  fc.assert(
    fc.property(tasks, (list) => {
      let at = 0;
      const spans: LaneSpan[] = list.map(([pause, wall]) => {
        const start = at + pause;
        at = start + wall;
        return { lane: 1, phase: 'render', start, wall, items: 1 };
      });
      const worked = spans.reduce((sum, { wall }) => sum + wall, 0);
      const drawn = densityOf(spans, (milliseconds) => milliseconds * 2).reduce((sum, { share }) => sum + share, 0);
      expect(drawn / 2).toBeCloseTo(worked, 5);
    }),
  );
});
