import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AFTER_HEADER, textVersionToHeader } from '../../shared/contract/text-version.ts';
import { withScript } from './html.ts';
import { createPreview } from './preview.ts';
import type { NumberedPage, PreviewSite } from './types.ts';

const key = '0123456789abcdef0123456789abcdef';
const origin = `http://${key}.galley.localhost:4321`;

let folder: string;
let site: PreviewSite & { online: boolean };
const failed = vi.fn();
const preview = createPreview(
  (asked) => (asked === key ? site : null),
  () => 'http://galley.localhost:4321',
  failed,
);

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'galley-preview-')));
  const out = join(folder, 'public');
  await mkdir(join(out, 'über uns'), { recursive: true });
  await mkdir(join(out, 'empty'));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'unsaved.png'), 'PNG');
  await symlink(join(folder, 'secret.txt'), join(out, 'link.txt'));
  await symlink(folder, join(out, 'up'));
  await writeFile(join(out, 'index.html'), '<html><body><p>Home</p></BODY></html>');
  await writeFile(join(out, 'über uns', 'index.html'), '<p>About us');
  await writeFile(join(out, '404.html'), '<body>Nothing here</body>');
  await writeFile(join(out, 'film.mp4'), '0123456789');
  await writeFile(join(out, 'none.txt'), '');
  await writeFile(join(out, 'Photo.JPG'), 'JPG');
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => {
  failed.mockReset();
  site = {
    key,
    out: join(folder, 'public'),
    basePath: '/birds/',
    url: 'https://example.com/birds/?"',
    online: true,
    show: async () => null,
    file: async () => null,
  };
});

function shown(page: Partial<NumberedPage>): NumberedPage {
  return {
    found: true,
    url: '/birds/new/',
    source: 'content/new.md',
    output: 'new/index.html',
    title: 'New',
    html: '<body><p>typed just now</p></body>',
    state: 'published',
    degraded: false,
    proofs: [],
    trusted: false,
    milliseconds: 1,
    template: 'page.njk',
    changes: 1,
    ...page,
  };
}

function get(path: string, init: RequestInit = {}): Promise<Response> {
  return preview(key, new Request(origin + path, init));
}
const text = async (path: string): Promise<string> => (await get(path)).text();

describe('a page', () => {
  it('is the file in public/ with our script before the end of its body', async () => {
    const response = await get('/birds/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.text();
    expect(html).toBe(
      `<html><body><p>Home</p><script src="${origin}/__galley/preview.js" data-studio="http://galley.localhost:4321" data-base-path="/birds/" data-site-url="https://example.com/birds/?&quot;" data-page="" data-scripts="2jmj7l5rSw0y" data-changes="0"></script></BODY></html>`,
    );
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(html)));
  });

  it('says with our script whether another page has the same scripts', () => {
    const setting = { preview: origin, studio: '', basePath: '/', siteUrl: '', page: '', changes: 0 };
    const mark = (html: string): string => /data-scripts="([^"]+)"/.exec(withScript(html, setting))?.[1] ?? '';
    const page = '<p>One<script src="a.js"></script><script>one()</script>';
    expect(mark(page.replace('One', 'Two'))).toBe(mark(page));
    expect(mark(page.replace('one()', 'two()'))).not.toBe(mark(page));
    expect(mark(page.replace('a.js', 'b.js'))).not.toBe(mark(page));
  });

  it('gets the script at its end when it leaves its body open', async () => {
    expect(await text('/birds/%C3%BCber%20uns/')).toMatch(/^<p>About us<script src=.*<\/script>$/);
  });

  it('is what the studio shows where it knows one, under the address that the site has for it', async () => {
    const asked: string[] = [];
    site.show = async (url) => {
      asked.push(url);
      return url === '/birds/caf%C3%A9%20%281%29/' ? shown({ url }) : null;
    };
    expect(await text('/birds/caf%c3%a9%20(1)/')).toContain('typed just now');
    expect(await text('/birds/caf%c3%a9%20(1)/index.html')).toContain('data-page="/birds/caf%C3%A9%20%281%29/"');
    expect(await text('/birds/')).toContain('Home');
    expect(new Set(asked)).toEqual(new Set(['/birds/caf%C3%A9%20%281%29/', '/birds/']));
  });

  it('shows a text as an edit makes it, where it is asked to, and says which change that is', async () => {
    const asked: unknown[] = [];
    site.show = async (_url, after) => {
      asked.push(after);
      return shown({ changes: 1234 });
    };
    const after = { file: 'content/für dich/a b.md', version: 1_790_000_000_000 };
    const headers = { [AFTER_HEADER]: textVersionToHeader(after) };
    expect(await (await get('/birds/new/', { headers })).text()).toContain('data-changes="1234"');
    for (const header of ['', '1', 'x content/a.md', '1 %', '-1 a'])
      await get('/birds/new/', { headers: { [AFTER_HEADER]: header } });
    expect(asked).toEqual([after, null, null, null, null, null]);
  });

  it('that is not in public/ yet is found without its slash, too', async () => {
    site.show = async (url) => (url === '/birds/new/' ? shown({}) : shown({ found: false }));
    const response = await get('/birds/new?a=1');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/birds/new/?a=1']);
  });

  it('answers HEAD without its body', async () => {
    const response = await get('/birds/', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
    expect(await response.text()).toBe('');
  });
});

describe('an address', () => {
  it.each([
    ['/', '/birds/'],
    ['/birds', '/birds/'],
    ['/birds/empty', '/birds/empty/'],
    ['/birds/%C3%BCber%20uns?x', '/birds/%C3%BCber%20uns/?x'],
  ])('%s leads to %s', async (path, to) => {
    const response = await get(path);
    expect([response.status, response.headers.get('location')]).toEqual([302, to]);
  });

  it.each([
    '/birds/missing/',
    '/birds/empty/',
    '/other/',
    '/film.mp4',
    '//birds/',
    '/birds/film.mp4/',
    '/birds/link.txt',
    '/birds/up/secret.txt',
    '/birds/../../secret.txt',
    '/birds/%2e%2e/secret.txt',
    '/birds/..%2fsecret.txt',
    '/birds/..%5csecret.txt',
    '/birds/film.mp4%00.txt',
    '/birds/%ff',
    '/birds/%',
    `/birds/${'a'.repeat(3000)}`,
    `/birds/${'a/'.repeat(3000)}`,
    '/birds/C:%5cWindows',
    '/birds/%2fetc/passwd',
  ])('%s shows the site’s own page for what is not there', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/^<body>Nothing here<script/);
    expect(failed).not.toHaveBeenCalled();
  });

  it('that is endless is refused', async () => {
    expect((await get(`/birds/${'a'.repeat(10_000)}`)).status).toBe(414);
  });

  it('in another case is missing, as it will be on the server', async () => {
    expect((await get('/birds/photo.jpg')).status).toBe(404);
    expect((await get('/birds/Photo.JPG')).status).toBe(200);
  });
});

describe('a file', () => {
  it('is sent as it is', async () => {
    const response = await get('/birds/film.mp4');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(await response.text()).toBe('0123456789');
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=0-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=1-2,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('answers %s with %d', async (range, status, body, contentRange) => {
    const response = await get('/birds/film.mp4', { headers: { range } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(await response.text()).toBe(body);
  });

  it('may be empty', async () => {
    const response = await get('/birds/none.txt');
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('that public/ does not have yet comes from the studio', async () => {
    site.file = async (output) => (output === 'new/a b.png' ? join(folder, 'unsaved.png') : null);
    const response = await get('/birds/new/a%20b.png');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(await response.text()).toBe('PNG');
    expect((await get('/birds/new/other.png')).status).toBe(404);
  });

  it('whose source went away since the build is missing, and no fault of ours', async () => {
    site.file = async () => join(folder, 'gone', 'photo.png');
    expect((await get('/birds/photo.png')).status).toBe(404);
    expect(failed).not.toHaveBeenCalled();
  });
});

describe('what is not there', () => {
  it('is said in words without a page of the site’s own, or before the first build', async () => {
    site.out = join(folder, 'public/empty');
    expect(await text('/birds/x/')).toContain('No page of the site has this address.');
    site.out = join(folder, 'not-built');
    const response = await get('/birds/');
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toContain('The site has not been built.');
    expect(html).toContain('/__galley/preview.js');
  });

  it('is a preview of another key', async () => {
    const response = await preview('f'.repeat(32), new Request(`${origin}/birds/`));
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('This preview is closed')]);
  });

  it('is told apart from what failed, without a stack or a path', async () => {
    const error = new Error(`ENOENT: ${folder}/secret.txt`);
    site.show = async () => {
      throw error;
    };
    const response = await get('/birds/');
    const html = await response.text();
    expect(response.status).toBe(500);
    expect(html).toContain('cannot be shown just now');
    expect(html).not.toMatch(/ENOENT|secret|at .*\.ts/);
    expect(failed).toHaveBeenCalledWith(error);
  });
});

describe('every answer', () => {
  it.each(['/birds/', '/birds/film.mp4', '/birds/missing', '/'])('to %s is guarded', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toBe(
      "frame-ancestors 'self' http://galley.localhost:4321; form-action 'self'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('origin-agent-cluster')).toBe('?1');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is kept by the browser only where its name says what is in it, and the script', async () => {
    await writeFile(join(site.out, 'main.e7363aae32.css'), 'p {}');
    await writeFile(join(site.out, 'main.css'), 'p {}');
    const cacheControl = async (path: string): Promise<string | null> => (await get(path)).headers.get('cache-control');
    expect(await cacheControl('/birds/main.e7363aae32.css')).toBe('private, max-age=600, immutable');
    expect(await cacheControl('/__galley/preview.js')).toBe('private, max-age=600, immutable');
    expect(await cacheControl('/birds/main.css')).toBe('no-store');
    expect(await cacheControl('/birds/gone.e7363aae32.css')).toBe('no-store');
  });

  it('keeps a stranger’s site off the internet', async () => {
    site.online = false;
    const policy = (await get('/birds/')).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:");
    expect(policy).not.toMatch(/https?:(?!\/\/galley\.localhost:4321)|\*/);
  });

  it('knows the window behind a forwarded port', async () => {
    const response = await preview(key, new Request(`http://${key}.galley.localhost:8080/birds/`));
    expect(response.headers.get('content-security-policy')).toContain('http://galley.localhost:8080;');
    expect(await response.text()).toContain(`src="http://${key}.galley.localhost:8080/__galley/preview.js"`);
  });

  it('refuses workers and all but reading', async () => {
    expect((await get('/birds/', { headers: { 'Service-Worker': 'script' } })).status).toBe(403);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await get('/birds/', { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });
});

it('serves its script as one file for any browser', async () => {
  const response = await get('/__galley/preview.js');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const code = await response.text();
  expect(code).toContain('postMessage');
  expect(code).not.toMatch(/^(import|export) /m);
  expect(() => new Function(code)).not.toThrow();
});
