/**
 * Runs in every page of the preview, and never in public/: it lets the studio see where the reader is and show a place on the page.
 * It shares the page's world, so what it says is only a hint (see src/shared/contract/preview.ts).
 */
import type { PreviewHint, PreviewOrder } from '../../../shared/contract/preview.ts';
import { CaretMark } from './caret.ts';
import { find } from './find.ts';
import { type Here, linkUse } from './links.ts';
import { outline } from './outline.ts';
import { watchPicking } from './pick.ts';
import { Swapper } from './swap.ts';

/** What the server says about the page, on the script's own element. */
interface Setting {
  /** Origin of the window that shows the preview. */
  studio: string;
  basePath: string;
  siteUrl: string;
  /** The page's address as the site has it; "": take the browser's. */
  page: string;
  /** The host's number of the newest change that it shows. */
  changes: number;
}

const scrollKey = 'galley-preview-scroll';

function start({ studio, basePath, siteUrl, page, changes }: Setting, swapper: Swapper): void {
  const tell = (hint: PreviewHint): void => parent.postMessage(hint, studio);
  const ready = (born: number): void => {
    const url = (page || location.pathname).slice(0, 8000);
    const title = document.title.slice(0, 2000);
    const hint: PreviewHint = { galley: 'preview', type: 'ready', url, title, born, changes };
    parent.postMessage(hint, studio, [openLine(swapper)]);
  };
  const here = (): Here => ({
    origin: `${location.protocol}//${location.host}`,
    page: location.pathname + location.search,
    basePath,
    siteUrl,
  });
  obey(studio, tell);
  watchLinks(here, tell);
  watchPicking(tell);
  watchKeys(tell);
  watchScrolling(tell);
  ready(performance.timeOrigin);
  // Shown again from the browser's memory of the way back: no script runs anew.
  addEventListener('pageshow', ({ persisted }) => persisted && ready(Date.now()));
}

/**
 * Changes of the page are ordered and answered on a line of their own: other messages between two pages wait for the browser's own
 * thread. @returns the window's end of it
 */
function openLine(swapper: Swapper): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!isSwap(data)) return;
    const { number, after } = data;
    const say = (changes: number | null): void => {
      const done = changes !== null;
      port1.postMessage({
        galley: 'preview',
        type: 'swapped',
        number,
        done,
        changes: changes ?? 0,
      } satisfies PreviewHint);
    };
    // Whatever goes wrong in a page that is changed under its scripts, it can be loaded again.
    swapper.swap(after).then(say, () => say(null));
  };
  return port2;
}

function obey(studio: string, tell: (hint: PreviewHint) => void): void {
  const caret = new CaretMark();
  addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== parent || origin !== studio) return;
    if (isCaret(data)) caret.show(data.place, data.move === true);
    if (!isShow(data)) return;
    const found = data.place === null ? null : find(data.place);
    outline(found);
    found?.scrollIntoView({ block: 'center', behavior: 'instant' });
    tell({ galley: 'preview', type: 'shown', found: found !== null });
  });
}

function isSwap(data: unknown): data is PreviewOrder & { type: 'swap' } {
  if (typeof data !== 'object' || data === null) return false;
  const { galley, type, number, after } = data as Partial<PreviewOrder & { type: 'swap' }>;
  return galley === 'studio' && type === 'swap' && typeof number === 'number' && after !== undefined;
}

function isShow(data: unknown): data is PreviewOrder & { type: 'show' } {
  return isPlaced(data, 'show');
}

function isCaret(data: unknown): data is PreviewOrder & { type: 'caret' } {
  return isPlaced(data, 'caret');
}

function isPlaced(data: unknown, wanted: 'show' | 'caret'): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const { galley, type, place } = data as Partial<PreviewOrder & { type: 'show' | 'caret' }>;
  if (galley !== 'studio' || type !== wanted || place === undefined) return false;
  return place === null || (typeof place.file === 'string' && typeof place.line === 'number');
}

function watchLinks(here: () => Here, tell: (hint: PreviewHint) => void): void {
  const hear = (event: MouseEvent): void => {
    // What the page's own scripts took care of is theirs.
    if (event.defaultPrevented || event.button > 1) return;
    const link = linkOf(event);
    if (link === null) return;
    const use = linkUse(link.href, link.download, here());
    if (use.kind === 'own') return;
    event.preventDefault();
    if (use.kind === 'follow') location.assign(use.url);
    else tell({ galley: 'preview', type: 'leave', url: use.url.slice(0, 8000) });
  };
  addEventListener('click', hear);
  addEventListener('auxclick', hear);
}

/** Links in drawings, and in parts that the page's scripts made, are links too. */
function linkOf(event: Event): { href: string; download: boolean } | null {
  for (const node of event.composedPath()) {
    if (node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement)
      return node.href === '' ? null : { href: node.href, download: node.hasAttribute('download') };
    if (node instanceof SVGAElement)
      return { href: new URL(node.href.baseVal, document.baseURI).href, download: node.hasAttribute('download') };
  }
  return null;
}

function watchKeys(tell: (hint: PreviewHint) => void): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || (event.key !== 'Escape' && event.key !== 'F6')) return;
    event.preventDefault();
    tell({ galley: 'preview', type: 'key', key: event.key });
  });
}

/** Says where the reader is, and keeps it while the page is loaded again. */
function watchScrolling(tell: (hint: PreviewHint) => void): void {
  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      tell({ galley: 'preview', type: 'scroll', y: scrollY });
    });
  });
  const storage = openStorage();
  if (storage === null) return;
  restoreScroll(storage);
  addEventListener('pagehide', () => storage.setItem(scrollKey, JSON.stringify([location.pathname, scrollY])));
}

/** Only for the page that was shown last: who comes by a link begins at the top. */
function restoreScroll(storage: Storage): void {
  const kept = storage.getItem(scrollKey);
  const [path, y] = kept === null ? [] : (JSON.parse(kept) as [string?, number?]);
  if (path !== location.pathname || !y || location.hash !== '') return;
  const back = (): void => scrollTo({ top: y, behavior: 'instant' });
  back();
  // Pictures without their size make room only when they are there.
  addEventListener('load', () => scrollY < y && back(), { once: true });
}

/** null: the browser lets no page store anything. */
function openStorage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    // Scrolling to where one was is then not possible, and nothing else is lost.
    return null;
  }
}

const own = document.currentScript;
// Alone in a tab, or in a frame of the page itself, there is nobody to talk to.
if (own instanceof HTMLScriptElement && parent !== self && parent === top) {
  const { studio = '', basePath = '/', siteUrl = '', page = '', changes = '0' } = own.dataset;
  start({ studio, basePath, siteUrl, page, changes: Number(changes) }, new Swapper(own));
}
