import { expect, it } from 'vitest';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';
import type { PageTexts } from '../cache/page-texts.ts';
import { SnapshotWriter } from './snapshot.ts';

const pagesOf = (text: string): PageTexts => ({ ids: ['a', 'b'], texts: [text, '"b"'] });

class Versions {
  readonly #writer = new SnapshotWriter();
  last: PageTexts | null = null;

  write(version: number, from: PageTexts | null, fields: string[], kinds: string[] = ['time']) {
    const now = pagesOf(`"${version}"`);
    const pages = new Map([['a', new Set(fields)]]) as never;
    const step = from === null ? null : { before: from, change: { pages, kinds: new Set(kinds) } };
    const { change } = this.#writer.write({ version, pages: [] } as unknown as SiteSnapshot, now, step);
    this.last = now;
    return change;
  }
}

it('says how a version differs from all that it is known to follow', () => {
  const versions = new Versions();
  expect(versions.write(1, null, [])).toBe(null);
  expect(versions.write(3, versions.last, ['title'])).toMatchObject({ since: 1 });
  expect(versions.write(4, versions.last, ['body'], ['time', 'data'])).toEqual({
    since: 1,
    of: { pages: new Map([['a', new Set(['title', 'body'])]]), kinds: new Set(['time', 'data']) },
  });
});

it('says nothing after one that may differ in any way, or that others were written before', () => {
  const versions = new Versions();
  versions.write(1, null, []);
  const first = versions.last;
  versions.write(2, first, ['title']);
  expect(versions.write(3, first, ['title'])).toBe(null);
  versions.write(4, versions.last, ['body']);
  expect(versions.write(5, null, [])).toBe(null);
  expect(versions.write(6, versions.last, ['body'])).toMatchObject({ since: 5 });
});

it('forgets what is long ago', () => {
  const versions = new Versions();
  versions.write(1, null, []);
  versions.write(2, versions.last, ['title']);
  for (let version = 3; version < 40; version++) versions.write(version, versions.last, ['body']);
  expect(versions.write(40, versions.last, ['body'])).toEqual({
    since: 32,
    of: { pages: new Map([['a', new Set(['body'])]]), kinds: new Set(['time']) },
  });
});
