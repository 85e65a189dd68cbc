/**
 * When previews are told to load again, and how many renders run for them: one at a time, the newest of those that wait for the
 * same page standing for all.
 */
import type { ShownPage } from '../../engine/types.ts';

const LEAST_MS = 100;

export interface PreviewPaceParts {
  render(url: string): Promise<ShownPage>;
  /** @param urls null: whichever is shown */
  announce(urls: string[] | null): void;
}

export class PreviewPace {
  readonly #waiting = new Map<string, Promise<ShownPage>>();
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;
  #pending: Set<string> | 'all' | null = null;
  #timer: NodeJS.Timeout | null = null;
  #announced = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: PreviewPaceParts) {}

  /** One page as it would be now, unsaved text included. Texts are taken when its turn comes, not now. */
  show(url: string): Promise<ShownPage> {
    const same = this.#waiting.get(url);
    if (same !== undefined) return same;
    const shown = this.#last.then(() => this.#render(url));
    this.#waiting.set(url, shown);
    this.#last = shown.catch(() => undefined);
    return shown;
  }

  /** Something that these pages show has changed. */
  changed(urls: string[] | null): void {
    if (urls === null || this.#pending === 'all') this.#pending = 'all';
    else this.#pending = new Set([...(this.#pending ?? []), ...urls]);
    this.#soon();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#pending = null;
  }

  async #render(url: string): Promise<ShownPage> {
    this.#waiting.delete(url);
    this.#running++;
    try {
      return await this.parts.render(url);
    } finally {
      this.#running--;
      this.#soon();
    }
  }

  #soon(): void {
    if (this.#pending === null || this.#running > 0 || this.#timer !== null) return;
    const wait = Math.max(0, this.#announced + LEAST_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#announce();
    }, wait);
  }

  #announce(): void {
    const pending = this.#pending;
    if (pending === null || this.#running > 0) return;
    this.#pending = null;
    this.#announced = performance.now();
    this.parts.announce(pending === 'all' ? null : [...pending]);
  }
}
