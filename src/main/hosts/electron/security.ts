/** What no page may do, whoever made it: leave its place, open windows, be given permissions, save files unasked. */
import { app, type PermissionRequest, session, shell, type WebContents, type WebFrameMain } from 'electron';
import { hasOrigin, previewKey, schemeOf } from './origins.ts';
import { report } from './report.ts';

/** Schemes that the system opens for us. */
const outside = new Set(['http', 'https', 'mailto']);

/** Where frames of a previewed page may go by themselves: the web, and what they make themselves. */
const embedded = new Set(['http', 'https', 'about', 'blob', 'data']);

/** Before the first window. @param origin of the window's own pages */
export function setupSecurity(origin: string): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, origin));
  guardSession(origin);
}

/** Whether the system's browser or mail program may be given this address. */
export function mayOpenOutside(url: string): boolean {
  return outside.has(schemeOf(url));
}

interface Navigation {
  url: string;
  isMainFrame: boolean;
  frame: Pick<WebFrameMain, 'parent'> | null;
}

/**
 * The window shows itself and nothing else; a frame in it shows a preview; what a previewed page embeds may be of the web or of the
 * same preview, never the window's own origin or a file.
 */
function mayNavigate({ url, isMainFrame, frame }: Navigation, origin: string): boolean {
  if (isMainFrame) return hasOrigin(url, origin);
  const parent = frame?.parent;
  if (!parent) return false;
  if (parent.parent === null) return previewKey(url) !== null || url === 'about:blank';
  const key = previewKey(url);
  if (key !== null) return key === previewKey(parent.url);
  return embedded.has(schemeOf(url)) && !hasOrigin(url, origin);
}

function guardContents(contents: WebContents, origin: string): void {
  // No policy of a page covers WebRTC: without this, a preview that is kept off the internet could speak to any address over UDP.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) shell.openExternal(url).catch(report('An address could not be opened'));
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event, origin)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!mayNavigate(event, origin)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** One permission is needed: "Copy the path" writes plain text. */
function isGranted(permission: string, url: string | undefined, isMainFrame: boolean, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && isMainFrame && url !== undefined && hasOrigin(url, origin);
}

function guardSession(origin: string): void {
  const own = session.defaultSession;
  own.setPermissionRequestHandler((_contents, permission, callback, details: PermissionRequest) =>
    callback(isGranted(permission, details.requestingUrl, details.isMainFrame, origin)),
  );
  own.setPermissionCheckHandler((_contents, permission, _requester, details) =>
    isGranted(permission, details.requestingUrl, details.isMainFrame, origin),
  );
  own.setDevicePermissionHandler(() => false);
  // The window saves what it made itself (the trace of a build); a previewed page saves nothing.
  own.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${origin}/`)) event.preventDefault();
  });
}
