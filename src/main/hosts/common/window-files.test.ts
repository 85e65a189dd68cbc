import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readWindowFile } from './window-files.ts';

let base: string;
let folder: string;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'galley-window-files-')));
  folder = join(base, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets/main-B1a2C3d4.js'), 'let a;');
  await writeFile(join(folder, 'a b.css'), 'p {}');
  await writeFile(join(base, 'secret.txt'), 'secret');
  await mkdir(join(base, 'renderer-old'));
  await writeFile(join(base, 'renderer-old/secret.txt'), 'secret');
  await symlink(join(base, 'secret.txt'), join(folder, 'link.txt'));
});
afterAll(() => rm(base, { recursive: true }));

it.each([
  ['/', '<!doctype html>', 'text/html; charset=utf-8', false],
  ['/index.html', '<!doctype html>', 'text/html; charset=utf-8', false],
  ['/assets/main-B1a2C3d4.js', 'let a;', 'text/javascript; charset=utf-8', true],
  ['/a%20b.css', 'p {}', 'text/css; charset=utf-8', false],
])('%s', async (path, text, type, hashed) => {
  const file = await readWindowFile(folder, path);
  expect(file && { text: new TextDecoder().decode(file.bytes), type: file.type, hashed: file.hashed }).toEqual({
    text,
    type,
    hashed,
  });
});

it.each([
  '/missing.js',
  '/assets',
  '/index.html/more',
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/%00',
  '/%',
  '/%ff',
  '/C:/x',
  '//etc/passwd',
  '/....//secret.txt',
  '/../renderer-old/secret.txt',
  '/link.txt',
  'index.html',
  '',
  `/${'a'.repeat(10_000)}`,
])('%s is nothing', async (path) => {
  expect(await readWindowFile(folder, path)).toBeNull();
});
