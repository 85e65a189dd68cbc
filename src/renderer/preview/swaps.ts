/**
 * Keeps the page in the frame what it is by now: in place if it can be, else by loading it again. One order at a time: what changes
 * meanwhile waits, and counts once.
 */
import type { PreviewHint, PreviewOrder } from '../../shared/contract/preview.ts';
import type { TextVersion } from '../../shared/contract/text-version.ts';

/** Milliseconds in which a page changes itself; one that does not is taken to hang, and loaded again. One that cannot says so at once. */
const SWAP = 5000;

export interface SwapsParts {
  /** Whether the page has said that it is there. */
  isThere(): boolean;
  order(order: PreviewOrder): void;
  load(): void;
}

interface Wish {
  /** The host's number of the change to be shown; 0: it has not told of it yet. */
  changes: number;
  after: TextVersion | null;
}

interface Running extends Wish {
  number: number;
  timer: ReturnType<typeof setTimeout>;
}

/** No two orders have the same number, whichever page they were for. */
let orders = 0;

export class Swaps {
  #wish: Wish | null = null;
  #running: Running | null = null;
  /** The newest change that the page shows, as far as is known. */
  #shown = 0;

  constructor(private readonly parts: SwapsParts) {}

  /** The host says that the page is another. @param changes its number of the newest change */
  changed(changes: number): void {
    this.#wish = { changes, after: this.#wish?.after ?? null };
    if (this.parts.isThere()) this.#next();
  }

  /** An edit is on its way to the host: the page asks for what comes of it before the host tells of it. */
  expect(edit: TextVersion): void {
    this.#wish = { changes: this.#wish?.changes ?? 0, after: edit };
    if (this.parts.isThere()) this.#next();
  }

  /**
   * The page is there, and did not hear what was ordered while it was on its way.
   * @param changes the newest that it shows
   */
  loaded(changes: number): void {
    this.#wish ??= this.#running;
    this.#shown = changes;
    this.#stop();
    this.#next();
  }

  /** The page answers an order. */
  swapped({
    number,
    done,
    changes,
  }: Pick<Extract<PreviewHint, { type: 'swapped' }>, 'number' | 'done' | 'changes'>): void {
    if (number !== this.#running?.number) return;
    this.#stop();
    if (!done) {
      this.parts.load();
      return;
    }
    this.#shown = Math.max(this.#shown, changes);
    this.#next();
  }

  /** Nothing is ordered any more. */
  end(): void {
    this.#wish = null;
    this.#stop();
  }

  #next(): void {
    const wish = this.#wish;
    if (wish === null || this.#running !== null) return;
    this.#wish = null;
    if (wish.after === null && wish.changes <= this.#shown) return;
    const number = ++orders;
    const timer = setTimeout(() => {
      this.#stop();
      this.parts.load();
    }, SWAP);
    this.#running = { ...wish, number, timer };
    this.parts.order({ galley: 'studio', type: 'swap', number, after: wish.after });
  }

  #stop(): void {
    clearTimeout(this.#running?.timer);
    this.#running = null;
  }
}
