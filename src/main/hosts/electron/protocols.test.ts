import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { previewKey, previewOrigin } from './origins.ts';
import { desktop, resetDesktop } from './testing/fake-electron.ts';
import { type Started, start } from './testing/start.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

let shell: Started;
const ask = async (url: string, init?: RequestInit): Promise<Response> =>
  desktop.handlers.get(url.slice(0, url.indexOf(':')))!(new Request(url, init));

beforeAll(async () => {
  resetDesktop();
  shell = await start();
});
afterAll(() => shell.end());

it('answers the window’s page with a policy that runs only our own scripts', async () => {
  const response = await ask('galley-app://studio/');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<title>Galley</title>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = (response.headers.get('content-security-policy') ?? '').split('; ');
  expect(policy).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      'frame-src galley-preview:',
    ]),
  );
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.filter((part) => /unsafe-eval|\*|https?:/.test(part))).toEqual([]);
  expect(policy.filter((part) => part.includes('unsafe-inline'))).toEqual(["style-src 'self' 'unsafe-inline'"]);
});

it('answers for the studio’s own pictures, with the same policy', async () => {
  const response = await ask('galley-app://studio/galley/starters/journal.webp');
  expect(response.headers.get('content-type')).toBe('image/webp');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).toBe('picture');
});

it.each([
  'galley-app://studio/missing.js',
  'galley-app://studio/../secret.txt',
  'galley-app://studio/..%2fsecret.txt',
  'galley-app://studio/%2e%2e%2fsecret.txt',
  'galley-app://studio/..%5csecret.txt',
  'galley-app://studio/%00',
  'galley-app://studio/%',
  'galley-app://studio//etc/passwd',
  'galley-app://studio/galley/unknown',
  'galley-app://studio/galley/../secret.txt',
  'galley-app://other/index.html',
  'galley-app://studio.evil/index.html',
  'galley-preview://studio/',
  `galley-preview://${'a'.repeat(32)}.site.evil/`,
  `galley-preview://${'a'.repeat(31)}.site/`,
  'galley-preview://../x',
])('%s is not found', async (url) => {
  const response = await ask(url);
  expect(response.status).toBe(404);
  expect(await response.text()).not.toContain('secret');
  expect(shell.studio!.requests).toEqual([]);
});

it('is for reading only', async () => {
  expect((await ask('galley-app://studio/', { method: 'POST', body: 'x' })).status).toBe(405);
});

it('hands preview requests to the studio with the site’s key, as they are', async () => {
  const key = '0123456789abcdef'.repeat(2);
  const url = `${previewOrigin(key)}/birds/film.mp4?x=1`;
  const response = await ask(url, { headers: { range: 'bytes=0-1' } });
  expect(response.status).toBe(206);
  const [{ key: asked, request }] = shell.studio!.requests as [{ key: string; request: Request }];
  expect([asked, request.url, request.headers.get('range')]).toEqual([key, url, 'bytes=0-1']);
});

it('gives each site an origin that leads back to its key, were it digits alone', () => {
  for (const key of ['1'.repeat(32), 'f'.repeat(32)]) expect(previewKey(`${previewOrigin(key)}/a`)).toBe(key);
  expect(previewKey('https://x/')).toBeNull();
});
