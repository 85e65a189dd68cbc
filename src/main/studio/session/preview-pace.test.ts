import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShownPage } from '../../engine/types.ts';
import { PreviewPace } from './preview-pace.ts';

let renders: { url: string; end(): void }[];
let announced: (string[] | null)[];
let pace: PreviewPace;

beforeEach(() => {
  vi.useFakeTimers();
  renders = [];
  announced = [];
  pace = new PreviewPace({
    render: (url) => new Promise((resolve) => renders.push({ url, end: () => resolve({ url } as ShownPage) })),
    announce: (urls) => announced.push(urls),
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

  it('are told of changes ten times a second at most, and never while a page is made', async () => {
    pace.changed(['/a/']);
    await vi.advanceTimersByTimeAsync(0);
    expect(announced).toEqual([['/a/']]);
    for (let at = 0; at < 10; at++) {
      pace.changed([`/${at}/`]);
      await vi.advanceTimersByTimeAsync(5);
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
});
