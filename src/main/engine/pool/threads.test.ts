import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testWorkerPath } from '../testing/bundle-worker.ts';
import { createThreadRunner } from './threads.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('threads that are let go', () => {
  it('end, although one of them did not hear of it the first time', async () => {
    const runner = await createThreadRunner(testWorkerPath, 2);
    await runner.call('hashFiles', []);
    const terminate = vi.spyOn(Worker.prototype, 'terminate').mockImplementationOnce(async () => 0);
    await runner.close();
    expect(terminate.mock.calls.length).toBeGreaterThan(2);
  });
});
