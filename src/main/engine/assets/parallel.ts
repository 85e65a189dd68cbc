import { availableParallelism } from 'node:os';
import { WorkerLost } from '../pool/runner.ts';
import type { RunTask } from './types.ts';

/**
 * Works on all items, a few at a time.
 * @returns in the order of `items`
 * @throws the first failure, once what was under way has ended; AbortError when aborted
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  options: { parallel?: number | undefined; signal?: AbortSignal | undefined } = {},
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let failed = false;

  async function lane(): Promise<void> {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        options.signal?.throwIfAborted();
        results[index] = await work(items[index] as Item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }

  const lanes = Math.min(items.length, Math.max(1, options.parallel ?? availableParallelism()));
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return results;
}

/** Runs a task, a second time when its worker died. Null when that died too: then the task is to blame. */
export async function runTwice<Result>(run: RunTask, task: string, message: unknown): Promise<Result | null> {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return (await run(task, message)) as Result;
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error;
    }
  }
  return null;
}
