/** How far a long download is: one line that is written over, or now and then one where it cannot be. */
import type { Starter } from './start-studio.ts';

const stepBytes = 10_000_000;

export class Progress {
  #shown = -1;
  #any = false;

  constructor(
    private readonly starter: Pick<Starter, 'out' | 'err' | 'isTerminal'>,
    private readonly json: boolean,
  ) {}

  show(bytes: number): void {
    const step = this.starter.isTerminal && !this.json ? 1_000_000 : stepBytes;
    const now = Math.floor(bytes / step);
    if (now === this.#shown) return;
    this.#shown = now;
    this.#any = true;
    const megabytes = Math.floor(bytes / 1_000_000);
    if (this.json) this.starter.out(`${JSON.stringify({ type: 'fetching', what: 'electron', megabytes })}\n`);
    else this.starter.err(this.#line(megabytes));
  }

  #line(megabytes: number): string {
    const text = `Fetching Electron for Galley’s own window, once (about 120 MB): ${megabytes} MB`;
    return this.starter.isTerminal ? `\r${text}` : `${text}\n`;
  }

  end(): void {
    if (this.#any && this.starter.isTerminal && !this.json) this.starter.err('\n');
  }
}
