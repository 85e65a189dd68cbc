/** Addresses: under the base path, and absolute. */
import { isSafe, markSafe } from '../../site/markup.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import { currentRecorder } from '../../trace/recorder.ts';
import { decodePath, encodePath } from '../../url.ts';
import { absoluteHtml } from './absolute-html.ts';
import { text } from './arguments.ts';
import type { Functions } from './library.ts';

const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;
const parts = /^([^?#]*)(.*)$/s;

export function urlFilters(index: SiteIndex): Functions {
  return {
    url: (value) => (value === null || value === undefined ? null : rooted(index, String(value))),
    absolute(value) {
      if (value === null || value === undefined) return null;
      if (isSafe(value)) return markSafe(absoluteHtml(value.toString(), pageUrl(index)));
      return absolute(index, text(value) as string);
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

/** What relative addresses of the text are relative to: the page that is rendered. */
function pageUrl(index: SiteIndex): string {
  const page = index.pageById(currentRecorder().page);
  return index.absolute(page?.url ?? index.snapshot.basePath);
}
