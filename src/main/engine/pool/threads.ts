import type { Piscina as PiscinaPool } from 'piscina';
import { type TaskRunner, type Timed, WorkerLost } from './runner.ts';

/**
 * The young generation of a worker, in MB (three times the semi-space). With V8's default, garbage collection took half the
 * time in one process of two, when pages were rendered in a row.
 */
const YOUNG_GENERATION_MB = 96;

/** Tasks wait in the thread, so that it never idles for a message to come back, even from an orchestrator that is busy itself. */
const QUEUED = 3;

/** A thread that begins to wait for tasks in the very moment in which it is ended may not hear of that: it is told again. */
const AGAIN_MS = 250;

export interface ThreadWays {
  /** Somebody waits at a window: these threads let all others go first, where the system can do that. */
  standBack?: boolean;
  /** Of each thread, MB; it is kept once it is filled. */
  youngGeneration?: number;
}

/**
 * @param workers number of threads, at least 1; all are started at once and live until close()
 */
export async function createThreadRunner(
  workerPath: string,
  workers: number,
  { standBack = false, youngGeneration = YOUNG_GENERATION_MB }: ThreadWays = {},
): Promise<TaskRunner> {
  const { Piscina } = await import('piscina');
  const pool: PiscinaPool = new Piscina({
    filename: workerPath,
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: QUEUED,
    resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
    ...(standBack && { env: { ...process.env, GALLEY_STAND_BACK: '1' } }),
  });
  // Threads that die are reported by the tasks that they take with them.
  pool.on('error', () => undefined);
  const lanes = new Map<number, number>();

  async function call(name: string, message: unknown, signal?: AbortSignal): Promise<Timed<unknown>> {
    signal?.throwIfAborted();
    try {
      return (await pool.run(message, { name })) as Timed<unknown>;
    } catch (error) {
      throw isWorkerLoss(error) ? new WorkerLost('a worker stopped', { cause: error }) : error;
    }
  }

  return {
    workers,
    lanes: workers * QUEUED,
    async share() {},
    async run(name, message, signal) {
      const timed = await call(name, message, signal);
      return { result: timed.result as never, span: spanOf(timed, lanes) };
    },
    async call(name, message) {
      return (await call(name, message)).result;
    },
    async close() {
      const { threads } = pool;
      const again = setInterval(() => {
        for (const thread of threads) void thread.terminate();
      }, AGAIN_MS);
      try {
        await pool.destroy();
      } finally {
        clearInterval(again);
      }
    },
  };
}

/** Lanes are numbered in the order in which threads are first heard of. */
function spanOf(timed: Timed<unknown>, lanes: Map<number, number>): { lane: number; start: number; wall: number } {
  let lane = lanes.get(timed.thread);
  if (lane === undefined) {
    lane = lanes.size + 1;
    lanes.set(timed.thread, lane);
  }
  return { lane, start: timed.started, wall: timed.ended - timed.started };
}

function isWorkerLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' || /worker.*(exit|terminat)|Terminating worker/i.test(error.message);
}
