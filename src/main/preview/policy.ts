/** The headers of every answer of a preview: who may show it, and what it may reach. */

/**
 * @param studio origin of the window that frames the preview
 * @param online false: nothing of the page reaches another origin
 */
export function previewHeaders(studio: string, online: boolean): Record<string, string> {
  // Frames that the page itself makes of its site's pages have the page above them, too.
  const policy = [`frame-ancestors 'self' ${studio}`, "form-action 'self'"];
  if (!online) policy.push("default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:", "base-uri 'self'");
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    'Origin-Agent-Cluster': '?1',
    'X-Content-Type-Options': 'nosniff',
    // The name of the origin is a secret: other servers do not learn it.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(online ? {} : { 'X-DNS-Prefetch-Control': 'off' }),
  };
}

/**
 * The window's origin as this reader's browser has it: a forwarded port is another one than ours, and the request says it.
 * @param studio "http://galley.localhost:4321", or an origin of a scheme of our own
 * @param request address of a request to the preview
 */
export function studioOriginFor(studio: string, request: URL): string {
  if (request.protocol !== 'http:' || !studio.startsWith('http:')) return studio;
  const origin = new URL(studio);
  origin.port = request.port;
  return origin.origin;
}
