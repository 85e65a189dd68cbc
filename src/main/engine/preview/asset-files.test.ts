import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AssetFiles } from './asset-files.ts';
import type { Models } from './models.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-asset-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = Buffer.from('body{}');
const models = {
  all: [],
  planned: { assets: { outputs: new Map([['assets/main.css', { from: 'memory', bytes }]]) } },
} as unknown as Models;

it('writes what exists in memory only into its folder', async () => {
  const site = join(folder, 'site');
  mkdirSync(join(site, '.galley'), { recursive: true });
  const path = await new AssetFiles(join(site, '.galley/cache/preview')).find(models, 'assets/main.css');
  expect(readFileSync(path as string, 'utf8')).toBe('body{}');
});

it('does not make the folder of a site anew that was renamed meanwhile', async () => {
  const site = join(folder, 'site');
  mkdirSync(join(site, '.galley'), { recursive: true });
  const files = new AssetFiles(join(site, '.galley/cache/preview'));
  renameSync(site, join(folder, 'moved'));
  expect(await files.find(models, 'assets/main.css')).toBeNull();
  expect(existsSync(site)).toBe(false);
});
