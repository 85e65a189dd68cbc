/** The page as it is now in the place of the page as it was, without loading it again. */
import { AFTER_HEADER, type TextVersion, textVersionToHeader } from '../../../shared/contract/text-version.ts';
import { isLeaving, patchPage } from './patch.ts';
import { changeText, textChange } from './text-change.ts';

/** Drawn over the page by us. */
const drawn: ReadonlySet<string> = new Set(['GALLEY-OUTLINE', 'GALLEY-CARET']);
/** In the element of our script. */
const NUMBER = ' data-changes="';
/** Taken before the page's later scripts could put another in its place. */
const load = fetch.bind(self);

export class Swapper {
  /** The page's HTML as it was when it was loaded or swapped last; null while it still loads. */
  #base: Element | null = null;
  /** What it was made of; null: nobody has read it. */
  #html: string | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** @param own our script's element: what it says of the page tells whether it is the same page with the same scripts */
  constructor(private readonly own: HTMLScriptElement) {
    // After the whole page was read, and before those of its scripts run that wait for that.
    document.addEventListener('readystatechange', () => this.#keepBase(), { once: true });
    if (document.readyState !== 'loading') this.#keepBase();
  }

  #keepBase(): void {
    const base = document.documentElement.cloneNode(true) as Element;
    for (const script of base.querySelectorAll('script')) if (script.src === this.own.src) script.remove();
    this.#base ??= base;
  }

  /**
   * One after the other.
   * @returns the host's number of the newest change that it shows; null: it cannot be done in place, and nothing was changed
   */
  swap(after: TextVersion | null): Promise<number | null> {
    const swapped = this.#last.then(() => this.#swap(after));
    this.#last = swapped.catch(() => undefined);
    return swapped;
  }

  async #swap(after: TextVersion | null): Promise<number | null> {
    const headers = after === null ? {} : { [AFTER_HEADER]: textVersionToHeader(after) };
    const response = await load(location.pathname + location.search, { cache: 'no-store', headers });
    if (!response.ok || response.redirected) return null;
    const { html, changes } = withoutNumber(await response.text());
    if (!this.#changeText(html) && !this.#changeAll(html)) return null;
    this.#html = html;
    return changes;
  }

  /** @returns false: more differs than one text */
  #changeText(html: string): boolean {
    if (this.#html === null || this.#base === null) return false;
    const change = textChange(this.#html, html);
    return change !== null && changeText(document.documentElement, this.#base, change, this.#isStranger);
  }

  /** @returns false: it cannot be done in place */
  #changeAll(html: string): boolean {
    const next = new DOMParser().parseFromString(html, 'text/html');
    const ours = [...next.scripts].find(({ src }) => src === this.own.src);
    const base = this.#base;
    if (ours === undefined || base === null || !this.#isSame(ours, next)) return false;
    ours.remove();
    patchPage(document.documentElement, base, next.documentElement, this.#isStranger);
    this.#base = next.documentElement;
    return true;
  }

  readonly #isStranger = (node: Node): boolean => node === this.own || drawn.has(node.nodeName) || isLeaving(node);

  /** Scripts run once: a page with others is loaded again. */
  #isSame(ours: HTMLScriptElement, next: Document): boolean {
    const { scripts, page } = this.own.dataset;
    return ours.dataset.scripts === scripts && ours.dataset.page === page && next.compatMode === document.compatMode;
  }
}

/** The number that our script's element has last of all: it is another with each change, and nothing of the page. */
function withoutNumber(html: string): { html: string; changes: number } {
  const start = html.lastIndexOf(NUMBER);
  const from = start + NUMBER.length;
  const end = html.indexOf('"', from);
  if (start < 0 || end < 0) return { html, changes: 0 };
  return { html: html.slice(0, from) + html.slice(end), changes: Number(html.slice(from, end)) };
}
