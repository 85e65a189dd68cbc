import { expect, it } from 'vitest';
import { paced } from './paced.ts';

it('tells of ten thousand files ten times a second, and of the beginning and the end of each step', () => {
  let now = 0;
  const told: string[] = [];
  const progress = paced(
    ({ step, done, total }) => told.push(`${step} ${done}/${total}`),
    () => now,
  );
  for (const step of ['assets', 'pages'] as const) {
    for (let done = 1; done <= 1000; done += 1, now += 1) progress({ step, done, total: 1000 });
  }
  expect(told.slice(0, 3)).toEqual(['assets 1/1000', 'assets 101/1000', 'assets 201/1000']);
  expect(told).toContain('assets 1000/1000');
  expect(told).toContain('pages 1/1000');
  expect(told.at(-1)).toBe('pages 1000/1000');
  expect(told).toHaveLength(22);
});
