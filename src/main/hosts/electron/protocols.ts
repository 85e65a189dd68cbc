/** What our two schemes answer: the window's files, and the pages of the preview. */
import { protocol } from 'electron';
import type { Studio } from '../../studio/types.ts';
import { readWindowFile } from '../common/window-files.ts';
import { APP_ORIGIN, APP_SCHEME, hasOrigin, PREVIEW_SCHEME, previewKey } from './origins.ts';

/** The studio's own pictures lie under it, beside the window's files. */
const STUDIO_FILES = '/galley/';

// 'unsafe-inline' for styles alone: Mantine and CodeMirror write their own style elements.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  `frame-src ${PREVIEW_SCHEME}:`,
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Before the first window, which asks at once. @param renderer the folder of the window's built files, absolute */
export function setupProtocols(studio: Pick<Studio, 'asset' | 'preview'>, renderer: string): void {
  protocol.handle(APP_SCHEME, (request) => answerApp(studio, renderer, request));
  protocol.handle(PREVIEW_SCHEME, (request) => answerPreview(studio, request));
}

/** A file of the window or of the studio; every answer carries the window's policy. */
async function answerApp(studio: Pick<Studio, 'asset'>, renderer: string, request: Request): Promise<Response> {
  if (!hasOrigin(request.url, APP_ORIGIN)) return guarded(new Response('Not found', { status: 404 }));
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return guarded(new Response('Not allowed', { status: 405, headers: { allow: 'GET, HEAD' } }));
  }
  const { pathname } = new URL(request.url);
  const found = pathname.startsWith(STUDIO_FILES) ? await studio.asset(pathname) : await ownFile(renderer, pathname);
  return guarded(found ?? new Response('Not found', { status: 404 }));
}

/** A page or file of the site whose key the address names, with what the preview says of it, `Range` included. */
async function answerPreview(studio: Pick<Studio, 'preview'>, request: Request): Promise<Response> {
  const key = previewKey(request.url);
  return key === null ? new Response('Not found', { status: 404 }) : studio.preview(key, request);
}

async function ownFile(renderer: string, pathname: string): Promise<Response | null> {
  const file = await readWindowFile(renderer, pathname || '/');
  return file && new Response(file.bytes, { headers: { 'content-type': file.type } });
}

function guarded(response: Response): Response {
  const all = new Headers(response.headers);
  for (const [name, value] of Object.entries(headers)) all.set(name, value);
  return new Response(response.body, { status: response.status, headers: all });
}
