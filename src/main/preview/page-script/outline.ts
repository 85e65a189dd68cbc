/** Draws a line around an element without touching it, so that the page's own styles and scripts notice nothing. */

/** Pencil red on any background: a light rim keeps it visible on dark pages. */
const look = {
  all: 'initial',
  position: 'absolute',
  zIndex: '2147483647',
  pointerEvents: 'none',
  boxSizing: 'border-box',
  border: '2px solid #c8321f',
  borderRadius: '3px',
  boxShadow: '0 0 0 1px rgba(255, 255, 255, 0.8)',
} as const;

/** Pixels between the element and the line. */
const gap = 4;

let frame: HTMLElement | null = null;
let target: Element | null = null;
const watching = new ResizeObserver(() => place());

/** @param element null: takes the line away */
export function outline(element: Element | null): void {
  watching.disconnect();
  target = element;
  if (element === null) {
    frame?.remove();
    return;
  }
  frame ??= makeFrame();
  document.documentElement.append(frame);
  watching.observe(element);
  watching.observe(document.documentElement);
  place();
}

function makeFrame(): HTMLElement {
  const made = document.createElement('galley-outline');
  made.setAttribute('aria-hidden', 'true');
  Object.assign(made.style, look);
  return made;
}

function place(): void {
  if (frame === null || target === null) return;
  const box = target.getBoundingClientRect();
  frame.style.left = `${box.left + scrollX - gap}px`;
  frame.style.top = `${box.top + scrollY - gap}px`;
  frame.style.width = `${box.width + 2 * gap}px`;
  frame.style.height = `${box.height + 2 * gap}px`;
}

/** The element itself, or the next one around it that takes up room; null: nothing of it is on the page. */
export function visible(element: Element): Element | null {
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
    const box = at.getBoundingClientRect();
    if (box.width > 0 && box.height > 0) return at;
  }
  return null;
}
