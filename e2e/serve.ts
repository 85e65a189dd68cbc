/** A static server for built sites, at their base path, as a plain web host would serve them. */
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

export interface Served {
  /** "http://127.0.0.1:4711", without the base path. */
  origin: string;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  type: string;
  body: Buffer;
}

/**
 * @param folder the built site
 * @param basePath "/" or "/blog/": what lies outside it is not found
 */
export async function serveFolder(folder: string, basePath: string): Promise<Served> {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    answer(root, basePath, request.url ?? '/')
      .then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed, failed) => {
        server.close((error) => (error ? failed(error) : closed()));
        server.closeAllConnections();
      }),
  };
}

async function answer(root: string, basePath: string, url: string): Promise<Answer> {
  const path = decodeURIComponent(new URL(url, 'http://site').pathname);
  const file = path.startsWith(basePath) ? await fileAt(root, path.slice(basePath.length)) : null;
  if (file !== null) {
    return { status: 200, type: types[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
  }
  const lost = await fileAt(root, '404.html');
  const body = lost === null ? Buffer.from('Not found') : await readFile(lost);
  return { status: 404, type: 'text/html; charset=utf-8', body };
}

/** The file for a path below the root, a folder's index.html included; null when there is none. */
async function fileAt(root: string, path: string): Promise<string | null> {
  const file = resolve(join(root, path.endsWith('/') || path === '' ? `${path}index.html` : path));
  if (!file.startsWith(root + sep)) return null;
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? file : null;
}
