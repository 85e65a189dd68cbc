/**
 * A click on words or a picture says where they come from. What does something of its own when it is clicked (links, buttons, fields)
 * does that; with Alt held down it says where it comes from, too.
 */
import type { PreviewHint } from '../../../shared/contract/preview.ts';
import { chainOf, isActive, partAt } from './origins.ts';

export function watchPicking(tell: (hint: PreviewHint) => void): void {
  const pick = (part: Node): boolean => {
    const chain = chainOf(part);
    if (chain.length === 0) return false;
    tell({ galley: 'preview', type: 'pick', chain });
    return true;
  };
  addEventListener('click', (event) => {
    const { target, defaultPrevented } = event;
    if (defaultPrevented || !isPlain(event) || !(target instanceof Element) || isActive(target)) return;
    // Who draws over words wants to have them.
    if (getSelection()?.isCollapsed === false) return;
    const part = partAt(target, event.clientX, event.clientY);
    if (part !== null) pick(part);
  });
  const withAlt = (event: MouseEvent): void => {
    const { target, altKey, clientX, clientY } = event;
    if (!altKey || event.button !== 0 || !(target instanceof Element)) return;
    if (pick(partAt(target, clientX, clientY) ?? target)) event.preventDefault();
  };
  // Before the page and the browser, which would save the link.
  addEventListener('click', withAlt, { capture: true });
}

function isPlain({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey;
}
