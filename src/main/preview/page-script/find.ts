/** The element that comes from a place of a text or template. */
import { visible } from './outline.ts';
import { exactMark, type Mark, nearestMark, readMark } from './places.ts';

/** The mark of a missing value first, then the part of the text that the line is in. */
export function find(place: Mark): Element | null {
  const proofs = [...document.querySelectorAll('[data-galley-proof]')];
  const exact = exactMark(
    proofs.map((element) => readMark(element.getAttribute('data-galley-proof') ?? '', true)),
    place,
  );
  const parts = [...document.querySelectorAll('[data-galley-at]')];
  const near = nearestMark(
    parts.map((element) => readMark(element.getAttribute('data-galley-at') ?? '', false)),
    place,
  );
  const element = proofs[exact] ?? parts[near];
  return element === undefined ? null : visible(element);
}

/**
 * The block of the page that a line of a text is in: what begins last before it, or in it; of what begins in one line the first, and
 * the innermost block at its beginning. null: nothing of it is on the page.
 */
export function findBlock({ file, line }: { file: string; line: number }): Element | null {
  const start = `${file}:`;
  const marked = document.querySelectorAll(`[data-galley-at^="${CSS.escape(start)}"]`);
  let best: { element: Element; line: number } | null = null;
  for (const element of marked) {
    const mark = readMark(element.getAttribute('data-galley-at') ?? '', false);
    if (mark === null || mark.file !== file || mark.line > line) continue;
    const isBetter =
      best === null || mark.line > best.line || (mark.line === best.line && isFirstIn(element, best.element));
    if (isBetter && getComputedStyle(element).display !== 'none') best = { element, line: mark.line };
  }
  return best === null ? null : visibleOnly(best.element);
}

function isFirstIn(element: Element, block: Element): boolean {
  return block.contains(element) && isBlock(element);
}

function isBlock(element: Element): boolean {
  return !getComputedStyle(element).display.startsWith('inline');
}

/** What is folded away stays so: looking for the caret opens nothing. */
function visibleOnly(element: Element): Element | null {
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
    const { width, height } = at.getBoundingClientRect();
    if (width > 0 && height > 0) return at;
  }
  return null;
}
