/** The two origins of the shell: the window's own, and one for the preview of each open site. */

export const APP_SCHEME = 'galley-app';
export const PREVIEW_SCHEME = 'galley-preview';
export const APP_ORIGIN = `${APP_SCHEME}://studio`;

/** @param key of the site: 32 hex digits. A name of digits alone would be read as an address of numbers, hence the end. */
export function previewOrigin(key: string): string {
  return `${PREVIEW_SCHEME}://${key}.site`;
}

/** The site's key in an address of a preview; null: it is no such address. */
export function previewKey(url: string): string | null {
  const parsed = parse(url);
  if (parsed?.protocol !== `${PREVIEW_SCHEME}:`) return null;
  return /^([0-9a-f]{32})\.site$/.exec(parsed.host)?.[1] ?? null;
}

/** Whether an address belongs to an origin. Compared by parts: for a scheme of our own, Node's `URL.origin` is "null". */
export function hasOrigin(url: string, origin: string): boolean {
  const one = parse(url);
  const other = parse(origin);
  return one !== null && other !== null && one.protocol === other.protocol && one.host === other.host;
}

/** The scheme of an address, without its colon; an empty text when it is none. */
export function schemeOf(url: string): string {
  return parse(url)?.protocol.slice(0, -1) ?? '';
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
