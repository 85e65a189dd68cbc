import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PreviewOrder } from '../../shared/contract/preview.ts';
import { Swaps } from './swaps.ts';

let orders: Extract<PreviewOrder, { type: 'swap' }>[];
let loads: number;
let isThere: boolean;
let swaps: Swaps;

const text = (version: number) => ({ file: 'content/a.md', version });

/** The page answers its last order. */
function swapped(changes: number, done = true): void {
  const number = orders.at(-1)?.number ?? 0;
  swaps.swapped({ number, done, changes });
}

beforeEach(() => {
  vi.useFakeTimers();
  orders = [];
  loads = 0;
  isThere = true;
  swaps = new Swaps({
    isThere: () => isThere,
    order: (order) => order.type === 'swap' && orders.push(order),
    load: () => loads++,
  });
});
afterEach(() => {
  swaps.end();
  vi.useRealTimers();
});

describe('a page that is looked at', () => {
  it('asks for an edit of this window at once, and not again when the host tells of it', () => {
    swaps.expect(text(2));
    expect(orders.map(({ after }) => after)).toEqual([text(2)]);
    swaps.changed(7);
    swapped(7);
    swaps.changed(7);
    expect(orders).toHaveLength(1);
  });

  it('asks again for a change that its answer does not show', () => {
    swaps.expect(text(2));
    swaps.changed(8);
    swapped(7);
    expect(orders.map(({ after }) => after)).toEqual([text(2), null]);
    swapped(8);
    expect(orders).toHaveLength(2);
  });

  it('has one order at a time; what comes meanwhile is one more', () => {
    for (let version = 2; version < 9; version++) swaps.expect(text(version));
    expect(orders).toHaveLength(1);
    swapped(1);
    expect(orders.map(({ after }) => after)).toEqual([text(2), text(8)]);
    swapped(2);
    expect(orders).toHaveLength(2);
  });

  it('is told when it is there, also of what it was told while another was in its place', () => {
    isThere = false;
    swaps.changed(3);
    expect(orders).toHaveLength(0);
    swaps.loaded(2);
    expect(orders).toHaveLength(1);
    swaps.loaded(2);
    expect(orders).toHaveLength(2);
    swapped(3);
    swaps.loaded(2);
    expect(orders).toHaveLength(2);
  });

  it('that was loaded after a change is told nothing of it', () => {
    swaps.changed(3);
    swaps.loaded(3);
    swaps.changed(3);
    expect(orders).toHaveLength(1);
    swaps.changed(4);
    expect(orders).toHaveLength(2);
  });

  it('is loaded when it cannot change itself, and when it does not say anything', async () => {
    swaps.changed(1);
    swapped(0, false);
    expect(loads).toBe(1);
    swaps.changed(2);
    await vi.advanceTimersByTimeAsync(6000);
    expect(loads).toBe(2);
    swaps.changed(3);
    expect(orders).toHaveLength(3);
    swaps.end();
    await vi.advanceTimersByTimeAsync(6000);
    expect(loads).toBe(2);
  });

  it('counts no answer to an earlier order', () => {
    swaps.changed(1);
    const first = orders[0]?.number ?? 0;
    swaps.loaded(0);
    swaps.swapped({ number: first, done: false, changes: 0 });
    expect(loads).toBe(0);
    expect(orders).toHaveLength(2);
  });
});
