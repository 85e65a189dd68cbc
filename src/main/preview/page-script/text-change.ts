/** What a key mostly does to a page: one text between two tags becomes another. It is put in its place without reading the page anew. */
import { type IsStranger, isAsItCame } from './patch.ts';

/** HTML of a text: no tag is in it. */
export interface TextChange {
  before: string;
  after: string;
}

/**
 * @param before HTML of a whole page, `after` as it is now
 * @returns null: something else differs, or the same text stands in several places
 */
export function textChange(before: string, after: string): TextChange | null {
  const { start, end } = differing(before, after);
  const open = before.lastIndexOf('>', start - 1) + 1;
  const close = before.indexOf('<', end);
  if (start === end && before.length === after.length) return null;
  if (start === 0 || open === 0 || close < 0) return null;
  const change = { before: before.slice(open, close), after: after.slice(open, close + after.length - before.length) };
  if (/[<>]/.test(change.before + change.after) || isBlank(change.before) || isBlank(change.after)) return null;
  return isOnce(before, `>${change.before}<`) ? change : null;
}

/** What lies between their common beginning and their common end, in the first. */
function differing(before: string, after: string): { start: number; end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return { start, end: before.length - same };
}

function isOnce(text: string, part: string): boolean {
  const at = text.indexOf(part);
  return at >= 0 && text.indexOf(part, at + 1) < 0;
}

function isBlank(html: string): boolean {
  return html.trim() === '';
}

/**
 * Changes it in the page that is looked at and in the page as it came.
 * @returns false: it cannot be found, and nothing was changed
 */
export function changeText(live: Element, base: Element, change: TextChange, isStranger: IsStranger): boolean {
  const [before, after] = [textOf(change.before), textOf(change.after)];
  const came = before === null || after === null ? null : onlyText(base, before);
  const shown = came === null ? null : counterpart(live, base, came, isStranger);
  if (came === null || !(shown instanceof Text)) return false;
  shown.data = after as string;
  came.data = after as string;
  return true;
}

/** With its entities read; null: it is not one text. */
function textOf(html: string): string | null {
  const template = document.createElement('template');
  template.innerHTML = html;
  const { childNodes } = template.content;
  const [text] = childNodes;
  return childNodes.length === 1 && text instanceof Text ? text.data : null;
}

/** null: there is none, or several. */
function onlyText(root: Element, data: string): Text | null {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let found: Text | null = null;
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.data !== data) continue;
    if (found !== null) return null;
    found = text;
  }
  return found;
}

/** The same place in the page that is looked at; null where a script has made another page of it. */
function counterpart(live: Element, base: Element, node: Node, isStranger: IsStranger): Node | null {
  const way: Node[] = [];
  for (let at: Node = node; at !== base; at = at.parentNode as Node) way.unshift(at);
  let shown: Node = live;
  let came: Node = base;
  for (const step of way) {
    const now = [...shown.childNodes].filter((child) => !isStranger(child));
    const before = [...came.childNodes];
    if (!isAsItCame(now, before)) return null;
    shown = now[before.indexOf(step as ChildNode)] as Node;
    came = step;
  }
  return shown;
}
