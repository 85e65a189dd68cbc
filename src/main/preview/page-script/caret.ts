/**
 * A thin line in the margin beside the block in which the caret stands. It follows the caret and what the page becomes; the page
 * moves only when the caret comes to a block that cannot be seen.
 */
import { findBlock } from './find.ts';

type Place = { file: string; line: number };

/** The ink of the studio, with a light rim for dark pages. */
const look = {
  all: 'initial',
  position: 'absolute',
  zIndex: '2147483646',
  pointerEvents: 'none',
  width: '3px',
  borderRadius: '2px',
  background: '#31538f',
  boxShadow: '0 0 0 1px rgba(255, 255, 255, 0.6)',
} as const;

/** Pixels between the block and the line. */
const gap = 10;
/** Of the view, at its top and bottom: what stands there is hardly seen. */
const edge = 24;

export class CaretMark {
  #place: Place | null = null;
  #block: Element | null = null;
  #line: HTMLElement | null = null;
  readonly #resized = new ResizeObserver(() => this.#draw());
  readonly #changed = new MutationObserver((changes) => this.#again(changes));
  #waiting = false;

  /** @param move whether what cannot be seen is brought into view */
  show(place: Place | null, move: boolean): void {
    this.#place = place;
    this.#find(move);
    if (place === null) this.#changed.disconnect();
    else this.#changed.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
  }

  /** The page has become another under the caret: it is looked for again, once a frame, and nothing moves. */
  #again(changes: readonly MutationRecord[]): void {
    if (this.#waiting || changes.every(({ target }) => target === document.documentElement)) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#find(false);
    });
  }

  #find(move: boolean): void {
    const block = this.#place === null ? null : findBlock(this.#place);
    if (block !== this.#block) {
      this.#resized.disconnect();
      this.#block = block;
      if (block !== null) {
        this.#resized.observe(block);
        this.#resized.observe(document.documentElement);
        if (move) bringIntoView(block);
      }
    }
    this.#draw();
  }

  #draw(): void {
    if (this.#block === null) {
      this.#line?.remove();
      return;
    }
    this.#line ??= made();
    if (!this.#line.isConnected) document.documentElement.append(this.#line);
    const { left, top, height } = this.#block.getBoundingClientRect();
    this.#line.style.left = `${Math.max(2, left + scrollX - gap)}px`;
    this.#line.style.top = `${top + scrollY}px`;
    this.#line.style.height = `${height}px`;
  }
}

function made(): HTMLElement {
  const line = document.createElement('galley-caret');
  line.setAttribute('aria-hidden', 'true');
  Object.assign(line.style, look);
  return line;
}

/** Only when less of it is in view than could be. */
function bringIntoView(block: Element): void {
  const { top, bottom } = block.getBoundingClientRect();
  const isSeen = top < innerHeight - edge && bottom > edge;
  if (!isSeen) block.scrollIntoView({ block: 'center', behavior: 'instant' });
}
