import { pathToFileURL } from 'node:url';
import type { TaskRunner, Timed, WorkerModule } from './runner.ts';

/** Runs tasks in the orchestrator's own thread, by importing the same built entry that the pool's threads load. */
export async function createInlineRunner(workerPath: string): Promise<TaskRunner> {
  const tasks = (await import(pathToFileURL(workerPath).href)) as WorkerModule;

  async function call(name: string, message: unknown): Promise<Timed<unknown>> {
    const task = tasks[name];
    if (task === undefined) throw new Error(`no task named ${name}`);
    await new Promise((resolve) => setImmediate(resolve));
    return (await task(message)) as Timed<unknown>;
  }

  return {
    workers: 0,
    lanes: 1,
    async share(site, snapshot) {
      await tasks.adoptSite?.({ site, snapshot });
    },
    async run(name, message, signal) {
      signal?.throwIfAborted();
      const timed = await call(name, message);
      return {
        // The entry exports the tasks of TaskMap; a test checks each name.
        result: timed.result as never,
        span: { lane: 0, start: timed.started, wall: timed.ended - timed.started },
      };
    },
    async call(name, message) {
      return (await call(name, message)).result;
    },
    async close() {},
  };
}
