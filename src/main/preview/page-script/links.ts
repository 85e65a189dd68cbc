/** What a click on a link does in the preview: stay in the site, or tell the studio where it would lead. */

/** Where the page is, and what its site is called outside. */
export interface Here {
  /** Of this preview, without a slash at the end. */
  origin: string;
  /** Path and query of the page shown. */
  page: string;
  /** "/birds/" */
  basePath: string;
  /** The site's own address: "https://example.com/birds/". */
  siteUrl: string;
}

export type LinkUse =
  /** The browser does what it always does: a jump within the page, a script. */
  { kind: 'own' } | { kind: 'follow'; url: string } | { kind: 'leave'; url: string };

/**
 * @param href absolute, as the browser resolved it
 * @param download the link asks to be saved
 */
export function linkUse(href: string, download: boolean, here: Here): LinkUse {
  const url = parse(href);
  if (url === null || /^(javascript|data|blob|about):$/.test(url.protocol)) return { kind: 'own' };
  const site = new URL(here.siteUrl);
  if (hasOrigin(url, here.origin)) return ownLinkUse(url, download, here);
  if (url.host === site.host && /^https?:$/.test(url.protocol) && isInside(url.pathname, here.basePath))
    return ownLinkUse(new URL(url.pathname + url.search + url.hash, here.origin), download, here);
  return { kind: 'leave', url: url.href };
}

function ownLinkUse(url: URL, download: boolean, here: Here): LinkUse {
  const target = url.pathname + url.search;
  // Another site at the same address: the studio has no copy of it.
  if (!isInside(url.pathname, here.basePath)) {
    return { kind: 'leave', url: new URL(target.replace(/^\/+/, '/') + url.hash, here.siteUrl).href };
  }
  const address = here.origin + target + url.hash;
  if (download || !isPage(url.pathname)) return { kind: 'leave', url: address };
  return target === here.page && url.hash !== '' ? { kind: 'own' } : { kind: 'follow', url: address };
}

/** By its name, as web servers have it: a folder, or HTML. */
function isPage(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.includes('.') || /\.html?$/i.test(name);
}

function isInside(path: string, basePath: string): boolean {
  return path.startsWith(basePath) || `${path}/` === basePath;
}

/** By parts: the origin of a scheme of our own is not the same text everywhere. */
function hasOrigin(url: URL, origin: string): boolean {
  const own = new URL(origin);
  return url.protocol === own.protocol && url.host === own.host;
}

function parse(href: string): URL | null {
  return URL.canParse(href) ? new URL(href) : null;
}
