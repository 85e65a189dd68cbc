import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ShownPage } from '../../engine/types.ts';
import { PreviewPace } from './preview-pace.ts';

let renders: { url: string; trusting: boolean; end(shown?: Partial<ShownPage>): void; fail(error: Error): void }[];
let announced: (string[] | null)[];
let numbers: number[];
let errors: unknown[];
let pace: PreviewPace;

beforeEach(() => {
  vi.useFakeTimers();
  renders = [];
  announced = [];
  numbers = [];
  errors = [];
  pace = new PreviewPace({
    render: (url, trusting) =>
      new Promise((resolve, fail) => {
        const end = (shown: Partial<ShownPage> = {}): void => resolve({ url, found: true, ...shown } as ShownPage);
        renders.push({ url, trusting, end, fail });
      }),
    announce: (urls, changes) => {
      announced.push(urls);
      numbers.push(changes);
    },
    onError: (error) => errors.push(error),
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

  it.each([
    ['is told of when it is another with care', 'other', [null, ['/a/']]],
    ['is not told of when it is the same', 'one', [null]],
  ])('that was shown on trust %s, when nobody types', async (_what, html, told) => {
    pace.changed(null);
    const shown = pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    renders[0]?.end({ html: 'one', trusted: true });
    await shown;
    await vi.advanceTimersByTimeAsync(200);
    expect(renders.map(({ trusting }) => trusting)).toEqual([true]);
    await vi.advanceTimersByTimeAsync(200);
    expect(renders.map(({ trusting }) => trusting)).toEqual([true, false]);
    renders[1]?.end({ html, trusted: false });
    await vi.advanceTimersByTimeAsync(100);
    expect(announced).toEqual(told);
  });

  it('that was shown on trust is not looked at again while it changes', async () => {
    for (let key = 0; key < 5; key++) {
      pace.changed(['/a/']);
      const shown = pace.show('/a/');
      await vi.advanceTimersByTimeAsync(0);
      renders[key]?.end({ html: String(key), trusted: true });
      await shown;
      await vi.advanceTimersByTimeAsync(200);
    }
    pace.changed(['/b/']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(renders.filter(({ trusting }) => !trusting)).toEqual([]);
  });

  it('that was shown on trust and fails with care is heard of, and the next one is made', async () => {
    const shown = pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    renders[0]?.end({ html: 'one', trusted: true });
    await shown;
    await vi.advanceTimersByTimeAsync(400);
    const mistake = new Error('a mistake');
    renders[1]?.fail(mistake);
    await vi.advanceTimersByTimeAsync(0);
    expect(errors).toEqual([mistake]);
    const next = pace.show('/a/');
    await vi.advanceTimersByTimeAsync(0);
    renders[2]?.end({ html: 'two' });
    expect((await next).html).toBe('two');
  });
});
