/** The headers of the studio's own origin. */
import { studioName } from './names.ts';

/** @param developer the window comes from Vite, which writes scripts into the page and has a socket of its own */
export function studioHeaders(developer: boolean): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self'${developer ? " 'unsafe-inline'" : ''}`,
    // Mantine and CodeMirror write their own style elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ws://${studioName}:*${developer ? ' ws://localhost:*' : ''}`,
    `frame-src http://*.${studioName}:*`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
  };
}
