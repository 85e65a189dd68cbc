/**
 * The names under which the host answers. They are compared, not the port: through a forwarded port (`ssh -L`) the browser has
 * another one. Any other name is a strange page that reaches for this computer through its reader's browser.
 */

export const studioName = 'galley.localhost';

export type Visited = { kind: 'studio' } | { kind: 'preview'; key: string };

/** @param host the request's `Host`; null: not one of ours */
export function visitedBy(host: string | undefined): Visited | null {
  const match = /^(?:([0-9a-f]{32})\.)?galley\.localhost(?::\d{1,5})?$/i.exec(host ?? '');
  if (!match) return null;
  return match[1] === undefined ? { kind: 'studio' } : { kind: 'preview', key: match[1].toLowerCase() };
}

/** Whether a WebSocket was asked for by a page of this very address. @param host the request's `Host` */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin !== undefined && host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`;
}

export function studioOrigin(port: number): string {
  return `http://${studioName}:${port}`;
}

export function previewOrigin(key: string, port: number): string {
  return `http://${key}.${studioName}:${port}`;
}
