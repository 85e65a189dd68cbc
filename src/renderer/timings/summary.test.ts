import { expect, test } from 'vitest';
import type { PhaseTiming } from '../../shared/report.ts';
import { timeSentence } from './summary.ts';

function timing(phase: PhaseTiming['phase'], wall: number): PhaseTiming {
  return { phase, wall, start: 0, cpu: wall, items: 1 };
}

test('the sentence names what took most of the time', () => {
  expect(timeSentence(410, [timing('render', 100), timing('prepare', 280)])).toBe('410 ms, mostly pictures and styles');
  expect(timeSentence(410, [timing('render', 200), timing('parse', 150), timing('save', 10)])).toBe(
    '410 ms, most of it making pages and reading pages',
  );
  expect(timeSentence(0, [])).toBe('under 1 ms');
});
