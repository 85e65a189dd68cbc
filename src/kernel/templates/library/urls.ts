/** Addresses: under the base path, and absolute. */
import { isSafe, markSafe } from '../../site/markup.ts';
import { PageView } from '../../site/page-view.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import { currentRecorder } from '../../trace/recorder.ts';
import { decodePath, encodePath } from '../../url.ts';
import { absoluteHtml, absoluteUrl } from './absolute-html.ts';
import { text } from './arguments.ts';
import type { Functions } from './library.ts';

const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;
const isRooted = /^(?:[a-z][a-z0-9+.-]*:|\/)/i;
const parts = /^([^?#]*)(.*)$/s;

export function urlFilters(index: SiteIndex): Functions {
  return {
    url: (value) => (value === null || value === undefined ? null : rooted(index, String(value))),
    absolute(value, from) {
      if (value === null || value === undefined) return null;
      if (isSafe(value)) return markSafe(absoluteHtml(value.toString(), baseOf(index, from) ?? pageUrl(index)));
      const address = text(value) as string;
      const base = isRooted.test(address) ? null : baseOf(index, from);
      return base === null ? absolute(index, address) : absoluteUrl(address, base);
    },
  };
}

/** "/about/" and "about/" under the base path; what leads elsewhere, and what has the base path already, stays. */
function rooted(index: SiteIndex, value: string): string {
  if (elsewhere.test(value)) return value;
  currentRecorder().read('site:url');
  const base = index.snapshot.basePath.replace(/\/$/, '');
  if (base !== '' && (value === base || value.startsWith(`${base}/`))) return value;
  const [, path = '', rest = ''] = parts.exec(value) ?? [];
  return `${base}/${encodePath(decodePath(path.replace(/^\/+/, '')))}${rest}`;
}

function absolute(index: SiteIndex, value: string): string {
  return elsewhere.test(value) && value[0] !== '#' ? value : index.absolute(rooted(index, value));
}

/** The absolute address of what a template names as the place of a text: a page, or an address; null for nothing. */
function baseOf(index: SiteIndex, from: unknown): string | null {
  if (from === null || from === undefined) return null;
  return from instanceof PageView ? from.permalink : absolute(index, String(from));
}

/** What relative addresses of the text are relative to: the page that is rendered. */
function pageUrl(index: SiteIndex): string {
  const page = index.pageById(currentRecorder().page);
  return index.absolute(page?.url ?? index.snapshot.basePath);
}
