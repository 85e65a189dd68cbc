import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { snapshot as testSnapshot } from '../kernel/site/testing.ts';
import type { SiteRef } from '../kernel/tasks.ts';
import { testWorkerPath } from '../main/engine/testing/bundle-worker.ts';
import type { PageRecord } from '../shared/snapshot.ts';
import { adoptSite, forgetSites, isLoaded, loadSite } from './loaded-site.ts';
import { rest } from './rest.ts';
import { openIndex } from './show.ts';

const { snapshot } = testSnapshot({ pages: [{ path: 'a.md', title: 'A', template: 'page.njk', html: '' }] });

function shared(): SharedArrayBuffer {
  return text(snapshot);
}

function text(value: unknown): SharedArrayBuffer {
  const bytes = Buffer.from(JSON.stringify(value));
  const buffer = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function version(number: number, site = 'a site'): SiteRef {
  return {
    site,
    version: number,
    snapshot: shared(),
    base: number,
    patch: null,
    change: null,
    bodies: [],
    encoder: '',
  };
}

afterEach(() => {
  forgetSites();
});

describe('what a thread keeps decoded', () => {
  it('is one version of a site, the one in work', () => {
    const [first, second] = [version(1), version(2)];
    const loaded = loadSite(first);
    expect(loadSite(first)).toBe(loaded);
    loadSite(second);
    expect([isLoaded(first), isLoaded(second)]).toEqual([false, true]);
    expect(loadSite(first).index.record(0)).toMatchObject({ url: loaded.index.record(0).url });
  });

  it('is also a second site that was given to it, which it could not decode again', () => {
    const [first, second] = ['one', 'two'].map((site) => ({ ...version(1, site), snapshot: null }));
    for (const site of [first!, second!]) adoptSite({ site, snapshot: structuredClone(snapshot) });
    for (const site of [first!, second!, first!]) expect(loadSite(site).index.record(0).title).toBeDefined();
  });

  it('is a later version made of an earlier one and what changed', () => {
    const first = version(1);
    const before = loadSite(first).index.record(0).title;
    const { pages, ...rest } = { ...snapshot, version: 2 };
    const title = `${before} and more`;
    const patch = text({ rest, pages: [[0, { ...pages[0], title }]] });
    const second: SiteRef = { ...version(2), base: 1, patch };
    expect(loadSite(second).index.record(0).title).toBe(title);
    expect(loadSite(first).index.record(0).title).toBe(before);
    forgetSites();
    expect(loadSite(second).index.record(0).title).toBe(title);
    expect(loadSite(second).index.snapshot).toMatchObject({ version: 2 });
  });

  it('takes over what is the same from a version that it is known to follow', () => {
    const { pages, ...rest } = snapshot;
    const at = pages.findIndex((page) => page.title === 'A');
    const { id } = pages[at]!;
    const title = 'Another';
    const list = 'column:title@[["site.pages"]]';
    const keys = [list, 'column:url@[["site.pages"]]', 'query:[["site.pages"]]', `page:${id}.title`, 'time'];
    const follow = (kinds: string[], since: number) => {
      forgetSites();
      const first = loadSite(version(1)).index;
      for (const key of keys) first.fingerprint(key);
      const of = { pages: new Map([[id, new Set(['title'] as const)]]), kinds: new Set(kinds) };
      const patch = text({
        rest: { ...rest, version: 2, time: '2031-01-01T00:00:00Z' },
        pages: [[at, { ...pages[at], title }]],
      });
      const second = loadSite({ ...version(2), base: 1, patch, change: { since, of } }).index;
      return { first, second, values: keys.map((key) => second.fingerprint(key)) };
    };
    const followed = follow(['time'], 1);
    expect(followed.second.lookups).toBe(followed.first.lookups);
    const anew = follow(['time'], 2);
    expect(anew.second.lookups).not.toBe(anew.first.lookups);
    expect(followed.values).toEqual(anew.values);
    expect(followed.values[0]).toContain(title);
    const renamed = follow(['time', 'near'], 1);
    expect(renamed.second.lookups).not.toBe(renamed.first.lookups);
    expect(renamed.values).toEqual(anew.values);
  });

  it('has the lists of further pages in each version, whichever it got first', () => {
    const { pages: records, ...others } = structuredClone(snapshot);
    const paged = (number: number, all: number[]): PageRecord['list'] => ({
      ...{ pages: all, allPages: all, sections: [], taxonomy: null, term: null },
      paginator: { number, size: 1, total: 2, items: [number - 1], pages: all },
    });
    const [home] = records as [PageRecord];
    const pages = [
      { ...home, list: paged(1, [0, 1]) },
      { ...home, id: `${home.id}#2`, list: paged(2, []) },
      ...records,
    ];
    const whole = text({ ...others, pages });
    const later = (number: number, since: number): SiteRef => ({
      ...{ ...version(number), snapshot: whole, base: 1 },
      patch: text({ rest: { ...others, version: number }, pages: [[2, { ...pages[2], title: `Title ${number}` }]] }),
      change: { since, of: { pages: new Map([[home.id, new Set(['title'] as const)]]), kinds: new Set<string>() } },
    });
    for (const number of [2, 3, 4]) {
      const { list } = loadSite(later(number, number - 1)).index.record(1);
      expect([list?.pages, list?.paginator?.pages]).toEqual([
        [0, 1],
        [0, 1],
      ]);
    }
  });

  it('is nothing when a build has ended', () => {
    const built = version(1);
    loadSite(built);
    rest();
    expect(isLoaded(built)).toBe(false);
  });

  it('is only the new build in the thread that shows pages', () => {
    const builds = [version(1), version(1, 'a site shown'), version(2)];
    for (const build of builds.slice(0, 2)) loadSite(build, 3);
    expect(builds.map(isLoaded)).toEqual([true, true, false]);
    openIndex(builds[2]!);
    expect(builds.map(isLoaded)).toEqual([false, false, true]);
  });
});

describe.skipIf(process.platform !== 'linux')('a thread of a pool behind a window', () => {
  const program = `
    const { readlinkSync } = require('node:fs');
    const { getPriority } = require('node:os');
    const { parentPort, workerData } = require('node:worker_threads');
    import(workerData).then(() => parentPort.postMessage(getPriority(Number(readlinkSync('/proc/thread-self').split('/').pop()))));
  `;
  const priorityWith = async (env: NodeJS.ProcessEnv): Promise<number> => {
    const workerData = pathToFileURL(testWorkerPath).href;
    const [priority] = (await once(new Worker(program, { eval: true, workerData, env }), 'message')) as [number];
    return priority;
  };

  it('stands back, and no other does', async () => {
    const usual = await priorityWith(process.env);
    expect(await priorityWith({ ...process.env, GALLEY_STAND_BACK: '1' })).toBe(Math.max(usual, 10));
    expect(await priorityWith(process.env)).toBe(usual);
  });
});
