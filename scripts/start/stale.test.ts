import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isStale } from './stale.ts';

let root: string;

/** @param time in seconds */
function write(file: string, time: number): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), '');
  utimesSync(join(root, file), time, time);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galley-stale-'));
  for (const file of ['src/cli/index.ts', 'src/themes/plain/theme.yaml', 'package.json']) write(file, 1000);
  for (const name of ['cli.js', 'engine.js', 'host.js', 'index.js', 'worker.js']) write(`out/main/${name}`, 2000);
  write('out/preload/index.cjs', 2000);
  write('out/renderer/index.html', 2000);
  for (const folder of ['src', 'src/cli', 'src/themes']) utimesSync(join(root, folder), 1000, 1000);
});
afterEach(() => rmSync(root, { recursive: true }));

it('is not stale when all of it is newer', () => expect(isStale(root)).toBe(false));

it.each(['src/cli/index.ts', 'package.json'])('is stale when %s is newer', (file) => {
  write(file, 3000);
  expect(isStale(root)).toBe(true);
});

it('is stale when a file was deleted', () => {
  utimesSync(join(root, 'src/cli'), 3000, 3000);
  expect(isStale(root)).toBe(true);
});

it.each(['out/main/host.js', 'out/renderer/index.html'])('is stale without %s', (file) => {
  rmSync(join(root, file));
  expect(isStale(root)).toBe(true);
});

it('does not become stale by what is not built', () => {
  write('src/themes/plain/theme.yaml', 3000);
  write('src/cli/args.test.ts', 3000);
  utimesSync(join(root, 'src/cli'), 1000, 1000);
  expect(isStale(root)).toBe(false);
});
