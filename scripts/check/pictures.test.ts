import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../project.ts';
import { driftLine, pictureSources, readDrift, writeManifest } from '../tour/drift.ts';
import { savePicture } from '../tour/save-picture.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function project(): string {
  const root = mkdtempSync(join(tmpdir(), 'galley-pictures-'));
  folders.push(root);
  put(root, 'docs/pictures/one.webp');
  put(root, 'window/a.tsx', 'a');
  put(root, 'window/part/b.css', 'b');
  return root;
}

function put(root: string, path: string, text = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const sources = [{ picture: 'one.webp', shows: ['window'] }];
const old = 'docs/pictures/one.webp was made before what it shows was changed.';

describe('pictures that show what is', () => {
  it('are those whose sources are as they were when they were made', () => {
    const root = project();
    expect(readDrift(root, sources)).toEqual([old]);
    writeManifest(root, sources);
    expect(readDrift(root, sources)).toEqual([]);
    expect(driftLine(root, sources)).toBeNull();
  });

  it.each([
    ['changed', (root: string) => put(root, 'window/part/b.css', 'c')],
    ['added', (root: string) => put(root, 'window/c.tsx', 'c')],
    ['deleted', (root: string) => rmSync(join(root, 'window/a.tsx'))],
  ])('are not those with a source that was %s', (_how, change) => {
    const root = project();
    writeManifest(root, sources);
    change(root);
    expect(readDrift(root, sources)).toEqual([old]);
    expect(driftLine(root, sources)).toBe('1 of 1 pictures in docs/ show an older Galley: npm run pictures');
  });

  it('are not touched by tests and by what a build leaves behind', () => {
    const root = project();
    writeManifest(root, sources);
    put(root, 'window/a.test.ts');
    put(root, 'window/public/index.html');
    expect(readDrift(root, sources)).toEqual([]);
  });

  it('must be there', () => {
    const root = project();
    writeManifest(root, sources);
    rmSync(join(root, 'docs/pictures/one.webp'));
    expect(readDrift(root, sources)).toEqual(['docs/pictures/one.webp is missing.']);
  });
});

describe('a picture', () => {
  it('is written again only when an eye would see that it is another', async () => {
    const file = join(project(), 'two.webp');
    expect(await savePicture(await square('#ffffff'), file, 10_000)).toMatch(/^two\.webp {2}\d+ KB$/);
    expect(await savePicture(await square('#fefefe'), file, 10_000)).toBe('two.webp  as it was');
    expect(await savePicture(await square('#203060'), file, 10_000)).toMatch(/KB$/);
  });

  it('that cannot be small enough is refused', async () => {
    await expect(savePicture(await square('#203060'), join(project(), 'two.webp'), 20)).rejects.toThrow('two.webp');
  });
});

function square(colour: string): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 64, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

describe('the pictures of this project', () => {
  const folder = join(projectRoot(), 'docs/pictures');
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.webp'));

  it('are those that the script makes, whatever their age', () => {
    expect(there.sort()).toEqual(pictureSources.map(({ picture }) => picture).sort());
  });

  it('are small enough to be read on the way', () => {
    const large = there.filter((file) => statSync(join(folder, file)).size > 150 * 1024);
    expect(large).toEqual([]);
  });
});
