/** Notices that the machine slept, or that this program stood still: what happened meanwhile may not have been heard. */
import type { WatchSystem } from './system.ts';

const EVERY_MS = 2000;
/** A timer that is later than this is no busy moment. */
const LATE_MS = 5000;

export class SleepGuard {
  #wall: number;
  #steady: number;
  readonly #timer: NodeJS.Timeout;

  /** @param onTick every two seconds, after a look at the clocks */
  constructor(
    private readonly system: Pick<WatchSystem, 'wall' | 'steady'>,
    private readonly onSlept: () => void,
    onTick: () => void,
  ) {
    this.#wall = system.wall();
    this.#steady = system.steady();
    this.#timer = setInterval(() => {
      this.look();
      onTick();
    }, EVERY_MS);
    this.#timer.unref();
  }

  /** Looks now: whoever relies on what was heard may run before the timer after a sleep. Some clocks stand still in it, others do not. */
  look(): void {
    const wall = this.system.wall();
    const steady = this.system.steady();
    const passed = Math.max(wall - this.#wall, steady - this.#steady);
    this.#wall = wall;
    this.#steady = steady;
    if (passed > EVERY_MS + LATE_MS) this.onSlept();
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
