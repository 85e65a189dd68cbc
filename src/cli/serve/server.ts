/** A site's output on loopback, with a script in its pages that loads them again after a build. */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { contentType } from '../../main/preview/content-types.ts';
import { readRange } from '../../main/preview/range.ts';
import { type Resolution, realFolder, resolveRequest } from '../../main/preview/resolve.ts';

/** No page of a site is there: it begins with an underscore twice, and lies outside every base path. */
const eventsPath = '/__galley__/events';
const reloadScript = `<script>new EventSource('${eventsPath}').addEventListener('reload', () => location.reload())</script>`;

export interface SiteServer {
  /** "http://127.0.0.1:4321/birds/" */
  address: string;
  /** Where the site is from now on: its settings may have changed. */
  mount(basePath: string): void;
  /** Tells every open page to load again. */
  reload(): void;
  close(): Promise<void>;
}

/**
 * @param out the output folder; it need not be there yet
 * @param port 0: a free one
 * @throws NodeJS.ErrnoException EADDRINUSE, EACCES
 */
export async function startServer(out: string, basePath: string, port: number): Promise<SiteServer> {
  const listeners = new Set<ServerResponse>();
  let mounted = basePath;
  const server = createServer((request, response) => {
    answer(request, response, { out, basePath: mounted, listeners }).catch((error: unknown) => fail(response, error));
  });
  await listen(server, port);
  const actual = (server.address() as AddressInfo).port;
  return {
    address: `http://127.0.0.1:${actual}${basePath}`,
    mount: (path) => {
      mounted = path;
    },
    reload: () => {
      for (const listener of listeners) listener.write('event: reload\ndata: \n\n');
    },
    close: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

interface Mount {
  out: string;
  basePath: string;
  listeners: Set<ServerResponse>;
}

async function answer(request: IncomingMessage, response: ServerResponse, mount: Mount): Promise<void> {
  if (!isOwnName(request.headers.host)) return sendText(response, 403, 'This address is only for this computer.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendText(response, 405, 'Pages can only be read here.\n');
  }
  const target = request.url ?? '/';
  if (target === eventsPath) return listenForReload(response, mount.listeners);
  const out = await realFolder(mount.out);
  const found: Resolution = out === null ? { kind: 'missing' } : await resolveRequest(target, mount.basePath, out);
  if (found.kind === 'redirect') {
    // Relative to this host: "//example.com" would lead away.
    response.writeHead(302, { Location: found.to.replace(/^\/+/, '/'), 'Cache-Control': 'no-store' }).end();
  } else if (found.kind === 'missing') await sendMissing(response, out);
  else if (contentType(found.path).startsWith('text/html')) await sendPage(response, 200, found.path);
  else sendFile(request, response, found);
}

/** Another name for this computer in Host means that a strange page asks through its reader's browser. */
function isOwnName(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

function listenForReload(response: ServerResponse, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': here\n\n');
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

async function sendPage(response: ServerResponse, status: number, path: string): Promise<void> {
  const html = await readFile(path, 'utf8');
  const end = html.lastIndexOf('</body>');
  const page = end < 0 ? html + reloadScript : html.slice(0, end) + reloadScript + html.slice(end);
  send(response, status, 'text/html; charset=utf-8', Buffer.from(page));
}

async function sendMissing(response: ServerResponse, out: string | null): Promise<void> {
  try {
    if (out !== null) return await sendPage(response, 404, join(out, '404.html'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const page = `<!doctype html><meta charset="utf-8"><title>No such page</title><p>There is no page at this address.</p>${reloadScript}`;
  send(response, 404, 'text/html; charset=utf-8', Buffer.from(page));
}

/** The whole file, or the part that a player of sound and film asked for. */
function sendFile(request: IncomingMessage, response: ServerResponse, file: { path: string; size: number }): void {
  const part = readRange(request.headers.range, file.size);
  if (part === 'impossible') {
    response.writeHead(416, { 'Content-Range': `bytes */${file.size}` }).end();
    return;
  }
  const { start, end } = part ?? { start: 0, end: file.size - 1 };
  response.writeHead(part ? 206 : 200, {
    'Content-Type': contentType(file.path),
    'Content-Length': end - start + 1,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    ...(part && { 'Content-Range': `bytes ${start}-${end}/${file.size}` }),
  });
  if (request.method === 'HEAD' || file.size === 0) response.end();
  else
    createReadStream(file.path, { start, end })
      .on('error', (error) => response.destroy(error))
      .pipe(response);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain; charset=utf-8', Buffer.from(text));
}

function send(response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** A file that vanished or cannot be read, in the middle of a build for example: the page says so and loads again after it. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else
    sendText(
      response,
      500,
      `This file cannot be read just now: ${error instanceof Error ? error.message : String(error)}\n`,
    );
}
