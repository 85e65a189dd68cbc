import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShownPage } from '../../engine/types.ts';
import { PreviewPace } from './preview-pace.ts';

let renders: { url: string; end(): void }[];
let announced: (string[] | null)[];
let numbers: number[];
let pace: PreviewPace;

beforeEach(() => {
  vi.useFakeTimers();
  renders = [];
  announced = [];
  numbers = [];
  pace = new PreviewPace({
    render: (url) =>
      new Promise((resolve) => renders.push({ url, end: () => resolve({ url, found: true } as ShownPage) })),
    announce: (urls, changes) => {
      announced.push(urls);
      numbers.push(changes);
    },
  });
});
afterEach(() => {
  pace.close();
  vi.useRealTimers();
});

describe('previews', () => {
  it('render one page at a time, once for all that wait for the same', async () => {
    const shown = [pace.show('/a/'), pace.show('/b/'), pace.show('/b/'), pace.show('/b/')];
    await vi.advanceTimersByTimeAsync(0);
    expect(renders.map(({ url }) => url)).toEqual(['/a/']);
    const later = pace.show('/a/');
    renders[0]?.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(renders.map(({ url }) => url)).toEqual(['/a/', '/b/']);
    renders[1]?.end();
    await vi.advanceTimersByTimeAsync(0);
    renders[2]?.end();
    expect((await Promise.all([...shown, later])).map(({ url }) => url)).toEqual(['/a/', '/b/', '/b/', '/b/', '/a/']);
    expect(renders).toHaveLength(3);
  });

  it('are told of changes twenty-five times a second at most, and never while a page is made', async () => {
    pace.changed(['/a/']);
    await vi.advanceTimersByTimeAsync(0);
    expect(announced).toEqual([['/a/']]);
    for (let at = 0; at < 10; at++) {
      pace.changed([`/${at}/`]);
      await vi.advanceTimersByTimeAsync(3);
    }
    expect(announced).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(announced[1]).toHaveLength(10);
    const shown = pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    pace.changed(['/a/']);
    pace.changed(null);
    await vi.advanceTimersByTimeAsync(1000);
    expect(announced).toHaveLength(2);
    renders[0]?.end();
    await shown;
    await vi.advanceTimersByTimeAsync(100);
    expect(announced[2]).toBeNull();
  });

  it('begin to be made while the window is told, for the page that is looked at, and are made once', async () => {
    const first = pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    renders[0]?.end();
    await first;
    pace.changed(['/b/']);
    await vi.advanceTimersByTimeAsync(0);
    expect(renders).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100);
    pace.changed(['/a/']);
    await vi.advanceTimersByTimeAsync(0);
    expect(announced).toEqual([['/b/'], ['/a/']]);
    expect(renders).toHaveLength(2);
    const told = pace.show('/a/');
    renders[1]?.end();
    await told;
    expect(renders).toHaveLength(2);
    void pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    expect(renders).toHaveLength(3);
  });

  it('that a window has asked for before it was told are not made once more', async () => {
    const first = pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    renders[0]?.end();
    const before = (await first).changes;
    pace.changed(['/a/']);
    const asked = pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    expect(renders).toHaveLength(2);
    renders[1]?.end();
    expect((await asked).changes).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(100);
    expect(announced).toEqual([['/a/']]);
    expect(numbers).toEqual([before + 1]);
    expect(renders).toHaveLength(2);
  });

  it('that were made ahead are not shown when something has changed since', async () => {
    const first = pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    renders[0]?.end();
    await first;
    pace.changed(null);
    await vi.advanceTimersByTimeAsync(0);
    expect(renders).toHaveLength(2);
    pace.changed(['/a/']);
    const shown = pace.show('/a/');
    renders[1]?.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(renders).toHaveLength(3);
    renders[2]?.end();
    await shown;
  });
});
