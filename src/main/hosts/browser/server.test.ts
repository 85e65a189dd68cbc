import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeKey } from './key.ts';
import { type BrowserServer, startServer } from './server.ts';
import { ask, openLine, standIn } from './testing/stand-in.ts';

const key = makeKey();
const preview = '0123456789abcdef0123456789abcdef';
const studio = standIn();
const failed = vi.fn();
let folder: string;
let server: BrowserServer;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-host-'));
  await mkdir(join(folder, 'renderer/assets'), { recursive: true });
  await writeFile(join(folder, 'renderer/index.html'), '<!doctype html><title>Galley</title>');
  await writeFile(join(folder, 'renderer/assets/index-B1a2C3d4.js'), 'let a;');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  const options = {
    studio,
    renderer: join(folder, 'renderer'),
    developer: null,
    key,
    version: '1.0.0',
    onFailure: failed,
  };
  server = await startServer(options, 0);
  port = server.port;
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => failed.mockReset());

describe('a name', () => {
  it.each([
    '127.0.0.1',
    'localhost',
    'example.com',
    'galley.localhost.example.com',
    'xgalley.localhost',
    'galley.localhost.',
    'GALLEY.localhost@evil.example',
    `${preview}x.galley.localhost`,
    `${preview.slice(1)}.galley.localhost`,
    `a.${preview}.galley.localhost`,
    '',
  ])('“%s” is sent away in words', async (host) => {
    const answer = await ask(port, '/', { Host: host });
    expect(answer.status).toBe(421);
    expect(answer.body).toContain('not Galley’s address');
    expect(answer.body).not.toContain('galley.localhost');
  });

  it('counts, and not the port: it may have been forwarded', async () => {
    for (const host of ['galley.localhost', 'galley.localhost:8080', 'Galley.LocalHost:1']) {
      expect((await ask(port, '/', { Host: host })).status).toBe(200);
    }
  });

  it('with a key is a preview, which gets the request as it is', async () => {
    const { body } = await ask(port, '/a%20b/?c=1', { Host: `${preview}.galley.localhost:8080`, Range: 'bytes=0-1' });
    expect(body).toBe(`${preview} GET http://${preview}.galley.localhost:8080/a%20b/?c=1 bytes=0-1`);
  });
});

describe('the window’s files', () => {
  it('are guarded, and a page is never kept', async () => {
    const { status, headers, body } = await ask(port, '/');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(body).toContain('<title>Galley</title>');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain('frame-src http://*.galley.localhost:*;');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('with a hash in their name are kept', async () => {
    expect((await ask(port, '/assets/index-B1a2C3d4.js')).headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/%00',
    '/%',
    '/assets',
    '//etc/passwd',
    '/galley/nothing',
    '/galley/../secret.txt',
  ])('%s is nothing', async (path) => {
    const { status, body } = await ask(port, path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it('include those of the studio', async () => {
    const { body, headers } = await ask(port, '/galley/picture.txt');
    expect(body).toBe('picture');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('are only read', async () => {
    for (const method of ['POST', 'PUT', 'OPTIONS', 'TRACE'])
      expect((await ask(port, '/', {}, method)).status).toBe(405);
    expect(await ask(port, '/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('are not there under an address of another form', async () => {
    expect((await ask(port, 'http://evil.example/')).status).toBe(400);
    expect((await ask(port, '*')).status).toBe(400);
  });

  it('that were never built are missed in words', async () => {
    const options = { studio, renderer: join(folder, 'none'), developer: null, key, version: '1', onFailure: failed };
    const unbuilt = await startServer(options, 0);
    expect(await ask(unbuilt.port, '/')).toMatchObject({ status: 404, body: expect.stringContaining('npm run build') });
    await unbuilt.close();
  });
});

it('passes on what the developer’s server makes, under its own policy', async () => {
  const vite = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/javascript').setHeader('Set-Cookie', 'a=b').end(`made ${request.url}`);
  });
  await new Promise<void>((done) => vite.listen(0, '127.0.0.1', done));
  const developer = `http://127.0.0.1:${(vite.address() as AddressInfo).port}`;
  const options = { studio, renderer: folder, developer, key, version: '1', onFailure: failed };
  const developed = await startServer(options, 0);
  const { status, headers, body } = await ask(developed.port, '//main.tsx?t=1');
  expect([status, headers['content-type'], body]).toEqual([200, 'text/javascript', 'made /main.tsx?t=1']);
  expect(headers['set-cookie']).toBeUndefined();
  expect(headers['content-security-policy']).toContain("script-src 'self' 'unsafe-inline'");
  await developed.close();
  await new Promise((done) => vite.close(done));
  const gone = await startServer(options, 0);
  expect((await ask(gone.port, '/')).status).toBe(500);
  await gone.close();
});

describe('a line', () => {
  it('with the key is one to the studio, for the site that the tab names', async () => {
    const site = '/home/ana/my site';
    const line = openLine(port, { key, path: `/galley/socket?site=${encodeURIComponent(site)}` });
    await vi.waitFor(() => expect(line.heard).toEqual(['hello']));
    expect(line.socket.protocol).toBe('galley');
    expect(studio.lines.at(-1)?.site).toBe(site);
    line.socket.send('{"é":1}');
    await vi.waitFor(() => expect(line.heard).toEqual(['hello', '{"É":1}']));
    line.socket.close();
    await vi.waitFor(() => expect(studio.lines).toHaveLength(0));
  });

  it('behind a forwarded port is one, too', async () => {
    const line = openLine(port, { key, host: 'galley.localhost:8080' });
    await vi.waitFor(() => expect(line.heard).toEqual(['hello']));
    line.socket.close();
  });

  it.each(['none', makeKey(), key.slice(1), `${key}0`, key.toUpperCase()])(
    'with the key %s ends so that the tab knows why',
    async (wrong) => {
      const line = openLine(port, { key: wrong });
      expect(await line.ended).toBe(4403);
      expect(line.heard).toEqual([]);
    },
  );

  it.each([
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['a preview', { origin: `http://${preview}.galley.localhost` }, 403],
    ['no origin', { origin: null }, 403],
    ['another scheme', { origin: 'https://galley.localhost' }, 403],
    ['another name', { host: '127.0.0.1' }, 421],
    ['a preview’s name', { host: `${preview}.galley.localhost` }, 421],
    ['another path', { path: '/socket' }, 404],
  ])('from %s is refused, the right key or not', async (_from, options, status) => {
    const before = studio.lines.length;
    expect(await openLine(port, { key, ...options }).ended).toBe(status);
    expect(studio.lines).toHaveLength(before);
  });

  it.each(['relative', '/a\0b', `/${'a'.repeat(5000)}`])(
    'opens Welcome for a site that is no path: %#',
    async (site) => {
      const line = openLine(port, { key, path: `/galley/socket?site=${encodeURIComponent(site)}` });
      await vi.waitFor(() => expect(line.heard).toEqual(['hello']));
      expect(studio.lines.at(-1)?.site).toBeNull();
      line.socket.close();
    },
  );

  it('ends at a message of 100 MB, and the next one opens', async () => {
    const line = openLine(port, { key });
    await vi.waitFor(() => expect(line.heard).toEqual(['hello']));
    line.socket.send('x'.repeat(100 * 1024 * 1024));
    expect(await line.ended).toBe(1009);
    const next = openLine(port, { key });
    await vi.waitFor(() => expect(next.heard).toEqual(['hello']));
    next.socket.close();
  });

  it('ends when it carries no text, or a mistake of ours, and the host goes on', async () => {
    const binary = openLine(port, { key });
    await vi.waitFor(() => expect(binary.heard).toEqual(['hello']));
    binary.socket.send(Buffer.from([1, 2, 3]));
    expect(await binary.ended).toBe(1003);
    const mistaken = openLine(port, { key });
    await vi.waitFor(() => expect(mistaken.heard).toEqual(['hello']));
    mistaken.socket.send('throw');
    expect(await mistaken.ended).toBe(1011);
    expect(failed).toHaveBeenCalledOnce();
    expect((await ask(port, '/')).status).toBe(200);
  });
});

describe('an address for one time', () => {
  const pathOf = (url: string): string => new URL(url).pathname;

  it('leads to the one with the key, once', async () => {
    const path = pathOf(server.ticket('/home/ana/a&b'));
    expect(path).not.toContain(key);
    const first = await ask(port, path);
    expect([first.status, first.headers.location]).toEqual([302, `/#key=${key}&site=%2Fhome%2Fana%2Fa%26b`]);
    const second = await ask(port, path);
    expect([second.status, second.headers.location]).toEqual([403, undefined]);
  });

  it('cannot be made up', async () => {
    for (const path of ['/galley/open/', '/galley/open/constructor', `/galley/open/${'0'.repeat(32)}`])
      expect((await ask(port, path)).status).toBe(403);
  });
});

it('says the key to nobody, whatever is asked', async () => {
  const path = fc.string({
    unit: fc.constantFrom('/', 'a', '.', '%', '2', 'e', '?', '#', '\\', 'galley', 'host', 'open'),
  });
  await fc.assert(
    fc.asyncProperty(path, async (rest) => {
      const { body, headers, status } = await ask(port, `/${rest}`);
      expect(body + JSON.stringify(headers)).not.toContain(key);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
});
