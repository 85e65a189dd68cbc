/** A process of its own that publishes as it is ordered to, and kills itself at a step: nothing of it can tidy up. */
import { readFileSync } from 'node:fs';
import { applyPublish, planPublish } from '../publish.ts';
import type { Target } from '../targets/schema.ts';
import type { Publication } from '../types.ts';
import { ALL_ANSWERS } from './site.ts';

const orders = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as {
  target: Target;
  build: Publication;
  folder: string;
  step: number;
};
const { target, build, folder } = orders;
const state = { folder, secrets: { get: async () => null } };

let steps = 0;
const onProgress = (): void => {
  if (++steps === orders.step) process.kill(process.pid, 'SIGKILL');
};
const plan = await planPublish(target, build, state, { onProgress });
await applyPublish(plan, build, state, { answers: ALL_ANSWERS, onProgress });
