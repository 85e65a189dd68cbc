import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Place, Proof } from '../../../shared/proof.ts';
import type { BuildEvent } from '../../../shared/report.ts';
import { testEnginePath } from '../../engine/testing/bundle-worker.ts';
import { engineOptions, TEST_TIME, testSites } from '../../engine/testing/site-folder.ts';
import { EngineLost } from './engine-lost.ts';
import { addPart, PART, takeApart } from './messages.ts';
import { ProgressFilter } from './progress-filter.ts';
import { RemoteSite } from './remote-site.ts';

const { site, removeAll } = testSites();
const opened: RemoteSite[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await removeAll();
});

const request = { now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 };

function open(root: string, enginePath = testEnginePath): RemoteSite {
  const remote = new RemoteSite(root, { ...engineOptions, ownThread: false }, enginePath);
  opened.push(remote);
  return remote;
}

describe('the engine in its own thread', () => {
  it('builds, lists, shows and explains as the engine does', async () => {
    const root = await site({ 'content/about.md': '# About\n\nHello.\n' });
    const remote = open(root);
    expect(await remote.listing()).toBeNull();
    const events: BuildEvent[] = [];
    const report = await remote.build({ ...request, onEvent: (event) => events.push(event) });
    expect(report.counts.pages).toBeGreaterThan(1);
    expect(events.map(({ type }) => type)).toContain('phase-finished');
    expect((await remote.listing())?.documents.map(({ source }) => source)).toEqual(['content/about.md']);
    const texts = [{ file: 'content/about.md', text: 'Goodbye.\n' }];
    const shown = await remote.showPage({ page: { source: 'content/about.md' }, texts, marks: false });
    expect(shown.html).toContain('Goodbye.');
    expect(await remote.explain('about.md')).toMatchObject({ url: '/birds/about/' });
    const { locate, basePath } = await remote.outline();
    expect([locate('content/a.md'), basePath]).toEqual([join(root, 'content/a.md'), '/birds/']);
    const [row] = await remote.reports();
    expect(row).toMatchObject({ started: report.started, pages: report.counts.pages });
    expect(await remote.report(report.started)).toMatchObject({ started: report.started, lanes: report.lanes });
    expect(await remote.report('never')).toBeNull();
  });

  it('brings errors over as what they were', async () => {
    const root = await site({});
    const remote = open(root);
    await rm(join(root, 'site.yaml'));
    await expect(remote.build(request)).rejects.toMatchObject({
      name: 'CannotBuild',
      code: 'site-missing',
      advice: expect.stringContaining('.'),
    });
    await writeFile(join(root, 'site.yaml'), 'title: A\nurl: https://example.com/\n');
    const controller = new AbortController();
    const build = remote.build(request, controller.signal);
    controller.abort();
    await expect(build).rejects.toMatchObject({ name: 'AbortError' });
    expect((await remote.build(request)).verdict).toBeDefined();
  });

  it('survives the thread: what was asked ends with a plain error, the next call begins anew', async () => {
    const root = await site({ 'content/about.md': 'Hello.\n' });
    const fragile = join(root, 'fragile.mjs');
    await writeFile(
      fragile,
      `import { parentPort } from 'node:worker_threads';
       await import(${JSON.stringify(pathToFileURL(testEnginePath).href)});
       parentPort.on('message', ({ name }) => { if (name === 'explain') process.exit(1); });`,
    );
    const remote = open(root, fragile);
    await remote.build(request);
    const [explained, listed] = await Promise.allSettled([remote.explain('about.md'), remote.explain('about.md')]);
    for (const one of [explained, listed]) {
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(EngineLost) });
    }
    expect(await remote.listing()).toBeNull();
    expect((await remote.build(request)).counts.pages).toBeGreaterThan(0);
  });

  it('tells what changed only to the thread in which the last build ended well', async () => {
    const root = await site({});
    const echo = join(root, 'echo.mjs');
    await writeFile(
      echo,
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', ({ id, name, args }) => {
         if (name === 'explain') process.exit(1);
         const [{ changed = null, drafts }] = args;
         if (drafts) parentPort.postMessage({ type: 'error', id, error: { name: 'Error', message: 'no', stack: null, code: null, advice: null } });
         else parentPort.postMessage({ type: 'result', id, result: { changed } });
       });`,
    );
    const remote = open(root, echo);
    const told = async (): Promise<unknown> => {
      const report = await remote.build({ ...request, changed: ['/a'] });
      return (report as unknown as { changed: unknown }).changed;
    };
    await expect(remote.build({ ...request, drafts: true })).rejects.toThrow('no');
    expect(await told()).toBeNull();
    expect(await told()).toEqual(['/a']);
    await expect(remote.build({ ...request, drafts: true })).rejects.toThrow('no');
    expect(await told()).toEqual(['/a']);
    await expect(remote.explain('a')).rejects.toBeInstanceOf(EngineLost);
    expect(await told()).toBeNull();
    expect(await told()).toEqual(['/a']);
  });

  it('builds again after the thread died in the middle of a build', async () => {
    const root = await site(
      Object.fromEntries(Array.from({ length: 300 }, (_x, at) => [`content/p${at}.md`, 'Text.\n'])),
    );
    const fragile = join(root, 'fragile.mjs');
    await writeFile(
      fragile,
      `import { parentPort } from 'node:worker_threads';
       await import(${JSON.stringify(pathToFileURL(testEnginePath).href)});
       parentPort.on('message', ({ name }) => { if (name === 'explain') process.exit(1); });`,
    );
    const remote = open(root, fragile);
    let begun: () => void = () => {};
    const parsing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const building = remote.build({
      ...request,
      onEvent: (event) => {
        if (event.type === 'phase-started' && event.phase === 'parse') begun();
      },
    });
    const lost = expect(building).rejects.toBeInstanceOf(EngineLost);
    await parsing;
    await expect(remote.explain('x')).rejects.toBeInstanceOf(EngineLost);
    await lost;
    expect((await remote.build(request)).counts.pages).toBeGreaterThan(300);
  });

  it('answers no more once it is closed', async () => {
    const remote = open(await site({}));
    const building = remote.build(request);
    await remote.close();
    await expect(building).rejects.toThrow();
    await expect(remote.listing()).rejects.toBeInstanceOf(EngineLost);
  });
});

describe('long results', () => {
  const places = fc
    .nat({ max: 2500 })
    .map((count): Place[] => Array.from({ length: count }, (_x, at) => ({ file: `${at}` })));
  const proof = fc
    .record({
      places,
      pages: fc.nat({ max: 2500 }).map((count) => Array.from({ length: count }, (_x, at) => `/${at}/`)),
    })
    .map((lists) => ({ ...lists, code: 'alt-missing', cause: 'x' }) as unknown as Proof);
  const report = fc.record({
    started: fc.string(),
    proofs: fc.array(proof, { maxLength: 6 }),
    muted: fc.option(fc.array(fc.record({ proof, by: fc.constant({ code: 'x' }) }), { maxLength: 3 }), {
      nil: undefined,
    }),
  });

  it('come apart and together again unchanged, no part with much more than its share', () => {
    fc.assert(
      fc.property(report, (given) => {
        const before = structuredClone(given);
        const { head, parts } = structuredClone(takeApart('build', given));
        for (const part of parts) {
          const items = part.items as { places?: unknown[]; pages?: unknown[]; proof?: Proof }[];
          const weight = (item: (typeof items)[number]): number =>
            1 + ((item.proof ?? item).places?.length ?? 0) + ((item.proof ?? item).pages?.length ?? 0);
          expect(items.reduce((sum, item) => sum + weight(item), 0)).toBeLessThanOrEqual(3 * PART + 1);
          addPart(head, part);
        }
        expect(head).toEqual(before);
        expect(given).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});

describe('progress', () => {
  it('lets through every phase, and of its steps ten a second', () => {
    let now = 0;
    const sent: BuildEvent[] = [];
    const filter = new ProgressFilter(
      (event) => sent.push(event),
      () => now,
    );
    filter.take({ type: 'phase-started', phase: 'parse', total: null });
    for (let done = 1; done <= 100; done++, now += 10)
      filter.take({ type: 'phase-progress', phase: 'parse', done, total: 100 });
    filter.take({ type: 'phase-finished', timing: { phase: 'parse', start: 0, wall: 1, cpu: 1, items: 100 } });
    expect(sent).toHaveLength(12);
  });
});
