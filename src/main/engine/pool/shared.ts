import { createInlineRunner } from './inline.ts';
import type { TaskRunner } from './runner.ts';
import { createThreadRunner } from './threads.ts';

/**
 * Threads, and the orchestrator's own thread beside them: on few cores one more isolate costs more (its start, its warm-up,
 * its copy of the site index) than an orchestrator that works between messages. Not for a process with a window to keep
 * alive, nor for strangers' sites.
 * @param workers number of threads, at least 1
 */
export async function createSharedRunner(workerPath: string, workers: number): Promise<TaskRunner> {
  const [own, threads] = await Promise.all([createInlineRunner(workerPath), createThreadRunner(workerPath, workers)]);
  let busy = false;
  return {
    workers,
    lanes: threads.lanes + own.lanes,
    share: (site, snapshot) => own.share(site, snapshot),
    async run(name, message, signal) {
      if (busy) return threads.run(name, message, signal);
      busy = true;
      try {
        return await own.run(name, message, signal);
      } finally {
        busy = false;
      }
    },
    call: (name, message) => threads.call(name, message),
    close: () => threads.close(),
  };
}
