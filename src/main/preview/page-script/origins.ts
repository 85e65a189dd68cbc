/** From a part of the page outwards: the places and the values that it comes from, as the marks say it. */
import type { PreviewLink } from '../../../shared/contract/preview.ts';
import { readFrom, readMark } from './places.ts';

/** More than these say nothing new. */
const MOST = 20;
const END = '/galley';

export function chainOf(from: Node): PreviewLink[] {
  const chain: PreviewLink[] = [];
  for (let at: Node | null = from; at !== null && chain.length < MOST; at = at.parentNode) {
    if (at instanceof Element) {
      const mark = readMark(at.getAttribute('data-galley-at') ?? '', false);
      if (mark !== null) chain.push({ ...mark, values: [] });
    }
    chain.push(...enclosing(at));
  }
  return chain.slice(0, MOST);
}

/** The comments that were opened before a node and not closed, the nearest first. */
function enclosing(node: Node): PreviewLink[] {
  const found: PreviewLink[] = [];
  let closed = 0;
  for (let before = node.previousSibling; before !== null; before = before.previousSibling) {
    if (!(before instanceof Comment)) continue;
    if (before.data === END) closed++;
    else {
      const from = readFrom(before.data);
      if (from === null) continue;
      if (closed > 0) closed--;
      else found.push(from);
    }
  }
  return found;
}

/** The words or the picture under a point; null: nothing that anybody could mean. */
export function partAt(target: Element, x: number, y: number): Node | null {
  const text = textAt(x, y);
  if (text !== null) return text;
  return target.closest('img, picture, video, canvas, svg, hr');
}

function textAt(x: number, y: number): Text | null {
  const node = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(x, y)?.offsetNode
    : document.caretRangeFromPoint(x, y)?.startContainer;
  if (!(node instanceof Text)) return null;
  // Behind the last word of a line counts, as in an editor; between two paragraphs does not.
  const box = node.parentElement?.getBoundingClientRect();
  const isIn = box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  return isIn && node.data.trim() !== '' ? node : null;
}

const active =
  'a, button, input, select, textarea, label, summary, option, video, audio, iframe, [contenteditable], [role=button], [role=tab], [role=menuitem], [onclick]';

/** Whether a click there does something of its own: the page's own things come first. */
export function isActive(target: Element): boolean {
  return target.closest(active) !== null || getComputedStyle(target).cursor === 'pointer';
}
