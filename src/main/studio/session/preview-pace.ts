/**
 * When previews are told that their page is another, and how many renders run for them: one at a time, the newest of those that wait
 * for the same page standing for all. The page that is looked at begins to be made while its preview is told.
 */
import type { ShownPage } from '../../engine/types.ts';
import type { NumberedPage } from '../../preview/types.ts';

/** Between two announcements. Who types fast waits for as long at most; less would only make pages that nobody sees. */
const LEAST_MS = 40;

export interface PreviewPaceParts {
  render(url: string): Promise<ShownPage>;
  /** @param urls null: whichever is shown */
  announce(urls: string[] | null, changes: number): void;
}

export class PreviewPace {
  /** The page that was asked for last, and was there. */
  #looked: string | null = null;
  /** Made before it was asked for, with all changes up to a number. */
  #ahead: { url: string; changes: number; shown: Promise<NumberedPage> } | null = null;
  /** What was begun to be made last. */
  #made: { url: string; changes: number } | null = null;
  /** Above those of any host before this one: a window outlives it. */
  #changes = Date.now() * 1000;
  readonly #waiting = new Map<string, Promise<NumberedPage>>();
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;
  #pending: Set<string> | 'all' | null = null;
  #timer: NodeJS.Timeout | null = null;
  #announced = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: PreviewPaceParts) {}

  /** One page as it would be now, unsaved text included. Texts are taken when its turn comes, not now. */
  async show(url: string): Promise<NumberedPage> {
    const shown = await (this.#takeAhead(url) ?? this.#queue(url));
    if (shown.found) this.#looked = url;
    return shown;
  }

  /** Something that these pages show has changed. */
  changed(urls: string[] | null): void {
    this.#changes++;
    if (urls === null || this.#pending === 'all') this.#pending = 'all';
    else this.#pending = new Set([...(this.#pending ?? []), ...urls]);
    this.#soon();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#pending = null;
  }

  #queue(url: string): Promise<NumberedPage> {
    const same = this.#waiting.get(url);
    if (same !== undefined) return same;
    const shown = this.#last.then(() => this.#render(url));
    this.#waiting.set(url, shown);
    this.#last = shown.catch(() => undefined);
    return shown;
  }

  /** Once: who asks again wants it made again. */
  #takeAhead(url: string): Promise<NumberedPage> | null {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead?.url === url && ahead.changes === this.#changes ? ahead.shown : null;
  }

  async #render(url: string): Promise<NumberedPage> {
    this.#waiting.delete(url);
    this.#running++;
    const changes = this.#changes;
    this.#made = { url, changes };
    try {
      return { ...(await this.parts.render(url)), changes };
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
    this.parts.announce(pending === 'all' ? null : [...pending], this.#changes);
    const url = this.#looked;
    if (url === null || (pending !== 'all' && !pending.has(url))) return;
    // A window that knew of the change before us has asked already.
    if (this.#made?.url === url && this.#made.changes === this.#changes) return;
    const shown = this.#queue(url);
    // Whoever asks for it hears of a failure; else nobody wants to know.
    shown.catch(() => undefined);
    this.#ahead = { url, changes: this.#changes, shown };
  }
}
