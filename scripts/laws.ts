/**
 * `npm run laws -- --operations 10000 --seed 1`: edits small sites at random and compares every build with a clean one, until a
 * difference is found or there were enough edits. The folder of a difference is kept.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Dice } from '../src/main/engine/laws/testing/dice.ts';
import { editNames, writersEdits } from '../src/main/engine/laws/testing/edits.ts';
import { Judge, quiet, type Step } from '../src/main/engine/laws/testing/judge.ts';
import { bundleEngine } from '../src/main/engine/testing/bundle-worker.ts';
import type { EngineOptions } from '../src/main/engine/types.ts';
import { projectRoot } from './project.ts';

/** Edits of one site before the next one is made. */
const EDITS_A_SITE = 100;

function stepOf(dice: Dice): Step {
  return dice.chance(0.4) ? writersStep(dice) : anyStep(dice);
}

function editsFrom(names: readonly string[], dice: Dice, most: number): Step['edits'] {
  const count = 1 + dice.below(most);
  return Array.from({ length: count }, () => ({ name: dice.among(names) as string, seed: dice.below(2 ** 31) }));
}

/** A site that stays open, and is told of every edit. */
function writersStep(dice: Dice): Step {
  const edits = editsFrom(writersEdits, dice, 2);
  const meanwhile = dice.chance(0.1) ? dice.below(60) : null;
  const cancelAfter = dice.chance(0.1) ? dice.below(60) : null;
  return { ...quiet, edits, meanwhile, cancelAfter, workers: dice.chance(0.2) ? 2 : 0, told: true };
}

function anyStep(dice: Dice): Step {
  const kill = dice.chance(0.7) ? dice.below(150) : null;
  return {
    edits: editsFrom(editNames, dice, 3),
    reopen: dice.chance(0.3),
    elsewhere: dice.chance(0.04) ? { killAfter: kill, takeBack: dice.chance(0.5) } : null,
    cancelAfter: dice.chance(0.15) ? dice.below(80) : null,
    meanwhile: dice.chance(0.15) ? dice.below(60) : null,
    workers: dice.chance(0.2) ? 2 : 0,
    told: dice.chance(0.6),
    rested: dice.chance(0.3),
    out: dice.chance(0.06) ? 'other' : 'public',
  };
}

async function judgeOne(seed: number, most: number, options: EngineOptions): Promise<{ edits: number; good: boolean }> {
  const dice = new Dice(seed);
  const judge = new Judge(seed, options);
  let edits = 0;
  while (edits < most) {
    const step = stepOf(dice);
    edits += step.edits.length;
    const differs = await judge.step(step);
    if (differs === null) continue;
    console.log(
      `\nSeed ${seed}, after ${edits} edits, kept in ${judge.site.root}:\n${judge.story.join('\n')}\n\n${differs}`,
    );
    return { edits, good: false };
  }
  const { builds, trusting, standing, rendered, kept } = judge.tally;
  console.log(
    `seed ${seed}: ${edits} edits, ${builds} builds (${trusting} looked only at what they were told of, ${standing} had nothing to do), ` +
      `${rendered} pages rendered, ${kept} kept: as clean builds`,
  );
  await judge.end();
  return { edits, good: true };
}

const { values } = parseArgs({
  options: { operations: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const options: EngineOptions = {
  workerPath: await bundleEngine(`${projectRoot()}/`),
  themesPath: join(projectRoot(), 'src/themes'),
  galleyVersion: 'laws',
  ownThread: true,
};
const wanted = Number(values.operations);
let done = 0;
let good = true;
for (let seed = Number(values.seed); done < wanted && good; seed++) {
  const judged = await judgeOne(seed, Math.min(EDITS_A_SITE, wanted - done), options);
  done += judged.edits;
  good = judged.good;
}
console.log(good ? `\n${done} edits from seed ${values.seed}: both laws hold.` : '\nA law is broken.');
process.exitCode = good ? 0 : 1;
