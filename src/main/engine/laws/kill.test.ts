/** A build that is killed costs work and never truth: whatever it left, the next one is as a clean one. */
import { afterEach, expect, it } from 'vitest';
import { engineOptions } from '../testing/site-folder.ts';
import { templateMakers } from './testing/designs.ts';
import { Dice } from './testing/dice.ts';
import { editNames } from './testing/edits.ts';
import { Judge, quiet, type Step } from './testing/judge.ts';

const KILLS = 8;

let judge: Judge | null = null;
afterEach(async () => {
  await judge?.end();
  judge = null;
});

/** Pages that all look different, and whatever else comes. */
function editsOf(site: Judge['site'], dice: Dice): Step['edits'] {
  for (const name of ['base.njk', 'partials/nav.njk'])
    site.put(`templates/${name}`, templateMakers[name]?.(dice) ?? '');
  return [0, 1].map(() => ({ name: dice.among(editNames) as string, seed: dice.below(1_000_000) }));
}

it('at any moment, with what was edited taken back afterwards or not', { timeout: 120_000 }, async () => {
  const dice = new Dice(7);
  judge = new Judge(11, engineOptions);
  expect(await judge.compareNow()).toBe(null);
  for (let kill = 0; kill < KILLS; kill++) {
    const elsewhere = { killAfter: dice.below(120), takeBack: dice.chance(0.5) };
    const step = { ...quiet, edits: editsOf(judge.site, dice), elsewhere };
    expect(await judge.step(step), judge.story.join('\n')).toBe(null);
  }
});

it('and another process that builds between two builds of this one is noticed', { timeout: 60_000 }, async () => {
  const dice = new Dice(3);
  judge = new Judge(12, engineOptions);
  const { site } = judge;
  expect(await judge.compareNow()).toBe(null);
  for (let turn = 0; turn < 3; turn++) {
    site.newBody(dice, site.document(dice));
    const elsewhere = { killAfter: null, takeBack: false };
    const edits = [{ name: 'edit a text', seed: turn }];
    expect(await judge.step({ ...quiet, edits, elsewhere }), judge.story.join('\n')).toBe(null);
  }
});
