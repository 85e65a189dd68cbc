import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SiteServer, startServer } from './server.ts';

let folder: string;
let server: SiteServer;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'galley-serve-')));
  const out = join(folder, 'public');
  await mkdir(join(out, 'über uns'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(out, 'link.txt'));
  await writeFile(join(out, 'index.html'), '<html><body><p>Home</p></body></html>');
  await writeFile(join(out, 'über uns', 'index.html'), '<p>About us</p>');
  await writeFile(join(out, '404.html'), '<body>Nothing here</body>');
  await writeFile(join(out, 'film.mp4'), '0123456789');
  await writeFile(join(out, 'main.css'), 'p {}');
  server = await startServer(out, '/birds/', 0);
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Sent as it is: `fetch` would tidy the path first. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the server', () => {
  it('serves pages at the base path with the script that loads them again', async () => {
    const home = await get('/birds/');
    expect(home).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(home.body).toMatch(/^<html><body><p>Home<\/p><script>.*EventSource.*<\/script><\/body><\/html>$/);
    expect((await get('/birds/%C3%BCber%20uns/')).body).toContain('About us');
    expect(await get('/birds/main.css')).toMatchObject({
      body: 'p {}',
      headers: { 'content-type': 'text/css; charset=utf-8' },
    });
  });

  it('leads to the site and to folders', async () => {
    expect(await get('/')).toMatchObject({ status: 302, headers: { location: '/birds/' } });
    expect(await get('/birds?a=1')).toMatchObject({ status: 302, headers: { location: '/birds/?a=1' } });
    expect(await get('/birds/%C3%BCber%20uns?a=1')).toMatchObject({
      status: 302,
      headers: { location: '/birds/%C3%BCber%20uns/?a=1' },
    });
  });

  it('shows the site’s own page where there is none', async () => {
    for (const path of ['/birds/none/', '/elsewhere/', '/birds/index.html/']) {
      expect(await get(path)).toMatchObject({ status: 404, body: expect.stringContaining('Nothing here') });
    }
  });

  it.each([
    '/birds/../../secret.txt',
    '/birds/%2e%2e/secret.txt',
    '/birds/..%2fsecret.txt',
    '/birds/..%5csecret.txt',
    '/birds/%00',
    '/birds/%',
    '/birds/link.txt',
    '//birds/',
    '/birds//etc/passwd',
  ])('gives nothing from outside for %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  it('never leads to another host', async () => {
    expect((await get('//example.com/')).headers.location).toBeUndefined();
  });

  it('answers only to this computer’s names, and only reading', async () => {
    expect((await get('/birds/', { Host: 'evil.example' })).status).toBe(403);
    expect((await get('/birds/', { Host: 'localhost:80' })).status).toBe(200);
    expect((await get('/birds/', {}, 'POST')).status).toBe(405);
    expect(await get('/birds/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it('sends parts of films', async () => {
    expect(await get('/birds/film.mp4', { Range: 'bytes=2-4' })).toMatchObject({
      status: 206,
      body: '234',
      headers: { 'content-range': 'bytes 2-4/10', 'content-type': 'video/mp4' },
    });
    expect((await get('/birds/film.mp4', { Range: 'bytes=-3' })).body).toBe('789');
    expect((await get('/birds/film.mp4', { Range: 'bytes=99-' })).status).toBe(416);
  });

  it('tells open pages to load again', async () => {
    const stream = await fetch(new URL('/__galley__/events', server.address));
    const reader = stream.body!.getReader();
    await reader.read();
    server.reload();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('event: reload');
    await reader.cancel();
  });
});
