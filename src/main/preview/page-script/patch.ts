/**
 * Makes a page that is looked at what its HTML is now, by changing only what differs between that and the HTML as it was: what the
 * page's scripts and its reader did elsewhere (classes, open boxes, what was typed, what plays) stays.
 */
import { Idiomorph } from 'idiomorph';

/** Elements of ours, and those that are on their way out. */
export type IsStranger = (node: Node) => boolean;

/**
 * @param live what is looked at
 * @param base as it came, `next` as it is now
 * @param isStranger nodes of the live page that its HTML does not have
 */
export function patchPage(live: Element, base: Element, next: Element, isStranger: IsStranger): void {
  if (base.isEqualNode(next)) return;
  patchAttributes(live, base, next);
  const now = [...live.childNodes].filter((node) => !isStranger(node));
  const before = [...base.childNodes];
  const after = [...next.childNodes];
  const paired = now.length === before.length && before.length === after.length;
  if (!paired || !after.every((node, i) => isAlike(node, now[i] as Node) && isAlike(node, before[i] as Node))) {
    morph(live, next);
    return;
  }
  after.forEach((node, i) => {
    patchNode(now[i] as Node, before[i] as Node, node, isStranger);
  });
}

function isAlike(one: Node, other: Node): boolean {
  if (one.nodeName !== other.nodeName) return false;
  return !(one instanceof Element && other instanceof Element) || one.id === other.id;
}

function patchNode(live: Node, base: Node, next: Node, isStranger: IsStranger): void {
  if (live instanceof Element) patchElement(live, base as Element, next as Element, isStranger);
  else if (live instanceof CharacterData && (base as CharacterData).data !== (next as CharacterData).data) {
    live.data = (next as CharacterData).data;
  }
}

function patchElement(live: Element, base: Element, next: Element, isStranger: IsStranger): void {
  if (base.isEqualNode(next)) return;
  if (live instanceof HTMLLinkElement && live.relList.contains('stylesheet')) replaceSheet(live, next);
  else if (live instanceof HTMLImageElement) void replacePicture(live, base, next);
  else patchPage(live, base, next, isStranger);
}

const leaving = new WeakSet<Node>();

/** Whether it only waits for what comes in its place. */
export function isLeaving(node: Node): boolean {
  return leaving.has(node);
}

/** The new one is there before the old one goes: nothing is seen without its style. */
function replaceSheet(live: HTMLLinkElement, next: Element): void {
  const come = document.importNode(next, true);
  const go = (): void => live.remove();
  come.addEventListener('load', go, { once: true });
  come.addEventListener('error', go, { once: true });
  leaving.add(live);
  live.after(come);
}

/** Read before it is shown, so that its place is never empty. */
async function replacePicture(live: HTMLImageElement, base: Element, next: Element): Promise<void> {
  const come = document.importNode(next, false) as HTMLImageElement;
  come.loading = 'eager';
  // One that cannot be read is shown as the browser shows it.
  await come.decode().catch(() => undefined);
  patchAttributes(live, base, next);
}

function patchAttributes(live: Element, base: Element, next: Element): void {
  for (const { name } of [...base.attributes]) if (!next.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of [...next.attributes]) {
    if (base.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}

/** What a reader did to a part stays even where the part is changed. */
const readers: ReadonlySet<string> = new Set(['open', 'value', 'checked', 'selected']);

function morph(live: Element, next: Element): void {
  Idiomorph.morph(live, [...next.childNodes].map((node) => document.importNode(node, true)) as Element[], {
    morphStyle: 'innerHTML',
    ignoreActiveValue: true,
    callbacks: { beforeAttributeUpdated: (name: string) => !readers.has(name) },
  });
}
