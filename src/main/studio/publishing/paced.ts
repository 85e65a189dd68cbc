/** Progress of a publish as a window can show it: ten times a second, and the beginning and the end of each step at once. */
import type { Work } from '../../publish/types.ts';

type Tell = NonNullable<Work['onProgress']>;

const LEAST_MS = 100;

/** @param clock milliseconds, for tests */
export function paced(tell: Tell, clock: () => number = () => performance.now()): Tell {
  let step: string | null = null;
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = clock();
    const isEdge = progress.step !== step || progress.done === progress.total;
    if (!isEdge && now - last < LEAST_MS) return;
    step = progress.step;
    last = now;
    tell(progress);
  };
}
