/**
 * When previews are told that their page is another, and how many renders run for them: one at a time, the newest of those that wait
 * for the same page standing for all. The page that is looked at begins to be made while its preview is told. While somebody types,
 * marks are taken on trust; what was shown last is made with care when they rest, and told of when it is another.
 */
import type { ShownPage } from '../../engine/types.ts';
import type { NumberedPage } from '../../preview/types.ts';

/** Between two announcements. Who types fast waits for as long at most; less would only make pages that nobody sees. */
const LEAST_MS = 40;
/** Longer than from key to key. */
const REST_MS = 300;

export interface PreviewPaceParts {
  /** @param trusting see ShowRequest */
  render(url: string, trusting: boolean): Promise<ShownPage>;
  /** @param urls null: whichever is shown */
  announce(urls: string[] | null, changes: number): void;
  /** Of a page that nobody waits for. */
  onError(error: unknown): void;
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
  #rest: NodeJS.Timeout | null = null;
  #closed = false;
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
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#rest) clearTimeout(this.#rest);
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
      const shown = await this.parts.render(url, true);
      if (shown.trusted) this.#lookAgain(shown, url, changes);
      return { ...shown, changes };
    } finally {
      this.#running--;
      this.#soon();
    }
  }

  /** When nobody has typed for a while. */
  #lookAgain(shown: ShownPage, url: string, changes: number): void {
    if (this.#rest) clearTimeout(this.#rest);
    if (this.#closed) return;
    this.#rest = setTimeout(() => {
      const isNews = (): boolean => changes !== this.#changes || this.#closed;
      this.#last = this.#last
        .then(() => (isNews() ? undefined : this.#compare(shown, url)))
        .catch((error: unknown) => this.parts.onError(error));
    }, REST_MS);
  }

  async #compare(shown: ShownPage, url: string): Promise<void> {
    this.#running++;
    try {
      const { html } = await this.parts.render(url, false);
      if (html !== shown.html) this.changed([url]);
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
