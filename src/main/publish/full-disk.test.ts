import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { confirm } from './state/confirmed.ts';
import type { Target } from './targets/schema.ts';
import { filesIn, makeBuild, makeWorld, publish, removeWorlds, sorted, undo, type World } from './testing/site.ts';

/** A small disk of its own needs the right to mount one. */
function mountSmall(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    // Not allowed here, or no Linux: the tests below are skipped and say so.
    return false;
  }
}

const unmount = (folder: string): void => void execFileSync('umount', [folder]);

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'galley-mount-'));
  const can = mountSmall(folder);
  if (can) unmount(folder);
  rmSync(folder, { recursive: true });
  return can;
}

describe.skipIf(!canMount())('a disk that is full', () => {
  let world: World;
  let disk: string;

  beforeEach(async () => {
    world = await makeWorld();
    disk = join(world.root, 'disk');
    mountSmall(disk);
  });
  afterEach(async () => {
    unmount(disk);
    await removeWorlds();
  });

  const FIRST = { 'index.html': 'home', 'old.html': 'old' };
  const LARGE = { 'index.html': 'home 2', 'film.mp4': 'x'.repeat(200_000) };
  const SMALL = { 'index.html': 'home 2', 'film.mp4': 'x' };

  it('at the target: said in words, the old release stays whole, and what fits later is published', async () => {
    const target: Target = { id: 'www', kind: 'folder', path: join(disk, 'www') };
    await confirm(world.state, target);
    await publish(world, target, await makeBuild(world, FIRST));
    const failure = await publish(world, target, await makeBuild(world, LARGE)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'file-enospc', message: expect.stringContaining('The disk is full') });
    expect(await filesIn(target.path)).toEqual(FIRST);
    await publish(world, target, await makeBuild(world, SMALL));
    expect(await filesIn(target.path)).toEqual(sorted(SMALL));
    await undo(world, target);
    expect(await filesIn(target.path)).toEqual(FIRST);
  });

  it('where Galley keeps what it replaces: nothing is replaced', async () => {
    const target: Target = { id: 'www', kind: 'folder', path: world.target };
    const small = { ...world, state: { ...world.state, folder: join(disk, 'publish') } };
    await confirm(small.state, target);
    await publish(small, target, await makeBuild(world, LARGE));
    const before = await filesIn(world.target);
    await expect(publish(small, target, await makeBuild(world, SMALL))).rejects.toMatchObject({ code: 'file-enospc' });
    expect(await filesIn(world.target)).toEqual(before);
  });
});
