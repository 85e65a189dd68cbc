/**
 * `npm run laws -- --operations 10000 --seed 1`: edits small sites at random and compares every build with a clean one, until a
 * difference is found or there were enough edits. The folder of a difference is kept.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Dice } from '../src/main/engine/laws/testing/dice.ts';
import { Judge } from '../src/main/engine/laws/testing/judge.ts';
import { Steps, waysOf } from '../src/main/engine/laws/testing/steps.ts';
import { bundleEngine } from '../src/main/engine/testing/bundle-worker.ts';
import type { EngineOptions } from '../src/main/engine/types.ts';
import { projectRoot } from './project.ts';

/** Edits of one site before the next one is made. */
const EDITS_A_SITE = 100;

async function judgeOne(
  seed: number,
  most: number,
  options: Omit<EngineOptions, 'ownThread'>,
): Promise<{ edits: number; good: boolean }> {
  const ways = waysOf(seed);
  const steps = new Steps(new Dice(seed), ways);
  const judge = new Judge(seed, { ...options, ownThread: !ways.window });
  let edits = 0;
  while (edits < most) {
    const step = steps.next();
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
const options: Omit<EngineOptions, 'ownThread'> = {
  workerPath: await bundleEngine(`${projectRoot()}/`),
  themesPath: join(projectRoot(), 'src/themes'),
  galleyVersion: 'laws',
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
