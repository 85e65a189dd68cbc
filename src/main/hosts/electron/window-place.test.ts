import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeWindow, smallest } from './window-place.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };

it('the first window is in the middle', () => {
  expect(placeWindow({ saved: null, areas: [screen], taken: [] })).toEqual({ x: 240, y: 90, width: 1440, height: 900 });
});

it('a window stays where it was, on whichever screen', () => {
  for (const saved of [
    { x: 10, y: 20, width: 1000, height: 700 },
    { x: 1950, y: 30, width: 1100, height: 800 },
  ]) {
    expect(placeWindow({ saved, areas: [screen, second], taken: [] })).toEqual(saved);
  }
});

it('a window of a screen that is gone is in the middle of the first', () => {
  const saved = { x: 2500, y: 100, width: 900, height: 700 };
  expect(placeWindow({ saved, areas: [screen], taken: [] })).toEqual({ x: 240, y: 90, width: 1440, height: 900 });
});

it('a window half off the screen is moved onto it', () => {
  const saved = { x: 1500, y: -200, width: 1000, height: 700 };
  expect(placeWindow({ saved, areas: [screen], taken: [] })).toEqual({ x: 920, y: 0, width: 1000, height: 700 });
});

it('two windows in one place are both seen', () => {
  const saved = { x: 10, y: 20, width: 1000, height: 700 };
  const next = placeWindow({ saved, areas: [screen], taken: [saved] });
  expect(next).toEqual({ x: 38, y: 48, width: 1000, height: 700 });
  expect(placeWindow({ saved, areas: [screen], taken: [saved, next] })).toMatchObject({ x: 66, y: 76 });
});

it('law: a window lies within one screen and is as large as the screen allows it to be used', () => {
  const number = fc.integer({ min: -5000, max: 5000 });
  const size = fc.integer({ min: 1, max: 5000 });
  const bounds = fc.record({ x: number, y: number, width: size, height: size });
  const area = fc.record({
    x: number,
    y: number,
    width: fc.integer({ min: 640, max: 4000 }),
    height: fc.integer({ min: 480, max: 3000 }),
  });
  const input = fc.record({
    saved: fc.option(bounds),
    areas: fc.tuple(area, area),
    taken: fc.array(bounds, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(input, ({ saved, areas, taken }) => {
      const { x, y, width, height } = placeWindow({ saved, areas, taken });
      const home = areas.find(
        (one) => x >= one.x && y >= one.y && x + width <= one.x + one.width && y + height <= one.y + one.height,
      );
      expect(home).toBeDefined();
      expect(width).toBeGreaterThanOrEqual(Math.min(smallest.width, ...areas.map((one) => one.width)));
      expect(height).toBeGreaterThanOrEqual(Math.min(smallest.height, ...areas.map((one) => one.height)));
    }),
  );
});
