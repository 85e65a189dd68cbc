import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPublish, planPublish } from './publish.ts';
import { confirm } from './state/confirmed.ts';
import type { Target } from './targets/schema.ts';
import { filesOf, makeBare } from './testing/git-server.ts';
import {
  ALL_ANSWERS,
  type Files,
  filesIn,
  folderTarget,
  makeBuild,
  makeWorld,
  publish,
  removeWorlds,
  sorted,
  undo,
  type World,
} from './testing/site.ts';
import type { Publication } from './types.ts';

let world: World;
let program: string;

beforeEach(async () => {
  world = await makeWorld();
  program = join(world.root, 'program.mjs');
  const entry = fileURLToPath(new URL('./testing/killed-program.ts', import.meta.url));
  await bundle({
    entryPoints: [entry],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
});
afterEach(removeWorlds);

const BEFORE: Files = { 'index.html': 'home', 'a.css': 'red', 'old.html': 'old', 'feed.xml': '1' };
const AFTER: Files = { 'index.html': 'home 2', 'b.css': 'blue', 'new.html': 'new', 'x/y.html': 'y', 'feed.xml': '2' };

/** Another process publishes, and is killed at the step. @returns how it ended */
async function killedAt(target: Target, build: Publication, step: number): Promise<'killed' | 'finished'> {
  const orders = join(world.root, 'orders.json');
  await writeFile(orders, JSON.stringify({ target, build, folder: world.state.folder, step }));
  const child = spawn(process.execPath, [program, orders], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('close', (...end) => resolve(end));
  });
  if (signal === null && code !== 0) throw new Error(`the program ended with ${code}`);
  return signal === 'SIGKILL' ? 'killed' : 'finished';
}

describe.each(['folder', 'git'] as const)('a process that publishes to a %s and is killed', (kind) => {
  const bareOf = (): string => join(world.root, 'remote.git');

  async function makeTarget(): Promise<Target> {
    if (kind === 'folder') return folderTarget(world);
    const target: Target = { id: 'pages', kind, address: makeBare(world.root), branch: 'pages' };
    await confirm(world.state, target);
    return target;
  }
  const there = async (): Promise<Files> => (kind === 'folder' ? filesIn(world.target) : filesOf(bareOf(), 'pages'));

  it('leaves a target on which the same publish comes to its end, and can be taken back', async () => {
    const target = await makeTarget();
    await publish(world, target, await makeBuild(world, BEFORE));
    const build = await makeBuild(world, AFTER);
    let kills = 0;
    for (let step = 1; (await killedAt(target, build, step)) === 'killed'; step++) {
      kills++;
      if (kind === 'git') expect([sorted(BEFORE), sorted(AFTER)]).toContainEqual(await there());
      const plan = await planPublish(target, build, world.state);
      await applyPublish(plan, build, world.state, { answers: ALL_ANSWERS });
      expect(await there()).toEqual(sorted(AFTER));
      await undo(world, target);
      expect(await there()).toEqual(sorted(BEFORE));
    }
    expect(kills).toBeGreaterThan(10);
    expect(await there()).toEqual(sorted(AFTER));
  }, 180_000);
});
