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
  if (!isAsItCame(now, before) || !patchChildren(live, now, before, after, isStranger)) morph(live, next);
}

/** Whether no script has put something between these, or taken it away. */
export function isAsItCame(now: readonly Node[], before: readonly Node[]): boolean {
  return now.length === before.length && now.every((node, i) => isAlike(node, before[i] as Node));
}

/** More new or old parts in one place than these are sorted out by the library, which compares all with all. */
const FEW = 20;

/**
 * What is the same at the beginning and at the end stays untouched; of the rest each takes what came to its place, and what is too
 * much comes or goes.
 * @param now the live nodes, one for each of `before`
 * @returns false: too much is different
 */
function patchChildren(
  live: Element,
  now: readonly ChildNode[],
  before: readonly Node[],
  after: readonly Node[],
  isStranger: IsStranger,
): boolean {
  const { start, end } = sameEnds(before, after);
  const [old, come] = [before.length - start - end, after.length - start - end];
  const [gone, comes] = [idsOf(before, start, old), idsOf(after, start, come)];
  // A heading that is typed in has another name with each key, and is the same heading.
  const becomes = (one: Node, other: Node): boolean =>
    isAlike(one, other) || (one.nodeName === other.nodeName && !comes.has(idOf(one)) && !gone.has(idOf(other)));
  let pairs = 0;
  while (pairs < Math.min(old, come) && becomes(before[start + pairs] as Node, after[start + pairs] as Node)) pairs++;
  if (old - pairs > FEW || come - pairs > FEW || (old > pairs && come > pairs && holdsIds(before, start, old)))
    return false;
  for (let i = start; i < start + pairs; i++)
    patchNode(now[i] as Node, before[i] as Node, after[i] as Node, isStranger);
  const behind = now[start + old] ?? null;
  for (let i = start + pairs; i < start + old; i++) (now[i] as ChildNode).remove();
  for (let i = start + pairs; i < start + come; i++)
    live.insertBefore(document.importNode(after[i] as Node, true), behind);
  return true;
}

function sameEnds(before: readonly Node[], after: readonly Node[]): { start: number; end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && (before[start] as Node).isEqualNode(after[start] as Node)) start++;
  let end = 0;
  while (end < most - start && (before.at(-1 - end) as Node).isEqualNode(after.at(-1 - end) as Node)) end++;
  return { start, end };
}

/** Parts with names may have moved, and are then kept by the library. */
function holdsIds(nodes: readonly Node[], start: number, count: number): boolean {
  return nodes
    .slice(start, start + count)
    .some((node) => node instanceof Element && (node.id !== '' || node.querySelector('[id]') !== null));
}

function isAlike(one: Node, other: Node): boolean {
  return one.nodeName === other.nodeName && idOf(one) === idOf(other);
}

function idsOf(nodes: readonly Node[], start: number, count: number): ReadonlySet<string> {
  return new Set(nodes.slice(start, start + count).map(idOf));
}

function idOf(node: Node): string {
  return node instanceof Element ? node.id : '';
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
