import { lstat, mkdir, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../engine/save/lock.ts';
import { applyPublish, currentRelease, planPublish, planUndo, releases, undoPublish } from './publish.ts';
import { statePaths } from './state/state-paths.ts';
import type { Target } from './targets/schema.ts';
import {
  ALL_ANSWERS,
  filesIn,
  folderTarget,
  makeBuild,
  makeWorld,
  publish,
  putFiles,
  removeWorlds,
  undo,
  type World,
} from './testing/site.ts';

let world: World;
let target: Target;

beforeEach(async () => {
  world = await makeWorld();
  target = await folderTarget(world);
});
afterEach(removeWorlds);

const FIRST = {
  'index.html': 'home /a.css',
  'a.css': 'red',
  'posts/one/index.html': 'one /a.css',
  'feed.xml': 'feed 1',
};
const SECOND = {
  'index.html': 'home /b.css',
  'b.css': 'blue',
  'posts/two/index.html': 'two /b.css',
  'feed.xml': 'feed 2',
};

describe('publishing to a folder', () => {
  it('puts the site there, then only what differs, and says it by page title', async () => {
    const first = await publish(world, target, await makeBuild(world, FIRST));
    expect(await filesIn(world.target)).toEqual(FIRST);
    expect(first.plan.story.sentence).toBe('2 new');
    expect(first.plan.story.pages[0]).toEqual({ title: 'Page index.html', url: '/index.html', change: 'new' });
    const second = await publish(world, target, await makeBuild(world, SECOND));
    expect(await filesIn(world.target)).toEqual(SECOND);
    expect(second.plan.story.sentence).toBe('1 changed, 1 new, 1 removed');
    expect(second.plan.added.map(({ path }) => path)).toEqual(['b.css', 'posts/two/index.html']);
    expect(second.plan.changed.map(({ path }) => path)).toEqual(['feed.xml', 'index.html']);
    expect(second.plan.deleted.map(({ path }) => path)).toEqual(['a.css', 'posts/one/index.html']);
    expect((await releases(target, world.state)).map(({ number, counts }) => [number, counts.files])).toEqual([
      [2, 4],
      [1, 4],
    ]);
  });

  it('is done when there is nothing to publish', async () => {
    await publish(world, target, await makeBuild(world, FIRST));
    const again = await publish(world, target, await makeBuild(world, FIRST));
    expect(again.plan.nothing).toBe(true);
    expect(again.done).toEqual({ release: null, message: expect.stringContaining('Nothing to publish') });
    expect(await releases(target, world.state)).toHaveLength(1);
  });

  it('leaves what others have there, and takes folders away that only it had', async () => {
    await putFiles(world.target, { 'private/notes.txt': 'mine', 'posts/old.txt': 'also mine' });
    await publish(world, target, await makeBuild(world, FIRST));
    await publish(world, target, await makeBuild(world, { 'index.html': 'home' }));
    const foreign = { 'private/notes.txt': 'mine', 'posts/old.txt': 'also mine' };
    expect(await filesIn(world.target)).toEqual({ ...foreign, 'index.html': 'home' });
    expect(await lstat(join(world.target, 'posts/one')).catch(() => null)).toBeNull();
  });

  it('replaces a page by a folder of its name, and a folder by a page', async () => {
    const before = { 'index.html': 'x', about: 'a file', 'team/a.txt': '1', 'team/b/c.txt': '2' };
    const after = { 'index.html': 'x', 'about/index.html': 'a page', team: 'a file' };
    await publish(world, target, await makeBuild(world, before));
    await publish(world, target, await makeBuild(world, after));
    expect(await filesIn(world.target)).toEqual(after);
    await undo(world, target);
    expect(await filesIn(world.target)).toEqual(before);
  });

  it('refuses a plan that is no longer true, of the target or of the site', async () => {
    const build = await makeBuild(world, FIRST);
    const plan = await planPublish(target, build, world.state);
    await putFiles(world.target, { 'a.css': 'somebody else' });
    await expect(applyPublish(plan, build, world.state)).rejects.toMatchObject({ code: 'stale-plan' });
    const fresh = await planPublish(target, build, world.state);
    await writeFile(join(build.folder, 'index.html'), 'another build');
    const work = { answers: { collisions: 'yes' } };
    await expect(applyPublish(fresh, build, world.state, work)).rejects.toMatchObject({ code: 'build-changed' });
    expect((await filesIn(world.target))['index.html']).toBeUndefined();
  });
});

describe('a publish that is cancelled', () => {
  it('ends with the reason it was given, at any step, and can be run again', async () => {
    await publish(world, target, await makeBuild(world, FIRST));
    const build = await makeBuild(world, SECOND);
    let cancelled = 0;
    for (let step = 1; ; step++) {
      const controller = new AbortController();
      let steps = 0;
      const onProgress = (): void => {
        if (++steps === step) controller.abort(new Error('not now'));
      };
      const work = { answers: ALL_ANSWERS, onProgress, signal: controller.signal };
      const plan = await planPublish(target, build, world.state);
      const end = await applyPublish(plan, build, world.state, work).catch((error: unknown) => error);
      if (!(end instanceof Error)) break;
      expect(end.message).toBe('not now');
      cancelled++;
    }
    expect(cancelled).toBeGreaterThan(5);
    expect(await filesIn(world.target)).toEqual(SECOND);
    await undo(world, target);
    expect(await filesIn(world.target)).toEqual(FIRST);
  });

  it('waits for another Galley at the same place, and names it', async () => {
    const build = await makeBuild(world, FIRST);
    const unlock = await takeLock(statePaths(world.state, target).lock);
    await expect(planPublish(target, build, world.state)).rejects.toMatchObject({ code: 'busy' });
    await unlock();
    expect((await planPublish(target, build, world.state)).added).toHaveLength(4);
  });
});

describe('what others did there', () => {
  it('asks before it takes over files that it did not put there, and undoing brings them back', async () => {
    const foreign = { 'index.html': 'their home', 'a.css': 'red' };
    await putFiles(world.target, foreign);
    const build = await makeBuild(world, FIRST);
    const plan = await planPublish(target, build, world.state);
    expect(plan.collisions).toEqual([
      { path: 'a.css', same: true },
      { path: 'index.html', same: false },
    ]);
    await expect(applyPublish(plan, build, world.state)).rejects.toMatchObject({
      code: 'not-agreed',
      detail: 'collisions',
    });
    expect(await filesIn(world.target)).toEqual(foreign);
    await applyPublish(plan, build, world.state, { answers: { collisions: 'yes' } });
    expect(await filesIn(world.target)).toEqual(FIRST);
    await undo(world, target);
    expect(await filesIn(world.target)).toEqual(foreign);
  });

  it('asks before it replaces or removes a file of ours that was changed there', async () => {
    await publish(world, target, await makeBuild(world, FIRST));
    await writeFile(join(world.target, 'index.html'), 'edited on the server');
    await writeFile(join(world.target, 'a.css'), 'edited too');
    await unlink(join(world.target, 'feed.xml'));
    const build = await makeBuild(world, { ...SECOND, 'posts/one/index.html': 'one' });
    const plan = await planPublish(target, build, world.state);
    expect(plan.altered).toEqual([
      { path: 'a.css', how: 'changed' },
      { path: 'feed.xml', how: 'removed' },
      { path: 'index.html', how: 'changed' },
    ]);
    await expect(applyPublish(plan, build, world.state)).rejects.toMatchObject({
      code: 'not-agreed',
      detail: 'altered',
    });
    expect((await filesIn(world.target))['index.html']).toBe('edited on the server');
    await applyPublish(plan, build, world.state, { answers: { altered: 'yes' } });
    await undo(world, target);
    expect(await filesIn(world.target)).toMatchObject({ 'index.html': 'edited on the server', 'a.css': 'edited too' });
  });

  it('says whose site lies there when it is another one', async () => {
    await publish(world, target, await makeBuild(world, FIRST));
    const site = { title: 'Another', root: join(world.root, 'other') };
    const build = await makeBuild(world, SECOND, { site });
    const plan = await planPublish(target, build, world.state);
    expect(plan.otherSite).toBe('A Field Guide');
    await expect(applyPublish(plan, build, world.state)).rejects.toMatchObject({
      code: 'not-agreed',
      detail: 'other-site',
    });
  });

  it('follows no link there, and overwrites none', async () => {
    const outside = join(world.root, 'outside');
    await putFiles(outside, { 'index.html': 'not yours' });
    await mkdir(world.target);
    await symlink(outside, join(world.target, 'posts'));
    await symlink(join(outside, 'index.html'), join(world.target, 'index.html'));
    const build = await makeBuild(world, FIRST);
    const plan = await planPublish(target, build, world.state);
    expect(plan.inTheWay).toEqual(['index.html', 'posts']);
    await expect(applyPublish(plan, build, world.state)).rejects.toMatchObject({ code: 'in-the-way' });
    expect(await filesIn(outside)).toEqual({ 'index.html': 'not yours' });
  });

  it('removes nothing through a link that was put in the place of a folder of ours', async () => {
    await publish(world, target, await makeBuild(world, FIRST));
    const outside = join(world.root, 'outside');
    await putFiles(outside, { 'one/index.html': 'one /a.css' });
    await rm(join(world.target, 'posts'), { recursive: true });
    await symlink(outside, join(world.target, 'posts'));
    await publish(world, target, await makeBuild(world, { 'index.html': 'x' }));
    expect(await readFile(join(outside, 'one/index.html'), 'utf8')).toBe('one /a.css');
  });
});

describe('taking a release back', () => {
  it('goes back step by step, to what was there before the first', async () => {
    await putFiles(world.target, { 'mine.txt': 'mine' });
    await publish(world, target, await makeBuild(world, FIRST));
    await publish(world, target, await makeBuild(world, SECOND));
    const done = await undo(world, target);
    expect(done.release).toMatchObject({ kind: 'undo', undoes: 2, number: 3 });
    expect(done.release?.story.sentence).toBe('1 changed, 1 new, 1 removed');
    expect(await filesIn(world.target)).toEqual({ ...FIRST, 'mine.txt': 'mine' });
    expect((await currentRelease(target, world.state))?.number).toBe(1);
    await undo(world, target);
    expect(await filesIn(world.target)).toEqual({ 'mine.txt': 'mine' });
    await expect(undo(world, target)).rejects.toMatchObject({ code: 'nothing-to-undo' });
    const next = await publish(world, target, await makeBuild(world, SECOND));
    expect(next.plan.collisions).toEqual([]);
    expect(await filesIn(world.target)).toEqual({ ...SECOND, 'mine.txt': 'mine' });
  });

  it('asks when what would be replaced was changed there since', async () => {
    await publish(world, target, await makeBuild(world, FIRST));
    await publish(world, target, await makeBuild(world, SECOND));
    await writeFile(join(world.target, 'index.html'), 'edited there');
    expect((await planUndo(target, world.state)).altered).toEqual([{ path: 'index.html', how: 'changed' }]);
    await expect(undoPublish(target, world.state)).rejects.toMatchObject({ code: 'not-agreed' });
    expect((await filesIn(world.target))['index.html']).toBe('edited there');
  });

  it('keeps what twenty releases need, and no more', async () => {
    for (let round = 0; round < 23; round++)
      await publish(world, target, await makeBuild(world, { 'index.html': `${round}` }));
    expect(await releases(target, world.state)).toHaveLength(20);
    const blobs = Object.values(await filesIn(world.state.folder)).filter((text) => /^\d+$/.test(text));
    expect(blobs).toHaveLength(20);
    for (let round = 21; round >= 3; round--) {
      await undo(world, target);
      expect(await filesIn(world.target)).toEqual({ 'index.html': `${round}` });
    }
    await expect(undo(world, target)).rejects.toMatchObject({ code: 'nothing-to-undo' });
  });
});
