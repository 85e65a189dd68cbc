import { formatNumber } from '../../shared/numbers.ts';
import { phaseWords } from '../../shared/phase-words.ts';
import type { BuildEvent } from '../../shared/report.ts';
import type { Output } from '../host.ts';

const barWidth = 24;
/** Milliseconds between two drawings. */
const pause = 80;

/** One line at the bottom of a terminal: a bar when the end is known, words when it is not. */
export class Progress {
  #drawn = 0;
  #visible = false;

  constructor(
    private readonly output: Output,
    private readonly clock: () => number = Date.now,
  ) {}

  show(event: BuildEvent): void {
    if (event.type === 'phase-started') this.step(phaseWords[event.phase], 0, null);
    else if (event.type === 'phase-progress') this.step(phaseWords[event.phase], event.done, event.total);
  }

  /** @param total null: the end is not known */
  step(words: string, done: number, total: number | null): void {
    if (total === null) {
      this.#draw(`${words} …`);
      return;
    }
    const filled = total > 0 ? Math.min(barWidth, Math.round((done / total) * barWidth)) : 0;
    const bar = `${'━'.repeat(filled)}${'╌'.repeat(barWidth - filled)}`;
    this.#draw(`${bar} ${words}, ${formatNumber(done)} of ${formatNumber(total)}`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#visible) this.output.write('\r\u001b[K');
    this.#visible = false;
  }

  #draw(text: string): void {
    const now = this.clock();
    if (this.#visible && now - this.#drawn < pause) return;
    this.#drawn = now;
    this.#visible = true;
    this.output.write(`\r\u001b[K${text.slice(0, Math.max(10, (this.output.columns ?? 80) - 1))}`);
  }
}
