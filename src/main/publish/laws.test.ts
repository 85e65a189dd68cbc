import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

import type { Source, TargetAdapter } from './adapter.ts';
import { draftPublish, draftUndo } from './draft.ts';
import { openFolder } from './folder/folder-adapter.ts';
import { applyTo } from './publish.ts';
import { statePaths } from './state/state-paths.ts';
import type { Target } from './targets/schema.ts';
import {
  ALL_ANSWERS,
  type Files,
  filesIn,
  folderTarget,
  makeBuild,
  makeWorld,
  publish,
  putFiles,
  removeWorlds,
  sorted,
  undo,
  type World,
} from './testing/site.ts';
import type { Publication } from './types.ts';

vi.setConfig({ testTimeout: 180_000 });
afterEach(removeWorlds);

class Killed extends Error {}

/** Dies at its nth step, in the middle of it or before it; looks at the target after every one. */
class Mortal implements TargetAdapter {
  readonly atOnce = false;
  readonly parallel = 1;
  steps = 0;

  constructor(
    private readonly inner: TargetAdapter,
    private readonly dieAt: number,
    private readonly afterStep: () => Promise<void> = async () => {},
  ) {}

  nameProblem = (path: string): string | null => this.inner.nameProblem(path);
  fold = (path: string): string => this.inner.fold(path);
  survey: TargetAdapter['survey'] = (paths, signal) => this.inner.survey(paths, signal);
  close = (): Promise<void> => this.inner.close();
  read: TargetAdapter['read'] = (path, take) => this.#step(() => this.inner.read(path, take));
  begin: TargetAdapter['begin'] = (...all) => this.#step(() => this.inner.begin(...all));
  put = (source: Source): Promise<void> => this.#step(() => this.inner.put(source));
  remove = (path: string): Promise<void> => this.#step(() => this.inner.remove(path));
  finish: TargetAdapter['finish'] = (note) => this.#step(() => this.inner.finish(note));

  async #step<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.steps++ === this.dieAt) throw new Killed();
    const result = await work();
    await this.afterStep();
    return result;
  }
}

/** @returns whether it came to its end */
async function runUntil(world: World, target: Target, build: Publication | null, mortal: Mortal): Promise<boolean> {
  const paths = statePaths(world.state, target);
  const signal = new AbortController().signal;
  try {
    const draft =
      build === null
        ? await draftUndo(mortal, paths, target, signal)
        : await draftPublish(mortal, paths, target, build, signal);
    await applyTo(mortal, paths, draft.plan, build, { answers: ALL_ANSWERS });
    return true;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return false;
  }
}

/** One that was killed before its first change has begun nothing that could be taken back. */
async function isUnfinished(world: World, target: Target): Promise<boolean> {
  return (await readFile(statePaths(world.state, target).intent, 'utf8').catch(() => null)) !== null;
}

const mortal = async (world: World, dieAt: number, after?: () => Promise<void>): Promise<Mortal> =>
  new Mortal(await openFolder(world.target), dieAt, after);

/** Names that are also folders of other names, so that files stand where folders have to be. */
const path = fc.constantFrom(
  'a',
  'a/b',
  'a/b/c.html',
  'a/x.css',
  'b',
  'b/index.html',
  'index.html',
  'feed.xml',
  'd.css',
  'e/f/g.js',
);
const anyFiles = fc.dictionary(path, fc.constantFrom('1', '2', '3')).map(withoutClashes);

/** A file set that can exist: no file is a folder of another. */
function withoutClashes(files: Files): Files {
  const paths = Object.keys(files);
  return Object.fromEntries(
    Object.entries(files).filter(([one]) => !paths.some((other) => other.startsWith(`${one}/`))),
  );
}

const built = anyFiles.filter((files) => Object.keys(files).length > 0);
/** What others have there, beside what a site has. */
const foreign = fc.dictionary(fc.constantFrom('z/1', 'z/2', 'e/mine', 'own.txt'), fc.constantFrom('x', 'y'));

async function withWorld(work: (world: World, target: Target) => Promise<void>): Promise<void> {
  const world = await makeWorld();
  await work(world, await folderTarget(world));
  await removeWorlds();
}

describe('for any sites', () => {
  it('publishing leaves what is new and what is foreign; taking back leaves what was there before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(built, { minLength: 1, maxLength: 3 }), foreign, async (sites, others) => {
        await withWorld(async (world, target) => {
          await putFiles(world.target, others);
          const before: Files[] = [];
          for (const site of sites) {
            before.push(await filesIn(world.target));
            await publish(world, target, await makeBuild(world, site));
            expect(await filesIn(world.target)).toEqual(sorted({ ...site, ...others }));
          }
          for (const earlier of before.toReversed()) {
            await undo(world, target);
            expect(await filesIn(world.target)).toEqual(earlier);
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  it('files of others under names that the site needs come back when it is taken back', async () => {
    await fc.assert(
      fc.asyncProperty(built, built, async (theirs, site) => {
        const clash = withoutClashes({ ...theirs, ...site });
        fc.pre([...Object.keys(theirs), ...Object.keys(site)].every((one) => one in clash));
        await withWorld(async (world, target) => {
          await putFiles(world.target, theirs);
          await publish(world, target, await makeBuild(world, site));
          expect(await filesIn(world.target)).toEqual(sorted({ ...theirs, ...site }));
          await undo(world, target);
          expect(await filesIn(world.target)).toEqual(sorted(theirs));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('killed anywhere, and run again or taken back, it ends as if nothing had happened', async () => {
    const death = fc.nat({ max: 14 });
    await fc.assert(
      fc.asyncProperty(built, built, foreign, death, death, async (first, second, others, dies, diesAgain) => {
        await withWorld(async (world, target) => {
          await putFiles(world.target, others);
          await publish(world, target, await makeBuild(world, first));
          const before = await filesIn(world.target);
          const build = await makeBuild(world, second);
          const done =
            (await runUntil(world, target, build, await mortal(world, dies))) ||
            (await runUntil(world, target, build, await mortal(world, diesAgain)));
          if (!done && (await isUnfinished(world, target))) {
            await undo(world, target);
            expect(await filesIn(world.target)).toEqual(before);
          }
          await publish(world, target, build);
          expect(await filesIn(world.target)).toEqual(sorted({ ...second, ...others }));
          const changed = JSON.stringify(sorted(first)) !== JSON.stringify(sorted(second));
          if (changed) {
            if (!(await runUntil(world, target, null, await mortal(world, dies)))) await undo(world, target);
            expect(await filesIn(world.target)).toEqual(before);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a publish that is killed at each step', () => {
  const BEFORE = {
    'index.html': 'needs css/old.css posts/a/pic.png',
    'css/old.css': 'old',
    'posts/a/index.html': 'needs css/old.css posts/a/pic.png',
    'posts/a/pic.png': 'picture',
    'feed.xml': 'needs posts/a/pic.png',
  };
  const AFTER = {
    'index.html': 'needs css/new.css posts/b/pic.png',
    'css/new.css': 'new',
    'posts/b/index.html': 'needs css/new.css posts/b/pic.png',
    'posts/b/pic.png': 'picture',
    'posts/index.html': 'needs css/new.css',
    'feed.xml': 'needs posts/b/pic.png',
  };

  async function expectWhole(world: World): Promise<void> {
    const files = await filesIn(world.target);
    for (const [page, text] of Object.entries(files)) {
      const needed = text.startsWith('needs ') ? text.slice(6).split(' ') : [];
      for (const asset of needed) expect(files, `${page} needs ${asset}`).toHaveProperty([asset]);
    }
  }

  it('never shows a page that points at an asset that is not there, and can be run again or taken back', async () => {
    let steps = 0;
    for (let dieAt = 0; steps === 0 || dieAt < steps; dieAt++) {
      for (const next of ['again', 'back'] as const) {
        const world = await makeWorld();
        const target = await folderTarget(world);
        await publish(world, target, await makeBuild(world, BEFORE));
        const build = await makeBuild(world, AFTER);
        const dying = await mortal(world, dieAt, () => expectWhole(world));
        expect(await runUntil(world, target, build, dying)).toBe(false);
        await expectWhole(world);
        if (next === 'again' || !(await isUnfinished(world, target))) {
          await publish(world, target, build);
          expect(await filesIn(world.target)).toEqual(sorted(AFTER));
        }
        const back = await mortal(world, Number.POSITIVE_INFINITY, () => expectWhole(world));
        expect(await runUntil(world, target, null, back)).toBe(true);
        expect(await filesIn(world.target)).toEqual(sorted(BEFORE));
        if (steps === 0) {
          const counting = await mortal(world, Number.POSITIVE_INFINITY);
          await runUntil(world, target, build, counting);
          steps = counting.steps;
        }
      }
    }
    expect(steps).toBeGreaterThan(12);
  });

  it('would be noticed if it came in another order', async () => {
    const world = await makeWorld();
    await putFiles(world.target, { 'index.html': AFTER['index.html'] });
    await expect(expectWhole(world)).rejects.toThrow('needs css/new.css');
  });

  it('tells the whole story when it was finished by another run', async () => {
    const world = await makeWorld();
    const target = await folderTarget(world);
    await publish(world, target, await makeBuild(world, BEFORE));
    const build = await makeBuild(world, AFTER);
    await runUntil(world, target, build, await mortal(world, 9));
    const { done, plan } = await publish(world, target, build);
    expect(plan.unfinished).toBe(true);
    expect(done.release?.story.sentence).toBe('1 changed, 2 new, 1 removed');
  });

  it('leaves nothing half written behind once it was run again', async () => {
    const world = await makeWorld();
    const target = await folderTarget(world);
    const paths = statePaths(world.state, target);
    const build = await makeBuild(world, AFTER);
    await runUntil(world, target, build, await mortal(world, 3));
    const token = /"tokens":\["([0-9a-f]+)"\]/.exec(await readFile(paths.intent, 'utf8'))?.[1];
    await putFiles(world.target, {
      [`posts/b/.galley-${token}-7.tmp`]: 'half',
      'posts/b/.galley-000000000000-7.tmp': 'foreign',
    });
    await publish(world, target, build);
    expect(await filesIn(world.target)).toEqual(sorted({ ...AFTER, 'posts/b/.galley-000000000000-7.tmp': 'foreign' }));
  });
});
