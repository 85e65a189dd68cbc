/** Long loops give way: whoever runs them answers a window too. */
import { setImmediate as breathe } from 'node:timers/promises';

const SLICE_MS = 10;

/** `if (pace.due) await pace.rest();` */
export class Pace {
  #since = performance.now();

  get due(): boolean {
    return performance.now() - this.#since > SLICE_MS;
  }

  async rest(): Promise<void> {
    await breathe();
    this.#since = performance.now();
  }
}
