/** Times the phases of one build and announces them. */
import type { BuildEvent, LaneSpan, PhaseName, PhaseTiming } from '../../shared/report.ts';
import { now, type TaskSpan } from './pool/runner.ts';

export interface PhaseHandle {
  /** Says how much there is to do, once it is known. */
  expect(total: number): void;
  advance(items: number): void;
  span(span: TaskSpan, items: number): void;
}

export class BuildClock {
  readonly timings: PhaseTiming[] = [];
  readonly lanes: LaneSpan[] = [];
  readonly #origin = now();

  constructor(private readonly announce: (event: BuildEvent) => void) {}

  get elapsed(): number {
    return now() - this.#origin;
  }

  /** Runs one phase; phases follow each other, so that the process's own processor time is the phase's. */
  async phase<Result>(phase: PhaseName, work: (handle: PhaseHandle) => Promise<Result> | Result): Promise<Result> {
    const start = this.elapsed;
    const cpu = process.cpuUsage();
    let done = 0;
    let total = 0;
    this.announce({ type: 'phase-started', phase, total: null });
    const result = await work({
      expect: (items) => {
        total = items;
        this.announce({ type: 'phase-progress', phase, done, total });
      },
      advance: (items) => {
        done += items;
        this.announce({ type: 'phase-progress', phase, done, total });
      },
      span: (span, items) =>
        this.lanes.push({ lane: span.lane, phase, start: span.start - this.#origin, wall: span.wall, items }),
    });
    const used = process.cpuUsage(cpu);
    const timing = { phase, start, wall: this.elapsed - start, cpu: (used.user + used.system) / 1000, items: done };
    this.timings.push(timing);
    this.announce({ type: 'phase-finished', timing });
    return result;
  }
}

/**
 * Gives the event loop a turn when `slice` milliseconds have passed since the last one, so that a long serial phase does
 * not freeze the window or the server that it runs in.
 */
export function createPause(slice = 10): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < slice) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        last = performance.now();
        resolve();
      }),
    );
  };
}
