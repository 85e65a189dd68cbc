import { expect, test } from 'vitest';
import type { BuildCounts, PhaseTiming } from '../../shared/report.ts';
import { madeSentence, remadeSentence, timeSentence } from './summary.ts';

function timing(phase: PhaseTiming['phase'], wall: number): PhaseTiming {
  return { phase, wall, start: 0, cpu: wall, items: 1 };
}

test('the sentence names what took most of the time', () => {
  expect(timeSentence(410, [timing('render', 100), timing('prepare', 280)])).toBe('410 ms, mostly pictures and styles');
  expect(timeSentence(410, [timing('render', 200), timing('parse', 150), timing('save', 10)])).toBe(
    '410 ms, most of it making pages, then reading pages',
  );
  expect(timeSentence(0, [])).toBe('under 1 ms');
});

test('what was kept is said, where anything was', () => {
  const said = (pages: number, rendered: number) => madeSentence({ counts: { pages, rendered } as BuildCounts });
  expect(said(24, 24)).toBe(null);
  expect(said(10_023, 1)).toBe('1 of 10,023 pages was made again, 10,022 kept as before');
  expect(said(24, 3)).toBe('3 of 24 pages were made again, 21 kept as before');
  expect(said(24, 0)).toBe('No page had to be made again: 24 pages kept');
});

test('why all had to be made again is said, unless it was asked for', () => {
  expect(remadeSentence({ remade: 'site.yaml: language changed' })).toBe(
    'All was made again: site.yaml: language changed.',
  );
  expect(remadeSentence({ remade: 'clean build' })).toBe(null);
  expect(remadeSentence({ remade: null })).toBe(null);
});
