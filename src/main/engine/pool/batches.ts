/** Runs many batches of one task, and survives the death of a worker. */
import { type TaskMap, type TaskName, type TaskRunner, type TaskSpan, WorkerLost } from './runner.ts';

/** Flat between 20 and 100 when measured. */
const BATCH_SIZE = 50;

export interface BatchJob<Name extends TaskName, Item> {
  task: Name;
  items: readonly Item[];
  size?: number;
  message(items: readonly Item[], first: number): TaskMap[Name]['message'];
  /** Called in the order in which batches end; `first` is the index of the batch's first item. */
  done(result: TaskMap[Name]['result'], first: number, count: number, span: TaskSpan): void;
  /** An item whose task stopped its worker, twice, when it ran alone. */
  lost(item: Item, index: number): void;
}

/**
 * Hands out the batches in order, a few ahead of the workers. A batch that went down with its worker is done again item by
 * item, one at a time and after all others, so that it is certain which item was to blame.
 * @throws AbortError when aborted; batches that run then are waited for
 */
export async function runBatches<Name extends TaskName, Item>(
  runner: TaskRunner,
  job: BatchJob<Name, Item>,
  signal?: AbortSignal,
): Promise<void> {
  const size = job.size ?? BATCH_SIZE;
  const starts = Array.from({ length: Math.ceil(job.items.length / size) }, (_, i) => i * size);
  const interrupted: { first: number; count: number }[] = [];
  let next = 0;

  async function feed(): Promise<void> {
    while (next < starts.length) {
      const first = starts[next++] as number;
      const count = Math.min(size, job.items.length - first);
      if (!(await runOne(runner, job, first, count, signal))) interrupted.push({ first, count });
    }
  }

  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(runner.lanes, starts.length) }, feed));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  interrupted.sort((a, b) => a.first - b.first);
  for (const { first, count } of interrupted) {
    for (let i = first; i < first + count; i++) {
      if (await runOne(runner, job, i, 1, signal)) continue;
      if (await runOne(runner, job, i, 1, signal)) continue;
      job.lost(job.items[i] as Item, i);
    }
  }
}

/** @returns false when the worker was lost */
async function runOne<Name extends TaskName, Item>(
  runner: TaskRunner,
  job: BatchJob<Name, Item>,
  first: number,
  count: number,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    const message = job.message(job.items.slice(first, first + count), first);
    const { result, span } = await runner.run(job.task, message, signal);
    job.done(result, first, count, span);
    return true;
  } catch (error) {
    if (error instanceof WorkerLost) return false;
    throw error;
  }
}
