/** Addresses of the preview, as this window reaches and shows them. */

/**
 * The preview's origin as this browser reaches it: where a port was forwarded, it is the port of the window's own address.
 * @param preview as the host has it
 * @param own address of this window
 */
export function originHere(preview: string, own: string): string {
  const here = new URL(own);
  const origin = new URL(preview);
  const isUnder = origin.hostname.slice(origin.hostname.indexOf('.') + 1) === here.hostname;
  if (origin.protocol !== 'http:' || here.protocol !== 'http:' || !isUnder) return preview;
  origin.port = here.port;
  return origin.origin;
}

/** An address as a person reads it; what a page says it is may not be one. */
export function readable(url: string): string {
  try {
    return decodeURI(url);
  } catch (error) {
    if (error instanceof URIError) return url;
    throw error;
  }
}
