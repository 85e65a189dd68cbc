import { expect, it } from 'vitest';
import { isSwap, slips } from './slips.ts';

it.each([
  ['title', 'title', 0],
  ['titel', 'title', 1],
  ['titl', 'title', 1],
  ['tutle', 'title', 1],
  ['tltie', 'title', 2],
  ['itlte', 'title', 2],
])('%s is %s with %i slips', (word, meant, count) => {
  expect([slips(word, meant), slips(meant, word)]).toEqual([count, count]);
});

it('a swap is of two neighbours, once', () => {
  expect(isSwap('adte', 'date')).toBe(true);
  expect(isSwap('date', 'date')).toBe(false);
  expect(isSwap('dat', 'date')).toBe(false);
  expect(isSwap('adet', 'date')).toBe(false);
});
