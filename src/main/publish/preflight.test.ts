import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { preflight } from './preflight.ts';
import { applyPublish, planPublish } from './publish.ts';
import { confirm, isConfirmed } from './state/confirmed.ts';
import type { Target } from './targets/schema.ts';
import { filesIn, folderTarget, makeBuild, makeWorld, publish, removeWorlds, type World } from './testing/site.ts';
import type { Preflight, Publication } from './types.ts';

let world: World;
const HOME = { 'index.html': 'home' };

beforeEach(async () => {
  world = await makeWorld();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeWorlds();
});

const to = (path: string): Target => ({ id: 'www', kind: 'folder', path });
const codes = ({ blockers }: Preflight): string[] => blockers.map(({ code }) => code);

async function look(target: Target, build: Publication): Promise<Preflight> {
  return preflight(target, build, world.state, null);
}

describe('what cannot be agreed to', () => {
  it('pages without their design', async () => {
    const target = await folderTarget(world);
    const build = await makeBuild(world, HOME, { degradedPages: ['Owls', 'Larks'] });
    const found = await look(target, build);
    expect(found.blockers[0]).toMatchObject({
      code: 'degraded-pages',
      message: 'The design of 2 pages could not be made: Owls, Larks.',
    });
    const plan = await planPublish(target, build, world.state);
    const answers = { 'degraded-pages': 'yes' };
    await expect(applyPublish(plan, build, world.state, { answers })).rejects.toMatchObject({ code: 'degraded-pages' });
    expect(await filesIn(world.target)).toEqual({});
  });

  it('nothing that was built', async () => {
    expect(codes(await look(await folderTarget(world), await makeBuild(world, {})))).toEqual(['nothing-built']);
  });

  it('a folder that is the site, holds it, lies in it, or leads into it by a link', async () => {
    const build = await makeBuild(world, HOME);
    const link = join(world.root, 'link');
    await symlink(world.site, link);
    for (const path of [world.site, world.root, join(world.site, 'public'), build.folder, link, join(link, 'new')]) {
      expect(codes(await look(to(path), build)), path).toContain('target-in-site');
    }
    expect(codes(await look(to(`${world.site}-www`), build))).toEqual([]);
    const inside = to(join(world.site, 'www'));
    await confirm(world.state, inside);
    const plan = await planPublish(inside, build, world.state);
    await expect(applyPublish(plan, build, world.state)).rejects.toMatchObject({ code: 'target-in-site' });
  });

  it('a folder on a disk that is not there, and a file', async () => {
    const build = await makeBuild(world, HOME);
    expect(codes(await look(to(join(world.root, 'usb/www')), build))).toEqual(['folder-missing']);
    await expect(planPublish(to(join(world.root, 'usb/www')), build, world.state)).rejects.toMatchObject({
      code: 'folder-missing',
    });
    await writeFile(join(world.root, 'file'), '');
    await expect(planPublish(to(join(world.root, 'file')), build, world.state)).rejects.toMatchObject({
      code: 'not-a-folder',
    });
  });

  it('names that the target cannot hold', async () => {
    const target = await folderTarget(world);
    const name = `${'x'.repeat(300)}.html`;
    const file = { path: name, size: 1, hash: '0'.repeat(32) };
    const build = await makeBuild(world, HOME);
    const plan = await planPublish(target, { ...build, files: [...build.files, file] }, world.state).catch(
      (error: unknown) => error,
    );
    expect(plan).toMatchObject({ badNames: [{ path: name, why: 'its name is too long' }] });
  });

  it('a Git repository on a computer without Git', async () => {
    const build = await makeBuild(world, HOME);
    const target: Target = { id: 'a', kind: 'git', address: 'https://example.com/a.git', branch: 'pages' };
    expect(codes(await look(target, build))).toEqual([]);
    await mkdir(join(world.root, 'empty'));
    vi.stubEnv('PATH', join(world.root, 'empty'));
    expect(codes(await look(target, build))).toEqual(['no-git']);
  });
});

describe('what is asked', () => {
  it('an address that was not agreed to on this computer, in full; nothing is written there before', async () => {
    const target = to(world.target);
    const build = await makeBuild(world, HOME);
    expect((await look(target, build)).questions).toMatchObject([{ id: 'confirm-address', items: [world.target] }]);
    const plan = await planPublish(target, build, world.state);
    await expect(applyPublish(plan, build, world.state)).rejects.toMatchObject({ code: 'not-confirmed' });
    expect(await filesIn(world.target)).toEqual({});
    await confirm(world.state, target);
    expect(await isConfirmed(world.state, { ...target, id: 'other' })).toBe(true);
    expect(await isConfirmed(world.state, to(`${world.target}/x`))).toBe(false);
    expect((await look(target, build)).questions).toEqual([]);
  });

  it('broken links, listed, and noted in the receipt', async () => {
    const target = await folderTarget(world);
    const build = await makeBuild(world, HOME, { brokenLinks: ['/owls → /lark', '/larks → /owl'] });
    const { questions } = await look(target, build);
    expect(questions).toMatchObject([
      { id: 'broken-links', agree: 'Publish with 2 broken links', items: ['/owls → /lark', '/larks → /owl'] },
    ]);
    const plan = await planPublish(target, build, world.state);
    await expect(applyPublish(plan, build, world.state)).rejects.toMatchObject({
      code: 'not-agreed',
      detail: 'broken-links',
    });
    const answers = { 'broken-links': '' };
    const { release } = await applyPublish(plan, build, world.state, { answers });
    expect(release?.brokenLinks).toEqual(build.brokenLinks);
  });

  it('the name of the site, when more than a fifth of it would go', async () => {
    const target = await folderTarget(world);
    const pages = Array.from({ length: 10 }, (_, number) => [`${number}.html`, 'page'] as const);
    await publish(world, target, await makeBuild(world, Object.fromEntries(pages)));
    const fewer = await makeBuild(world, Object.fromEntries(pages.slice(0, 8)));
    const plan = await planPublish(target, fewer, world.state);
    expect((await preflight(target, fewer, world.state, plan)).questions).toEqual([]);
    const much = await makeBuild(world, Object.fromEntries(pages.slice(0, 7)));
    const large = await planPublish(target, much, world.state);
    const { questions } = await preflight(target, much, world.state, large);
    expect(questions).toMatchObject([{ id: 'remove-many', type: 'A Field Guide', agree: 'Remove 3 pages' }]);
    for (const answer of ['', 'yes', 'a field guide']) {
      const work = { answers: { 'remove-many': answer } };
      await expect(applyPublish(large, much, world.state, work)).rejects.toMatchObject({ code: 'not-agreed' });
    }
    await applyPublish(large, much, world.state, { answers: { 'remove-many': ' A Field  Guide ' } });
    expect(Object.keys(await filesIn(world.target))).toHaveLength(7);
  });
});
