import { threadId } from 'node:worker_threads';

/** Wraps a task: who ran it and when, on a clock that all threads share. Inline, the thread is the orchestrator's: 0. */
export function timed<Message, Result>(
  task: (message: Message) => Result | Promise<Result>,
): (message: Message) => Promise<{ result: Result; thread: number; started: number; ended: number }> {
  return async (message) => {
    const started = performance.timeOrigin + performance.now();
    const result = await task(message);
    return { result, thread: threadId, started, ended: performance.timeOrigin + performance.now() };
  };
}
