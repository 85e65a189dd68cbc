/** Of a build's events, what a window can show: phases, and their progress ten times a second. Proofs come with the report. */
import type { BuildEvent } from '../../../shared/report.ts';

const LEAST_MS = 100;

export class ProgressFilter {
  #last = Number.NEGATIVE_INFINITY;

  /** @param clock milliseconds, for tests */
  constructor(
    private readonly send: (event: BuildEvent) => void,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  take(event: BuildEvent): void {
    if (event.type === 'proof' || event.type === 'build-finished') return;
    if (event.type === 'phase-progress') {
      const now = this.clock();
      if (now - this.#last < LEAST_MS) return;
      this.#last = now;
    }
    this.send(event);
  }
}
