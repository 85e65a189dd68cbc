/** A build that is killed costs work and never truth: whatever it left, the next one is as a clean one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { engineOptions } from '../testing/site-folder.ts';
import { templateMakers } from './testing/designs.ts';
import { Dice } from './testing/dice.ts';
import { filesIn, Judge } from './testing/judge.ts';

const engine = fileURLToPath(new URL('../../../../out/test/engine.js', import.meta.url));
const KILLS = 8;

let judge: Judge | null = null;
afterEach(async () => {
  await judge?.end();
  judge = null;
});

/** Builds in a process of its own. @param after milliseconds after it said that it begins; null: it may end */
async function buildElsewhere(root: string, now: number, after: number | null): Promise<void> {
  const request = { now: new Date(now).toISOString(), drafts: false, clean: false, adopt: false, workers: 0 };
  const program = `
    const { openSite } = await import(${JSON.stringify(engine)});
    const site = await openSite(${JSON.stringify(root)}, ${JSON.stringify(engineOptions)});
    process.stdout.write('begins');
    await site.build(${JSON.stringify(request)});
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const timer = after === null ? null : setTimeout(() => child.kill('SIGKILL'), after);
  await ended;
  if (timer !== null) clearTimeout(timer);
}

it('at any moment, with what was edited taken back afterwards or not', { timeout: 120_000 }, async () => {
  const dice = new Dice(7);
  judge = new Judge(11, engineOptions);
  const { site } = judge;
  expect(await judge.compareNow()).toBe(null);
  for (let kill = 0; kill < KILLS; kill++) {
    const before = filesIn(`${site.root}/templates`);
    for (const name of ['base.njk', 'partials/nav.njk'])
      site.put(`templates/${name}`, templateMakers[name]?.(dice) ?? '');
    site.newBody(dice, site.document(dice));
    await buildElsewhere(site.root, site.now, dice.below(120));
    if (dice.chance(0.5)) for (const [name, text] of before) site.put(`templates/${name}`, Buffer.from(text, 'latin1'));
    expect(await judge.compareNow()).toBe(null);
  }
});

it('and another process that builds between two builds of this one is noticed', { timeout: 60_000 }, async () => {
  const dice = new Dice(3);
  judge = new Judge(12, engineOptions);
  const { site } = judge;
  expect(await judge.compareNow()).toBe(null);
  for (let turn = 0; turn < 3; turn++) {
    site.newBody(dice, site.document(dice));
    await buildElsewhere(site.root, site.now, null);
    site.newBody(dice, site.document(dice));
    expect(await judge.compareNow()).toBe(null);
  }
});
